from __future__ import annotations

from collections.abc import Sequence

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="conversations_set_participants",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=ListOf(Object(User)),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "user_ids", ListOf(Plain("integer")), required=True),
    ),
)


async def conversations_set_participants(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    user_ids: Sequence[int],
) -> list[User]:
    """Replace the users who take part in a conversation.

    `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

    **Replaces all who took part**: users who are not named no longer do. The published page does not
    have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        user_ids: The users.

    Returns:
        All users who take part now.

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
