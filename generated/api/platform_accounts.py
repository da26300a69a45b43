from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_LOCALE = Parameter("body", "locale", Plain("string"))
_DOMAIN = Parameter("body", "domain", Plain("string", nullable=True))
_SUPPORT_EMAIL = Parameter("body", "support_email", Plain("string", nullable=True))
_STATUS = Parameter("body", "status", lambda: Enumeration(models.AccountStatus, extensible=True))
_FEATURES = Parameter("body", "features", MapOf(Anything()))
_LIMITS = Parameter("body", "limits", MapOf(Anything()))
_CUSTOM_ATTRIBUTES = Parameter("body", "custom_attributes", MapOf(Anything()))
_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.PlatformAccount]] = Operation(
    id="platform_accounts.list",
    method="GET",
    path="/platform/api/v1/accounts",
    returns=lambda: ListOf(Object(models.PlatformAccount)),
)

CREATE: Operation[models.PlatformAccount] = Operation(
    id="platform_accounts.create",
    method="POST",
    path="/platform/api/v1/accounts",
    returns=lambda: Object(models.PlatformAccount),
    parameters=(
        Parameter("body", "name", Plain("string"), required=True),
        _LOCALE,
        _DOMAIN,
        _SUPPORT_EMAIL,
        _STATUS,
        _FEATURES,
        _LIMITS,
        _CUSTOM_ATTRIBUTES,
    ),
)

GET: Operation[models.PlatformAccount] = Operation(
    id="platform_accounts.get",
    method="GET",
    path="/platform/api/v1/accounts/{account_id}",
    returns=lambda: Object(models.PlatformAccount),
    parameters=(_ACCOUNT_ID,),
)

DELETE: Operation[None] = Operation(
    id="platform_accounts.delete",
    method="DELETE",
    path="/platform/api/v1/accounts/{account_id}",
    returns=None,
    parameters=(_ACCOUNT_ID,),
)

UPDATE: Operation[models.PlatformAccount] = Operation(
    id="platform_accounts.update",
    method="PATCH",
    path="/platform/api/v1/accounts/{account_id}",
    returns=lambda: Object(models.PlatformAccount),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string")),
        _LOCALE,
        _DOMAIN,
        _SUPPORT_EMAIL,
        _STATUS,
        _FEATURES,
        _LIMITS,
        _CUSTOM_ATTRIBUTES,
    ),
)


class PlatformAccountsResource(Resource):
    """The accounts of a platform app."""

    __slots__ = ()

    async def list(self) -> builtins.list[models.PlatformAccount]:
        """List the accounts of the platform app.

        `GET /platform/api/v1/accounts`

        Returns all accounts that the app created or that the operator granted it, in one response. After
        one of these accounts was deleted, servers respond to this call with 500.

        Returns:
            The accounts.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {})

    async def create(
        self,
        *,
        name: str,
        locale: str | None = None,
        domain: str | None | Unset = UNSET,
        support_email: str | None | Unset = UNSET,
        status: models.AccountStatus | str | None = None,
        features: Mapping[str, Any] | None = None,
        limits: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
    ) -> models.PlatformAccount:
        """Create an account.

        `POST /platform/api/v1/accounts`

        The new account has no users: `users.create` creates users, and `account_users.create` adds them to
        the account.

        Args:
            name: The name.
            locale: Language code, such as en or pt_BR.
            domain: Domain that receives emails.
            support_email: Sender address of emails.
            status: Whether the account can be used.
            features: Free-form: features to enable (true) or disable (false), by name.
            limits: Free-form: maximum numbers of `agents` and `inboxes`.
            custom_attributes: Free-form; merged into the existing ones.

        Returns:
            The account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "name": name,
                "locale": locale,
                "domain": domain,
                "support_email": support_email,
                "status": status,
                "features": features,
                "limits": limits,
                "custom_attributes": custom_attributes,
            },
        )

    async def get(self, account_id: int) -> models.PlatformAccount:
        """Get an account.

        `GET /platform/api/v1/accounts/{account_id}`

        Args:
            account_id: ID of the account.

        Returns:
            The account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id})

    async def delete(self, account_id: int) -> None:
        """Delete an account.

        `DELETE /platform/api/v1/accounts/{account_id}`

        Deletes the account and everything in it, in the background. After that, servers respond to `list`
        with 500.

        Args:
            account_id: ID of the account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id})

    async def update(
        self,
        account_id: int,
        *,
        name: str | None = None,
        locale: str | None = None,
        domain: str | None | Unset = UNSET,
        support_email: str | None | Unset = UNSET,
        status: models.AccountStatus | str | None = None,
        features: Mapping[str, Any] | None = None,
        limits: Mapping[str, Any] | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
    ) -> models.PlatformAccount:
        """Change an account.

        `PATCH /platform/api/v1/accounts/{account_id}`

        Changes only the given fields. Nobody can use a suspended account: the server responds to calls of
        its users with 401.

        Args:
            account_id: ID of the account.
            name: The name.
            locale: Language code, such as en or pt_BR.
            domain: Domain that receives emails.
            support_email: Sender address of emails.
            status: Whether the account can be used.
            features: Free-form: features to enable (true) or disable (false), by name.
            limits: Free-form: maximum numbers of `agents` and `inboxes`.
            custom_attributes: Free-form; merged into the existing ones.

        Returns:
            The account after the change.

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
                "name": name,
                "locale": locale,
                "domain": domain,
                "support_email": support_email,
                "status": status,
                "features": features,
                "limits": limits,
                "custom_attributes": custom_attributes,
            },
        )
