from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_DISPLAY_NAME = Parameter("body", "display_name", Plain("string", nullable=True))
_CUSTOM_ATTRIBUTES = Parameter("body", "custom_attributes", MapOf(Anything()))
_USER_ID = Parameter("path", "user_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

CREATE: Operation[models.PlatformUser] = Operation(
    id="platform_users.create",
    method="POST",
    path="/platform/api/v1/users",
    returns=lambda: Object(models.PlatformUser),
    parameters=(
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "email", Plain("string"), required=True),
        Parameter("body", "password", Plain("string", secret=True), required=True),
        _DISPLAY_NAME,
        _CUSTOM_ATTRIBUTES,
    ),
)

GET: Operation[models.PlatformUser] = Operation(
    id="platform_users.get",
    method="GET",
    path="/platform/api/v1/users/{user_id}",
    returns=lambda: Object(models.PlatformUser),
    parameters=(_USER_ID,),
)

DELETE: Operation[None] = Operation(
    id="platform_users.delete",
    method="DELETE",
    path="/platform/api/v1/users/{user_id}",
    returns=None,
    parameters=(_USER_ID,),
)

UPDATE: Operation[models.PlatformUser] = Operation(
    id="platform_users.update",
    method="PATCH",
    path="/platform/api/v1/users/{user_id}",
    returns=lambda: Object(models.PlatformUser),
    retry_safe=True,
    parameters=(
        _USER_ID,
        Parameter("body", "name", Plain("string")),
        _DISPLAY_NAME,
        Parameter("body", "email", Plain("string")),
        Parameter("body", "password", Plain("string", secret=True)),
        _CUSTOM_ATTRIBUTES,
    ),
)

LOGIN: Operation[models.PlatformLogin] = Operation(
    id="platform_users.login",
    method="GET",
    path="/platform/api/v1/users/{user_id}/login",
    returns=lambda: Object(models.PlatformLogin),
    parameters=(_USER_ID,),
)

TOKEN: Operation[models.PlatformUserToken] = Operation(
    id="platform_users.token",
    method="POST",
    path="/platform/api/v1/users/{user_id}/token",
    returns=lambda: Object(models.PlatformUserToken),
    retry_safe=True,
    parameters=(_USER_ID,),
)


class PlatformUsersResource(Resource):
    """The users of a platform app; a user can be in several accounts."""

    __slots__ = ()

    async def create(
        self,
        *,
        name: str,
        email: str,
        password: str,
        display_name: str | None | Unset = UNSET,
        custom_attributes: Mapping[str, Any] | None = None,
    ) -> models.PlatformUser:
        """Create a user.

        `POST /platform/api/v1/users`

        The new user is in no account: `account_users.create` adds it to one. The email address counts as
        confirmed. If a user with this address exists, servers return that user without changes.

        Args:
            name: The user's name.
            email: Email address for signing in.
            password: At least 6 characters, with a capital letter, a digit and a special character.
            display_name: Name that contacts see.
            custom_attributes: Free-form.

        Returns:
            The user, with the access token.

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
                "email": email,
                "password": password,
                "display_name": display_name,
                "custom_attributes": custom_attributes,
            },
        )

    async def get(self, user_id: int) -> models.PlatformUser:
        """Get a user.

        `GET /platform/api/v1/users/{user_id}`

        Args:
            user_id: ID of the user.

        Returns:
            The user, with the access token.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"user_id": user_id})

    async def delete(self, user_id: int) -> None:
        """Delete a user.

        `DELETE /platform/api/v1/users/{user_id}`

        Removes the user from all accounts, in the background.

        Args:
            user_id: ID of the user.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"user_id": user_id})

    async def update(
        self,
        user_id: int,
        *,
        name: str | None = None,
        display_name: str | None | Unset = UNSET,
        email: str | None = None,
        password: str | None = None,
        custom_attributes: Mapping[str, Any] | None = None,
    ) -> models.PlatformUser:
        """Change a user.

        `PATCH /platform/api/v1/users/{user_id}`

        Changes only the given fields; `custom_attributes` are merged into the existing ones.

        Args:
            user_id: ID of the user.
            name: The user's name.
            display_name: Name that contacts see.
            email: Email address for signing in.
            password: At least 6 characters, with a capital letter, a digit and a special character.
            custom_attributes: Free-form.

        Returns:
            The user after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "user_id": user_id,
                "name": name,
                "display_name": display_name,
                "email": email,
                "password": password,
                "custom_attributes": custom_attributes,
            },
        )

    async def login(self, user_id: int) -> models.PlatformLogin:
        """Get a link that signs a user in.

        `GET /platform/api/v1/users/{user_id}/login`

        Returns a sign-in URL for a browser. It works once, for a short time. Anyone who has it can act as
        the user.

        Args:
            user_id: ID of the user.

        Returns:
            The link.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LOGIN, {"user_id": user_id})

    async def token(self, user_id: int) -> models.PlatformUserToken:
        """Get a user's access token.

        `POST /platform/api/v1/users/{user_id}/token`

        Returns the token for `Chatwoot(token=...)`, with which you can make calls as this user.

        Args:
            user_id: ID of the user.

        Returns:
            The token.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(TOKEN, {"user_id": user_id})
