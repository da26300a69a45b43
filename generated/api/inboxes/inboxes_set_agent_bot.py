from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="inboxes_set_agent_bot",
    method="POST",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/set_agent_bot",
    returns=None,
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "agent_bot", Plain("integer", nullable=True), minimum=1, maximum=2147483647, required=True),
    ),
)


async def inboxes_set_agent_bot(
    client: Caller,
    inbox_id: int,
    *,
    account_id: int | None = None,
    agent_bot: int | None,
) -> None:
    """Set or remove the bot of an inbox.

    `POST /api/v1/accounts/{account_id}/inboxes/{inbox_id}/set_agent_bot`

    **Replaces the bot that was there**; null removes it. For administrators only (source). The page has
    no null, and answers 204.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox's number.
        agent_bot: The bot; null for none.

    Returns:
        The bot is set or removed. The body is empty.

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
            "agent_bot": agent_bot,
        },
    )
