from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.canned_response import CannedResponse

OPERATION: Operation[list[CannedResponse]] = Operation(
    id="canned_responses_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/canned_responses",
    returns=ListOf(Object(CannedResponse)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "search", Plain("string")),
    ),
)


async def canned_responses_list(
    client: Caller,
    *,
    account_id: int | None = None,
    search: str | None = None,
) -> list[CannedResponse]:
    """The canned responses of an account.

    `GET /api/v1/accounts/{account_id}/canned_responses`

    All at once, or those that contain a text.

    Args:
        account_id: The account's number; the client's own where it is left out.
        search: Only those whose short code or content contains this text; those whose short code begins
            with it come first (source, not captured; the page does not have it).

    Returns:
        The canned responses.

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
            "search": search,
        },
    )
