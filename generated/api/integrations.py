from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_STATUS = Parameter("body", "status", lambda: Enumeration(models.IntegrationHookStatus))
_HOOK_ID = Parameter("path", "hook_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST_APPS: Operation[list[models.IntegrationApp]] = Operation(
    id="integrations.list_apps",
    method="GET",
    path="/api/v1/accounts/{account_id}/integrations/apps",
    returns=lambda: ListOf(Object(models.IntegrationApp)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

GET_APP: Operation[models.IntegrationApp] = Operation(
    id="integrations.get_app",
    method="GET",
    path="/api/v1/accounts/{account_id}/integrations/apps/{app_id}",
    returns=lambda: Object(models.IntegrationApp),
    not_found=500,
    parameters=(_ACCOUNT_ID, Parameter("path", "app_id", Plain("string"), required=True)),
)

CREATE_HOOK: Operation[models.IntegrationHook] = Operation(
    id="integrations.create_hook",
    method="POST",
    path="/api/v1/accounts/{account_id}/integrations/hooks",
    returns=lambda: Object(models.IntegrationHook),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "settings", MapOf(Anything()), required=True),
        Parameter("body", "app_id", Plain("string"), required=True),
        _STATUS,
        Parameter("body", "inbox_id", Plain("integer", minimum=1, maximum=2147483647)),
    ),
)

DELETE_HOOK: Operation[None] = Operation(
    id="integrations.delete_hook",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/integrations/hooks/{hook_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _HOOK_ID),
)

UPDATE_HOOK: Operation[models.IntegrationHook] = Operation(
    id="integrations.update_hook",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/integrations/hooks/{hook_id}",
    returns=lambda: Object(models.IntegrationHook),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _HOOK_ID, _STATUS, Parameter("body", "settings", MapOf(Anything()))),
)


class IntegrationsResource(Resource):
    """Other products, such as Slack, that an account is connected to."""

    __slots__ = ()

    async def list_apps(self, *, account_id: int | None = None) -> builtins.list[models.IntegrationApp]:
        """List all integrations that an account could have.

        `GET /api/v1/accounts/{account_id}/integrations/apps`

        Returns all integrations in one response, with the account's hooks. Settings and hooks are for
        administrators only; the response to other users omits them.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The integrations.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST_APPS, {"account_id": account_id})

    async def get_app(self, app_id: str, *, account_id: int | None = None) -> models.IntegrationApp:
        """Get an integration.

        `GET /api/v1/accounts/{account_id}/integrations/apps/{app_id}`

        Returns the integration with the account's hooks.

        Args:
            app_id: ID of the integration, such as dialogflow.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The integration.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET_APP, {"account_id": account_id, "app_id": app_id})

    async def create_hook(
        self,
        *,
        settings: Mapping[str, Any],
        app_id: str,
        status: models.IntegrationHookStatus | Literal["disabled", "enabled"] | None = None,
        inbox_id: int | None = None,
        account_id: int | None = None,
    ) -> models.IntegrationHook:
        """Set up an integration.

        `POST /api/v1/accounts/{account_id}/integrations/hooks`

        For administrators only. `settings_json_schema` of the integration describes `settings`; the server
        refuses other values (422). For an unknown integration, its error says that it is already in use.
        Responses omit secrets in `settings`.

        Args:
            settings: The full settings, as the integration's `settings_json_schema` defines them.
            app_id: ID of the integration, such as dialogflow.
            status: Whether the integration is enabled.
            inbox_id: ID of the inbox, for integrations that are set up for one inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The hook.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE_HOOK,
            {"account_id": account_id, "settings": settings, "app_id": app_id, "status": status, "inbox_id": inbox_id},
        )

    async def delete_hook(self, hook_id: int, *, account_id: int | None = None) -> None:
        """Remove an integration.

        `DELETE /api/v1/accounts/{account_id}/integrations/hooks/{hook_id}`

        For administrators only.

        Args:
            hook_id: ID of the hook.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_HOOK, {"account_id": account_id, "hook_id": hook_id})

    async def update_hook(
        self,
        hook_id: int,
        *,
        status: models.IntegrationHookStatus | Literal["disabled", "enabled"] | None = None,
        settings: Mapping[str, Any] | None = None,
        account_id: int | None = None,
    ) -> models.IntegrationHook:
        """Change the settings of an integration.

        `PATCH /api/v1/accounts/{account_id}/integrations/hooks/{hook_id}`

        For administrators only. Changes only the given fields; `settings` **replaces** all previous ones,
        secrets included.

        Args:
            hook_id: ID of the hook.
            status: Whether the integration is enabled.
            settings: The full settings, as the integration's `settings_json_schema` defines them.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The hook after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE_HOOK, {"account_id": account_id, "hook_id": hook_id, "status": status, "settings": settings}
        )
