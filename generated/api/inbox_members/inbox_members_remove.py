from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="inbox_members_remove",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inbox_members",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "user_ids", ListOf(Plain("integer")), required=True),
    ),
)


async def inbox_members_remove(
    client: Caller,
    *,
    account_id: int | None = None,
    inbox_id: int,
    user_ids: Sequence[int],
) -> None:
    """Take agents out of an inbox.

    `DELETE /api/v1/accounts/{account_id}/inbox_members`

    Users who are not in it are ignored (source). For administrators only (source). The page has a
    string as `inbox_id`.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox.
        user_ids: The users.

    Returns:
        They are no longer in it. The body is empty.

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
            "inbox_id": inbox_id,
            "user_ids": user_ids,
        },
    )
