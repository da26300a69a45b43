from __future__ import annotations

from ...._wire.arguments import Parameter
from ...._wire.kinds import Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.custom_filter import CustomFilter

OPERATION: Operation[CustomFilter] = Operation(
    id="custom_filters_get",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}",
    returns=Object(CustomFilter),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "custom_filter_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
    ),
)


async def custom_filters_get(
    client: Caller,
    custom_filter_id: int,
    *,
    account_id: int | None = None,
) -> CustomFilter:
    """One saved filter.

    `GET /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

    One of the token's user.

    Args:
        account_id: The account's number; the client's own where it is left out.
        custom_filter_id: The filter's number.

    Returns:
        The filter (not captured).

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
            "custom_filter_id": custom_filter_id,
        },
    )
