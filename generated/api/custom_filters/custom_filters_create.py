from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Anything, Enumeration, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.custom_filter import CustomFilter
from ...models.custom_filter_type import CustomFilterType

OPERATION: Operation[CustomFilter] = Operation(
    id="custom_filters_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/custom_filters",
    returns=Object(CustomFilter),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "query", MapOf(Anything()), required=True),
        Parameter("body", "filter_type", Enumeration(CustomFilterType)),
        Parameter("body", "type", Enumeration(CustomFilterType)),
    ),
)


async def custom_filters_create(
    client: Caller,
    *,
    account_id: int | None = None,
    name: str,
    query: Mapping[str, Any],
    filter_type: CustomFilterType | Literal["conversation", "contact", "report"] | Unset = UNSET,
    type: CustomFilterType | Literal["conversation", "contact", "report"] | Unset = UNSET,
) -> CustomFilter:
    """Save a filter.

    `POST /api/v1/accounts/{account_id}/custom_filters`

    For the token's user alone; at most 50 in an account (source). The page also has a query parameter
    `filter_type`, which servers ignore here (source).

    Args:
        account_id: The account's number; the client's own where it is left out.
        name: What the user calls it.
        query: Free-form: the body that the filter of conversations or contacts takes, `{payload: [...]}`.
        filter_type: What it filters; the server takes `conversation` where a new one does not say (source,
            not captured).
        type: The page's name for `filter_type`. **Servers ignore it**: with it alone every new filter is
            one of conversations (source).

    Returns:
        The filter.

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
            "name": name,
            "query": query,
            "filter_type": filter_type,
            "type": type,
        },
    )
