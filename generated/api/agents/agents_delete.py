from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="agents_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agents/{agent_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "agent_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def agents_delete(
    client: Caller,
    agent_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Take an agent out of the account.

    `DELETE /api/v1/accounts/{account_id}/agents/{agent_id}`

    Their conversations are assigned to nobody, and they leave its teams and inboxes, some time later. A
    user who is in no other account is deleted. For administrators only. (All source.)

    Args:
        account_id: The account's number; the client's own where it is left out.
        agent_id: The user's number.

    Returns:
        They are no longer in the account. The body is empty.

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
            "agent_id": agent_id,
        },
    )
