from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .availability import Availability
from .role import Role
from .user_account import UserAccount


@declare
class User(Model):
    """A user (agent or administrator). The response to the assignment of a conversation has fewer keys.

    Attributes:
        available_name: Name that contacts see.
        role: The role of a user in an account.
        confirmed: Whether the email address is confirmed.
        provider: Sign-in provider of the user.
        availability_status: The presence of a user.
        auto_offline: Whether the user is shown as offline when the app is closed.
        thumbnail: URL of the picture; empty if there is none.
        custom_attributes: Free-form.
        access_token: The user's access token; since 4.16.0 empty if the plan does not include API access.
        avatar_url: URL of the picture; empty if there is none.
        hmac_identifier: The user's signature for a website widget with identity validation.
        ui_settings: Free-form: settings of the app's interface for the user.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    available_name: str = field(Plain("string"))
    email: str = field(Plain("string"))
    role: Role = field(Enumeration(Role))
    confirmed: bool = field(Plain("boolean"))
    provider: str = field(Plain("string"))
    availability_status: Availability | None = field(Enumeration(Availability, extensible=True), default=None)
    auto_offline: bool | None = field(Plain("boolean"), default=None)
    thumbnail: str | None = field(Plain("string"), default=None)
    custom_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    custom_role_id: int | None = field(Plain("integer", nullable=True), default=None)
    access_token: str | None = field(Plain("string", secret=True), default=None)
    avatar_url: str | None = field(Plain("string"), default=None)
    display_name: str | None = field(Plain("string", nullable=True), default=None)
    message_signature: str | None = field(Plain("string", nullable=True), default=None)
    hmac_identifier: str | None = field(Plain("string", secret=True), default=None)
    inviter_id: int | None = field(Plain("integer", nullable=True), default=None)
    pubsub_token: str | None = field(Plain("string", secret=True), default=None)
    ui_settings: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    uid: str | None = field(Plain("string"), default=None)
    type: str | None = field(Plain("string", nullable=True), default=None)
    accounts: list[UserAccount] | None = field(ListOf(Object(UserAccount)), default=None)
