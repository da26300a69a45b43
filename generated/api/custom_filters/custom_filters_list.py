from __future__ import annotations

from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import Enumeration, ListOf, Object, Plain
from ...._wire.operation import Caller, Operation
from ...models.custom_filter import CustomFilter
from ...models.custom_filter_type import CustomFilterType

OPERATION: Operation[list[CustomFilter]] = Operation(
    id="custom_filters_list",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_filters",
    returns=ListOf(Object(CustomFilter)),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("query", "filter_type", Enumeration(CustomFilterType)),
    ),
)


async def custom_filters_list(
    client: Caller,
    *,
    account_id: int | None = None,
    filter_type: CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
) -> list[CustomFilter]:
    """The saved filters of the token's user.

    `GET /api/v1/accounts/{account_id}/custom_filters`

    All of one kind at once. Filters of other users are never in it.

    Args:
        account_id: The account's number; the client's own where it is left out.
        filter_type: What they filter; the server takes `conversation` where there is none (source).

    Returns:
        The filters.

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
            "filter_type": filter_type,
        },
    )
