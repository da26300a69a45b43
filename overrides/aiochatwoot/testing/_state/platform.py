"""Platform apps, their objects, and the users that they created."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from .clock import Json
from .people import Agent, AgentBot, stable_uuid


@dataclass(kw_only=True, eq=False)
class Membership:
    """The membership of a user in an account, with the user's agent there."""

    id: int
    agent: Agent
    created_at: dt.datetime
    updated_at: dt.datetime


@dataclass(kw_only=True, eq=False)
class PlatformUser:
    """A user created by a platform app. The user's agents have the user's id and token.

    Attributes:
        token: The access token.
        memberships: The user's memberships, by account id.
    """

    id: int
    name: str
    email: str
    display_name: str | None = None
    token: str = field(repr=False)
    custom_attributes: Json = field(default_factory=dict)
    memberships: dict[int, Membership] = field(default_factory=dict)

    @property
    def available_name(self) -> str:
        """The name that contacts see."""
        return self.display_name or self.name

    @property
    def pubsub_token(self) -> str:
        """The token with which the user's browser subscribes to events."""
        return stable_uuid(f"pubsub of agent {self.id}")


@dataclass(kw_only=True, eq=False)
class PlatformApp:
    """A platform app, which can access objects that it created, and accounts given to it (`allow`).

    Attributes:
        token: The access token.
        account_ids: The ids of the accounts that it can access, including deleted ones.
        users: The users that it can access, by id.
        bots: The bots that it can access, by id.
    """

    id: int
    name: str
    token: str = field(repr=False)
    account_ids: list[int] = field(default_factory=list)
    users: dict[int, PlatformUser] = field(default_factory=dict)
    bots: dict[int, AgentBot] = field(default_factory=dict)

    def allow(self, account_id: int) -> None:
        """Give the app access to an account, as operators do in the super admin console."""
        if account_id not in self.account_ids:
            self.account_ids.append(account_id)
