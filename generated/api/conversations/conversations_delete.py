from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_delete(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a conversation.

    `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}`

    For good, with its messages. Only an administrator may: an agent gets 401, *You are not authorized
    to do this action*. The server does the work later (source), so it may still be seen for a moment.
    The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        The conversation is being deleted.

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
