from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.inbox_agent_bot import InboxAgentBot

OPERATION: Operation[InboxAgentBot | None] = Operation(
    id="inboxes_agent_bot",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot",
    returns=Object(InboxAgentBot),
    unwrap=("agent_bot",),
    may_be_absent=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def inboxes_agent_bot(
    client: Caller,
    inbox_id: int,
    *,
    account_id: int | None = None,
) -> InboxAgentBot | None:
    """The bot of an inbox.

    `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot`

    None where it has no bot. The page answers 204, with the bot not wrapped.

    Args:
        account_id: The account's number; the client's own where it is left out.
        inbox_id: The inbox's number.

    Returns:
        The bot, in a form of its own; an empty object where there is none.

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
        },
    )
