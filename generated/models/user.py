from __future__ import annotations

from typing import Any

from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, Object, Plain, Unset, declare, field
from ..._wire.model import Model
from .availability import Availability
from .role import Role
from .user_account import UserAccount


@declare
class User(Model):
    """A user (agent or administrator). Servers send a short form where a conversation is assigned; the
    page has a long form there, with the keys of a profile.

    Attributes:
        available_name: The name that contacts see.
        role: What a user may do in an account.
        confirmed: Whether the mail address was confirmed.
        provider: How the user signs in.
        availability_status: Whether somebody is there. The page allows any string.
        auto_offline: Whether the user is offline when the app is closed.
        thumbnail: A URL; empty when there is none.
        custom_attributes: Free-form.
        access_token: The user's access token; since 4.16.0 empty where the plan has no access by the API.
        avatar_url: Empty when there is none.
        hmac_identifier: The page's; no captured answer has it.
        ui_settings: Free-form: how the app looks to the user.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    available_name: str = field(Plain("string"))
    email: str = field(Plain("string"))
    role: Role = field(Enumeration(Role))
    confirmed: bool = field(Plain("boolean"))
    provider: str = field(Plain("string"))
    availability_status: Availability | Unset = field(Enumeration(Availability, extensible=True), default=UNSET)
    auto_offline: bool | Unset = field(Plain("boolean"), default=UNSET)
    thumbnail: str | Unset = field(Plain("string"), default=UNSET)
    custom_attributes: Any = field(Anything(), default=UNSET)
    custom_role_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    access_token: str | Unset = field(Plain("string", secret=True), default=UNSET)
    avatar_url: str | Unset = field(Plain("string"), default=UNSET)
    display_name: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    message_signature: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    hmac_identifier: str | Unset = field(Plain("string", secret=True), default=UNSET)
    inviter_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    pubsub_token: str | Unset = field(Plain("string", secret=True), default=UNSET)
    ui_settings: Any = field(Anything(), default=UNSET)
    uid: str | Unset = field(Plain("string"), default=UNSET)
    type: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    accounts: list[UserAccount] | Unset = field(ListOf(Object(UserAccount)), default=UNSET)
