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
        """The members of an account.

        `GET /platform/api/v1/accounts/{account_id}/account_users`

        All entries in one response.

        Args:
            account_id: The account's number.

        Returns:
            The users, with their roles.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self, account_id: int, *, user_id: int, role: models.Role | Literal["agent", "administrator"]
    ) -> models.PlatformAccountUser:
        """Add a user to an account.

        `POST /platform/api/v1/accounts/{account_id}/account_users`

        For an existing member, it changes the role.

        Args:
            account_id: The account's number.
            user_id: The user's number.
            role: The user's role there.

        Returns:
            The user in the account.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CREATE, {"account_id": account_id, "user_id": user_id, "role": role})

    async def delete(self, account_id: int, *, user_id: int) -> None:
        """Remove a user from an account.

        `DELETE /platform/api/v1/accounts/{account_id}/account_users`

        The user record stays. The call succeeds for a user who is not a member, too.

        Args:
            account_id: The account's number.
            user_id: The user's number.

        Returns:
            The user is removed. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "user_id": user_id})
