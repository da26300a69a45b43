from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter(
    "body", "account_id", Plain("integer", minimum=1, maximum=2147483647), required=True, setting="account_id"
)

GET: Operation[models.Profile] = Operation(
    id="profile.get",
    method="GET",
    path="/api/v1/profile",
    returns=lambda: Object(models.Profile),
)

UPDATE: Operation[models.Profile] = Operation(
    id="profile.update",
    method="PUT",
    path="/api/v1/profile",
    returns=lambda: Object(models.Profile),
    retry_safe=True,
    parameters=(
        Parameter("body", "name", Plain("string")),
        Parameter("body", "display_name", Plain("string")),
        Parameter("body", "email", Plain("string")),
        Parameter("body", "message_signature", Plain("string", nullable=True)),
        Parameter("body", "current_password", Plain("string", secret=True)),
        Parameter("body", "password", Plain("string", secret=True)),
        Parameter("body", "password_confirmation", Plain("string", secret=True)),
        Parameter("body", "phone_number", Plain("string")),
        Parameter("body", "ui_settings", MapOf(Anything())),
    ),
)

SET_AVAILABILITY: Operation[models.Profile] = Operation(
    id="profile.set_availability",
    method="POST",
    path="/api/v1/profile/availability",
    returns=lambda: Object(models.Profile),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "availability", lambda: Enumeration(models.AgentAvailability), required=True),
    ),
)

SET_AUTO_OFFLINE: Operation[models.Profile] = Operation(
    id="profile.set_auto_offline",
    method="POST",
    path="/api/v1/profile/auto_offline",
    returns=lambda: Object(models.Profile),
    retry_safe=True,
    parameters=(_ACCOUNT_ID, Parameter("body", "auto_offline", Plain("boolean"), required=True)),
)

DELETE_AVATAR: Operation[models.Profile] = Operation(
    id="profile.delete_avatar",
    method="DELETE",
    path="/api/v1/profile/avatar",
    returns=lambda: Object(models.Profile),
)

SET_ACTIVE_ACCOUNT: Operation[None] = Operation(
    id="profile.set_active_account",
    method="PUT",
    path="/api/v1/profile/set_active_account",
    returns=None,
    retry_safe=True,
    parameters=(_ACCOUNT_ID,),
)


class ProfileResource(Resource):
    """The user to whom the access token belongs."""

    __slots__ = ()

    async def get(self) -> models.Profile:
        """Get the user to whom the access token belongs.

        `GET /api/v1/profile`

        Returns the user with the accounts that the token has access to. This is the quickest test of a
        token.

        Returns:
            The user.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {})

    async def update(
        self,
        *,
        name: str | None = None,
        display_name: str | None = None,
        email: str | None = None,
        message_signature: str | None | Unset = UNSET,
        current_password: str | None = None,
        password: str | None = None,
        password_confirmation: str | None = None,
        phone_number: str | None = None,
        ui_settings: Mapping[str, Any] | None = None,
    ) -> models.Profile:
        """Change the token's user.

        `PUT /api/v1/profile`

        Changes only the given fields; `ui_settings` replaces the previous ones. A new password requires the
        current one (422 otherwise) and ends all sessions.

        Args:
            name: The full name.
            display_name: Name that contacts see.
            email: Email address. The user must confirm a new one.
            message_signature: Signature below messages, in Markdown.
            current_password: Required for a new password.
            password: A new password.
            password_confirmation: The new password again.
            phone_number: Phone number in E.164 format, such as +6281234567890.
            ui_settings: Free-form: the user's settings of the app. **Replaces the previous settings**.

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
                "name": name,
                "display_name": display_name,
                "email": email,
                "message_signature": message_signature,
                "current_password": current_password,
                "password": password,
                "password_confirmation": password_confirmation,
                "phone_number": phone_number,
                "ui_settings": ui_settings,
            },
        )

    async def set_availability(
        self, *, availability: models.AgentAvailability | Literal["online", "offline", "busy"], account_id: int
    ) -> models.Profile:
        """Set the availability of the token's user.

        `POST /api/v1/profile/availability`

        Applies to one account.

        Args:
            availability: The presence that a user can be set to. The server responds with 500 to any other.
            account_id: ID of the account.

        Returns:
            The user after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SET_AVAILABILITY, {"account_id": account_id, "availability": availability})

    async def set_auto_offline(self, *, auto_offline: bool, account_id: int) -> models.Profile:
        """Set whether the token's user is offline when the app is closed.

        `POST /api/v1/profile/auto_offline`

        Applies to one account.

        Args:
            auto_offline: Whether the user is offline when the app is closed.
            account_id: ID of the account.

        Returns:
            The user after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SET_AUTO_OFFLINE, {"account_id": account_id, "auto_offline": auto_offline})

    async def delete_avatar(self) -> models.Profile:
        """Delete the picture of the token's user.

        `DELETE /api/v1/profile/avatar`

        Succeeds even if there is no picture.

        Returns:
            The user after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_AVATAR, {})

    async def set_active_account(self, *, account_id: int) -> None:
        """Set the account that the app shows.

        `PUT /api/v1/profile/set_active_account`

        Also sets the `active_at` of the user in that account to now.

        Args:
            account_id: ID of the account.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(SET_ACTIVE_ACCOUNT, {"account_id": account_id})
