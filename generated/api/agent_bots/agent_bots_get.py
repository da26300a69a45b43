from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.agent_bot import AgentBot

OPERATION: Operation[AgentBot] = Operation(
    id="agent_bots_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}",
    returns=Object(AgentBot),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "agent_bot_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def agent_bots_get(
    client: Caller,
    agent_bot_id: int,
    *,
    account_id: int | None = None,
) -> AgentBot:
    """One bot.

    `GET /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

    One of the account, or of the whole installation.

    Args:
        account_id: The account's number; the client's own where it is left out.
        agent_bot_id: The bot's number.

    Returns:
        The bot.

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
            "agent_bot_id": agent_bot_id,
        },
    )
