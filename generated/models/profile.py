from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .availability import Availability
from .role import Role
from .user_account import UserAccount


@declare
class Profile(Model):
    """The user to whom the access token belongs.

    Attributes:
        available_name: Name that contacts see.
        role: The role of a user in an account.
        confirmed: Whether the email address is confirmed.
        provider: Sign-in provider of the user.
        access_token: The user's access token; since 4.16.0 empty if the plan does not include API access.
        avatar_url: URL of the picture; empty if there is none.
        ui_settings: Free-form: settings of the app's interface for the user.
        availability_status: The presence of a user.
        auto_offline: Whether the user is shown as offline when the app is closed.
        thumbnail: URL of the picture; empty if there is none.
        custom_attributes: Free-form.
        hmac_identifier: The user's signature for a website widget with identity validation.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    available_name: str = field(Plain("string"))
    email: str = field(Plain("string"))
    role: Role = field(Enumeration(Role))
    confirmed: bool = field(Plain("boolean"))
    provider: str = field(Plain("string"))
    access_token: str = field(Plain("string", secret=True))
    avatar_url: str = field(Plain("string"))
    display_name: str | None = field(Plain("string", nullable=True))
    message_signature: str | None = field(Plain("string", nullable=True))
    inviter_id: int | None = field(Plain("integer", nullable=True))
    pubsub_token: str = field(Plain("string", secret=True))
    ui_settings: dict[str, Any] = field(MapOf(Anything()))
    uid: str = field(Plain("string"))
    type: str | None = field(Plain("string", nullable=True))
    accounts: list[UserAccount] = field(ListOf(Object(UserAccount)))
    availability_status: Availability | None = field(Enumeration(Availability, extensible=True), default=None)
    auto_offline: bool | None = field(Plain("boolean"), default=None)
    thumbnail: str | None = field(Plain("string"), default=None)
    custom_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    custom_role_id: int | None = field(Plain("integer", nullable=True), default=None)
    hmac_identifier: str | None = field(Plain("string", secret=True), default=None)
