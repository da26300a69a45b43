from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="conversations_delete_draft",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def conversations_delete_draft(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete the draft of an answer.

    `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/draft_messages`

    Also where there is none (source). The published page does not have it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.

    Returns:
        There is no draft any more. The body is empty.

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
