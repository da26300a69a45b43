from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.canned_response import CannedResponse

OPERATION: Operation[CannedResponse] = Operation(
    id="canned_responses_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/canned_responses",
    returns=Object(CannedResponse),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "short_code", Plain("string"), required=True),
        Parameter("body", "content", Plain("string"), required=True),
    ),
)


async def canned_responses_create(
    client: Caller,
    *,
    account_id: int | None = None,
    short_code: str,
    content: str,
) -> CannedResponse:
    """Create a canned response.

    `POST /api/v1/accounts/{account_id}/canned_responses`

    A short code that is taken is refused (422; source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        short_code: What users type after a slash; unique in the account (source).
        content: The text, with placeholders such as {{contact.name}}.

    Returns:
        The canned response.

    Raises:
        InvalidRequestError: an argument that cannot be sent; nothing was sent.
        ApiStatusError: the server answered with an error.
        ConnectionFailedError, RequestTimeoutError: there was no answer.
        DecodeError: the answer is not what the contract says.
    """
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "short_code": short_code,
            "content": content,
        },
    )
