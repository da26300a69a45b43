from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Anything, Enumeration, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.custom_filter import CustomFilter
from ...models.custom_filter_type import CustomFilterType

OPERATION: Operation[CustomFilter] = Operation(
    id="custom_filters_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}",
    returns=Object(CustomFilter),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "custom_filter_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "name", Plain("string")),
        Parameter("body", "filter_type", Enumeration(CustomFilterType)),
        Parameter("body", "type", Enumeration(CustomFilterType)),
        Parameter("body", "query", MapOf(Anything())),
    ),
)


async def custom_filters_update(
    client: Caller,
    custom_filter_id: int,
    *,
    account_id: int | None = None,
    name: str | Unset = UNSET,
    filter_type: CustomFilterType | Literal["conversation", "contact", "report"] | Unset = UNSET,
    type: CustomFilterType | Literal["conversation", "contact", "report"] | Unset = UNSET,
    query: Mapping[str, Any] | Unset = UNSET,
) -> CustomFilter:
    """Change a saved filter.

    `PATCH /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

    Changes what is named and leaves the rest; `query` **replaces** the whole one that was there.

    Args:
        account_id: The account's number; the client's own where it is left out.
        custom_filter_id: The filter's number.
        name: What the user calls it.
        filter_type: What it filters; the server takes `conversation` where a new one does not say (source,
            not captured).
        type: The page's name for `filter_type`. **Servers ignore it**: with it alone every new filter is
            one of conversations (source).
        query: Free-form: the body that the filter of conversations or contacts takes, `{payload: [...]}`.

    Returns:
        The filter as it is now.

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
            "name": name,
            "filter_type": filter_type,
            "type": type,
            "query": query,
        },
    )
