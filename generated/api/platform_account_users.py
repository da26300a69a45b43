from __future__ import annotations

import builtins
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Enumeration, ListOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_USER_ID = Parameter("body", "user_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.PlatformAccountUser]] = Operation(
    id="platform_account_users.list",
    method="GET",
    path="/platform/api/v1/accounts/{account_id}/account_users",
    returns=lambda: ListOf(Object(models.PlatformAccountUser)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.PlatformAccountUser] = Operation(
    id="platform_account_users.create",
    method="POST",
    path="/platform/api/v1/accounts/{account_id}/account_users",
    returns=lambda: Object(models.PlatformAccountUser),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _USER_ID, Parameter("body", "role", lambda: Enumeration(models.Role), required=True)),
)

DELETE: Operation[None] = Operation(
    id="platform_account_users.delete",
    method="DELETE",
    path="/platform/api/v1/accounts/{account_id}/account_users",
    returns=None,
    parameters=(_ACCOUNT_ID, _USER_ID),
)


class PlatformAccountUsersResource(Resource):
    """The members of accounts, with their roles."""

    __slots__ = ()

    async def list(self, account_id: int) -> builtins.list[models.PlatformAccountUser]:
        """List the members of an account.

        `GET /platform/api/v1/accounts/{account_id}/account_users`

        Returns all entries in one response.

        Args:
            account_id: ID of the account.

        Returns:
            The users, with their roles.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self, account_id: int, *, user_id: int, role: models.Role | Literal["agent", "administrator"]
    ) -> models.PlatformAccountUser:
        """Add a user to an account.

        `POST /platform/api/v1/accounts/{account_id}/account_users`

        For an existing member, this changes the role.

        Args:
            account_id: ID of the account.
            user_id: ID of the user.
            role: The user's role in the account.

        Returns:
            The user in the account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CREATE, {"account_id": account_id, "user_id": user_id, "role": role})

    async def delete(self, account_id: int, *, user_id: int) -> None:
        """Remove a user from an account.

        `DELETE /platform/api/v1/accounts/{account_id}/account_users`

        The user itself is kept. The call also succeeds for users who are not members.

        Args:
            account_id: ID of the account.
            user_id: ID of the user.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "user_id": user_id})
