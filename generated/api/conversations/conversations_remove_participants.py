from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_remove_participants",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "user_ids", ListOf(Plain("integer")), required=True),
    ),
)


async def conversations_remove_participants(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    user_ids: Sequence[int],
) -> None:
    """Take users from those who take part in a conversation.

    `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

    Users who do not take part are ignored (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        user_ids: The users.

    Returns:
        They no longer take part. The body is empty.

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
            "conversation_id": conversation_id,
            "user_ids": user_ids,
        },
    )
