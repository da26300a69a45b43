from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .platform_user_account import PlatformUserAccount
from .role import Role


@declare
class PlatformUser(Model):
    """A user in the platform API.

    Attributes:
        display_name: Name that contacts see, if it differs.
        available_name: Name that contacts see.
        access_token: Token with which you can make calls as this user.
        account_id: ID of the user's account; null if there is none.
        avatar_url: URL of the picture; empty if there is none.
        confirmed: Whether the email address is confirmed.
        provider: Sign-in provider of the user.
        pubsub_token: The token of the user's realtime connection.
        role: The user's role in the account.
        ui_settings: Free-form: the user's settings of the app.
        accounts: The user's accounts.
        custom_attributes: Free-form; absent if there are none.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    display_name: str | None = field(Plain("string", nullable=True))
    available_name: str = field(Plain("string"))
    email: str = field(Plain("string"))
    access_token: str = field(Plain("string", secret=True))
    account_id: int | None = field(Plain("integer", nullable=True))
    avatar_url: str = field(Plain("string"))
    confirmed: bool = field(Plain("boolean"))
    message_signature: str | None = field(Plain("string", nullable=True))
    provider: str = field(Plain("string"))
    pubsub_token: str = field(Plain("string", secret=True))
    role: Role | None = field(Enumeration(Role, nullable=True))
    ui_settings: dict[str, Any] = field(MapOf(Anything()))
    uid: str = field(Plain("string"))
    accounts: list[PlatformUserAccount] = field(ListOf(Object(PlatformUserAccount)))
    custom_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
