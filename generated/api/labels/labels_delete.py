from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Plain
from ...._wire.operation import Caller, Operation

OPERATION: Operation[None] = Operation(
    id="labels_delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/labels/{label_id}",
    returns=None,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "label_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def labels_delete(
    client: Caller,
    label_id: int,
    *,
    account_id: int | None = None,
) -> None:
    """Delete a label.

    `DELETE /api/v1/accounts/{account_id}/labels/{label_id}`

    For administrators only (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        label_id: The label's number; its title does not do.

    Returns:
        The label is deleted.

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
