from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.user import User

OPERATION: Operation[list[User]] = Operation(
    id="conversations_participants",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
    returns=ListOf(Object(User)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_participants(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> list[User]:
    """The users who take part in a conversation.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/participants`

    All of them at once. The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The users.

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
        },
    )
