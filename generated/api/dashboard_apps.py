from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DASHBOARD_APP_ID = Parameter(
    "path", "dashboard_app_id", Plain("integer", minimum=1, maximum=2147483647), required=True
)

LIST: Operation[list[models.DashboardApp]] = Operation(
    id="dashboard_apps.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/dashboard_apps",
    returns=lambda: ListOf(Object(models.DashboardApp)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.DashboardApp] = Operation(
    id="dashboard_apps.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/dashboard_apps",
    returns=lambda: Object(models.DashboardApp),
    wrap="dashboard_app",
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "title", Plain("string"), required=True),
        Parameter("body", "content", lambda: ListOf(Object(models.DashboardAppFrame)), required=True),
    ),
)

GET: Operation[models.DashboardApp] = Operation(
    id="dashboard_apps.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}",
    returns=lambda: Object(models.DashboardApp),
    parameters=(_ACCOUNT_ID, _DASHBOARD_APP_ID),
)

DELETE: Operation[None] = Operation(
    id="dashboard_apps.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _DASHBOARD_APP_ID),
)

UPDATE: Operation[models.DashboardApp] = Operation(
    id="dashboard_apps.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}",
    returns=lambda: Object(models.DashboardApp),
    wrap="dashboard_app",
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _DASHBOARD_APP_ID,
        Parameter("body", "title", Plain("string")),
        Parameter("body", "content", lambda: ListOf(Object(models.DashboardAppFrame))),
    ),
)


class DashboardAppsResource(Resource):
    """Pages of other systems that agents see next to a conversation."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.DashboardApp]:
        """List all dashboard apps of an account.

        `GET /api/v1/accounts/{account_id}/dashboard_apps`

        Returns all entries in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The dashboard apps.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        title: str,
        content: Sequence[models.DashboardAppFrame | Mapping[str, Any]],
        account_id: int | None = None,
    ) -> models.DashboardApp:
        """Create a dashboard app.

        `POST /api/v1/accounts/{account_id}/dashboard_apps`

        All users of the account see the app.

        Args:
            title: Title of the app's tab.
            content: The frames to show.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The app.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CREATE, {"account_id": account_id, "title": title, "content": content})

    async def get(self, dashboard_app_id: int, *, account_id: int | None = None) -> models.DashboardApp:
        """Get a dashboard app.

        `GET /api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}`

        All users of the account see the app.

        Args:
            dashboard_app_id: ID of the dashboard app.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The app.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "dashboard_app_id": dashboard_app_id})

    async def delete(self, dashboard_app_id: int, *, account_id: int | None = None) -> None:
        """Delete a dashboard app.

        `DELETE /api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}`

        The deletion cannot be undone.

        Args:
            dashboard_app_id: ID of the dashboard app.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "dashboard_app_id": dashboard_app_id})

    async def update(
        self,
        dashboard_app_id: int,
        *,
        title: str | None = None,
        content: Sequence[models.DashboardAppFrame | Mapping[str, Any]] | None = None,
        account_id: int | None = None,
    ) -> models.DashboardApp:
        """Change a dashboard app.

        `PATCH /api/v1/accounts/{account_id}/dashboard_apps/{dashboard_app_id}`

        Changes only the given fields; `content` **replaces** the previous value.

        Args:
            dashboard_app_id: ID of the dashboard app.
            title: Title of the app's tab.
            content: The frames to show.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The app after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE, {"account_id": account_id, "dashboard_app_id": dashboard_app_id, "title": title, "content": content}
        )
