from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.conversation import Conversation

OPERATION: Operation[Conversation] = Operation(
    id="conversations_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=Object(Conversation),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_get(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> Conversation:
    """Conversation Details.

    `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}`

    One conversation, with only its **newest message** in `messages` (or none). The published page
    promises all of them; no server sends them here. `messages_list` has the rest. A bot's token may
    read it since 4.15.0 (500 where the conversation has a team).

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The conversation.

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
