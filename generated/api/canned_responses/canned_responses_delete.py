from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="canned_responses_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/canned_responses/{canned_response_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "canned_response_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def canned_responses_delete(
    client: Caller,
    canned_response_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a canned response.

    `DELETE /api/v1/accounts/{account_id}/canned_responses/{canned_response_id}`

    It does not come back.

    Args:
        account_id: The account's number; the client's own where it is left out.
        canned_response_id: The canned response's number.

    Returns:
        The canned response is deleted.

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
        },
    )
