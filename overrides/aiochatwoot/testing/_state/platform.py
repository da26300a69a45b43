"""Platform apps, the users that they created, and the users' memberships in accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .clock import Json
from .entity import Stored, attribute
from .people import Agent, stable_uuid
from .values import OBJECT, TEXT


class Membership(
    Stored,
    keys="id account_id agent.id=user_id agent.role=role nothing=inviter_id created_at updated_at nothing=active_at"
    " agent.availability=availability agent.auto_offline=auto_offline nothing=custom_role_id"
    " nothing=agent_capacity_policy_id",
):
    """The membership of a platform app's user in an account, with the user's agent there."""

    agent: Agent
    nothing: ClassVar = None


class PlatformUser(Stored):
    """A user created by a platform app. The user's agents have the user's id and token.

    Attributes:
        token: The access token.
    """

    name: str = attribute(TEXT)
    email: str = attribute(TEXT)
    display_name: str | None = attribute(TEXT, default=None)
    token: str = field(repr=False)
    custom_attributes: Json = attribute(OBJECT, default_factory=dict)

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
        user_ids: The ids of the users that it can access.
        bot_ids: The ids of the bots that it can access.
    """

    id: int
    name: str
    token: str = field(repr=False)
    account_ids: list[int] = field(default_factory=list)
    user_ids: set[int] = field(default_factory=set)
    bot_ids: set[int] = field(default_factory=set)

    def allow(self, account_id: int) -> None:
        """Give the app access to an account, as operators do in the super admin console."""
        if account_id not in self.account_ids:
            self.account_ids.append(account_id)
