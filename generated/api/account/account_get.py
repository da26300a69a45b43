from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.account import Account

OPERATION: Operation[Account] = Operation(
    id="account_get",
    method="GET",
    path="/api/v1/accounts/{account_id}",
    returns=Object(Account),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
    ),
)


async def account_get(
    client: Caller,
    *,
    account_id: int | None = None,
) -> Account:
    """The account.

    `GET /api/v1/accounts/{account_id}`

    Its settings and features. An account that is not the token's user's is answered 404 (source, not
    captured).

    Args:
        account_id: The account's number; the client's own where it is left out.

    Returns:
        The account.

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
