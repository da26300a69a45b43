from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.custom_filter import CustomFilter
from ...models.custom_filter_type import CustomFilterType
from .custom_filters_create import custom_filters_create
from .custom_filters_delete import custom_filters_delete
from .custom_filters_get import custom_filters_get
from .custom_filters_list import custom_filters_list
from .custom_filters_update import custom_filters_update


class CustomFiltersResource:
    """Filters that the token's user saved."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
        filter_type: CustomFilterType | Literal["conversation", "contact", "report"] | None = None,
    ) -> builtins.list[CustomFilter]:
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
        return await custom_filters_list(
            self._client,
            account_id=account_id,
            filter_type=filter_type,
        )

    async def create(
        self,
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
        return await custom_filters_create(
            self._client,
            account_id=account_id,
            name=name,
            query=query,
            filter_type=filter_type,
            type=type,
        )

    async def get(
        self,
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
        return await custom_filters_get(
            self._client,
            custom_filter_id,
            account_id=account_id,
        )

    async def delete(
        self,
        custom_filter_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a saved filter.

        `DELETE /api/v1/accounts/{account_id}/custom_filters/{custom_filter_id}`

        It does not come back. The page answers 200.

        Args:
            account_id: The account's number; the client's own where it is left out.
            custom_filter_id: The filter's number.

        Returns:
            The filter is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await custom_filters_delete(
            self._client,
            custom_filter_id,
            account_id=account_id,
        )

    async def update(
        self,
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
        return await custom_filters_update(
            self._client,
            custom_filter_id,
            account_id=account_id,
            name=name,
            filter_type=filter_type,
            type=type,
            query=query,
        )
