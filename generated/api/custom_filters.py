from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_FILTER_TYPE = Parameter("body", "filter_type", lambda: Enumeration(models.CustomFilterType))
_TYPE = Parameter("body", "type", lambda: Enumeration(models.CustomFilterType))
_CUSTOM_FILTER_ID = Parameter(
    "path", "custom_filter_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.CustomFilter]] = Operation(
    id="custom_filters.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_filters",
    returns=lambda: ListOf(Object(models.CustomFilter)),
    parameters=(_ACCOUNT_ID, Parameter("query", "filter_type", lambda: Enumeration(models.CustomFilterType))),
)

CREATE: Operation[models.CustomFilter] = Operation(
    id="custom_filters.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/custom_filters",
    returns=lambda: Object(models.CustomFilter),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "query", MapOf(Anything()), required=True),
        _FILTER_TYPE,
        _TYPE,
    ),
)

GET: Operation[models.CustomFilter] = Operation(
    id="custom_filters.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}",
    returns=lambda: Object(models.CustomFilter),
    parameters=(_ACCOUNT_ID, _CUSTOM_FILTER_ID),
)

DELETE: Operation[None] = Operation(
    id="custom_filters.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _CUSTOM_FILTER_ID),
)

UPDATE: Operation[models.CustomFilter] = Operation(
    id="custom_filters.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}",
    returns=lambda: Object(models.CustomFilter),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CUSTOM_FILTER_ID,
        Parameter("body", "name", Plain("string")),
        _FILTER_TYPE,
        _TYPE,
        Parameter("body", "query", MapOf(Anything())),
    ),
)


class CustomFiltersResource(Resource):
    """Filters that the token's user saved."""

    __slots__ = ()

    async def list(
        self,
        *,
        filter_type: models.CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
        account_id: int | None = None,
    ) -> builtins.list[models.CustomFilter]:
        """List the saved filters of the token's user.

        `GET /api/v1/accounts/{account_id}/custom_filters`

        Returns all filters of one type in one response, without filters of other users.

        Args:
            filter_type: Type of the filtered records. The server's default is `conversation`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The filters.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id, "filter_type": filter_type})

    async def create(
        self,
        *,
        name: str,
        query: Mapping[str, Any],
        filter_type: models.CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
        type: models.CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
        account_id: int | None = None,
    ) -> models.CustomFilter:
        """Save a filter.

        `POST /api/v1/accounts/{account_id}/custom_filters`

        Saves the filter for the token's user only; at most 50 filters per account.

        Args:
            name: The name.
            query: Free-form: the request body for filtering conversations or contacts, `{payload: [...]}`.
            filter_type: Type of the records to filter. The server's default is `conversation`.
            type: **Servers ignore it**: a new filter with only this field becomes a filter of conversations.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The filter.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE, {"account_id": account_id, "name": name, "query": query, "filter_type": filter_type, "type": type}
        )

    async def get(self, custom_filter_id: int, *, account_id: int | None = None) -> models.CustomFilter:
        """Get a saved filter.

        `GET /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

        Returns a filter of the token's user.

        Args:
            custom_filter_id: ID of the filter.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The filter.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "custom_filter_id": custom_filter_id})

    async def delete(self, custom_filter_id: int, *, account_id: int | None = None) -> None:
        """Delete a saved filter.

        `DELETE /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

        The deletion cannot be undone.

        Args:
            custom_filter_id: ID of the filter.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "custom_filter_id": custom_filter_id})

    async def update(
        self,
        custom_filter_id: int,
        *,
        name: str | None = None,
        filter_type: models.CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
        type: models.CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
        query: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.CustomFilter:
        """Change a saved filter.

        `PATCH /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

        Changes only the given fields; `query` **replaces** the previous value as a whole.

        Args:
            custom_filter_id: ID of the filter.
            name: The name.
            filter_type: Type of the records to filter. The server's default is `conversation`.
            type: **Servers ignore it**: a new filter with only this field becomes a filter of conversations.
            query: Free-form: the request body for filtering conversations or contacts, `{payload: [...]}`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The filter after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "custom_filter_id": custom_filter_id,
                "name": name,
                "filter_type": filter_type,
                "type": type,
                "query": query,
            },
        )
