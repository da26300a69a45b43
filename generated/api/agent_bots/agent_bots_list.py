from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.agent_bot import AgentBot

OPERATION: Operation[list[AgentBot]] = Operation(
    id="agent_bots_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_bots",
    returns=ListOf(Object(AgentBot)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
    ),
)


async def agent_bots_list(
    client: Caller,
    *,
    account_id: int | None = None,
) -> list[AgentBot]:
    """All bots that an account can use.

    `GET /api/v1/accounts/{account_id}/agent_bots`

    Its own and those of the whole installation, all at once.

    Args:
        account_id: The account's number; the client's own where it is left out.

    Returns:
        The bots.

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
        },
    )
