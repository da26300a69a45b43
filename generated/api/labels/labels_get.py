from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.label import Label

OPERATION: Operation[Label] = Operation(
    id="labels_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/labels/{label_id}",
    returns=Object(Label),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "label_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def labels_get(
    client: Caller,
    label_id: int,
    *,
    account_id: int | None = None,
) -> Label:
    """One label.

    `GET /api/v1/accounts/{account_id}/labels/{label_id}`

    For administrators only (source); the list is for everybody.

    Args:
        account_id: The account's number; the client's own where it is left out.
        label_id: The label's number; its title does not do.

    Returns:
        The label.

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
            "label_id": label_id,
        },
    )
