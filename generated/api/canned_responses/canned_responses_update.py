from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.canned_response import CannedResponse

OPERATION: Operation[CannedResponse] = Operation(
    id="canned_responses_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/canned_responses/{canned_response_id}",
    returns=Object(CannedResponse),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "canned_response_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "short_code", Plain("string")),
        Parameter("body", "content", Plain("string")),
    ),
)


async def canned_responses_update(
    client: Caller,
    canned_response_id: int,
    *,
    account_id: int | None = None,
    short_code: str | Unset = UNSET,
    content: str | Unset = UNSET,
) -> CannedResponse:
    """Change a canned response.

    `PATCH /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

    Changes what is named and leaves the rest.

    Args:
        account_id: The account's number; the client's own where it is left out.
        canned_response_id: The canned response's number.
        short_code: What users type after a slash; unique in the account (source).
        content: The text, with placeholders such as {{contact.name}}.

    Returns:
        The canned response as it is now.

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
            "canned_response_id": canned_response_id,
            "short_code": short_code,
            "content": content,
        },
    )
