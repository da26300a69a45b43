from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="agent_bots_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "agent_bot_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def agent_bots_delete(
    client: Caller,
    agent_bot_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a bot.

    `DELETE /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

    For administrators only, and not for bots of the whole installation, which are answered 404
    (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        agent_bot_id: The bot's number.

    Returns:
        The bot is deleted. The body is empty.

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
