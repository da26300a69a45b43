"""Agents, bots, teams and contacts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from .clock import Json
from .entity import WRITES, Stored, Tables, View, attribute, longest, present, unique
from .journal import Tracked, watchable
from .values import FLAG, LOWER_CASE, OBJECT, TEXT, drop, enum

_NAMESPACE = uuid.UUID("6f6b3c1a-7c58-5d0e-9a43-0c6c9a2f4b11")


def stable_uuid(name: str) -> str:
    """Return a UUID made from a name; it is the same on every start."""
    return str(uuid.uuid5(_NAMESPACE, name))


def stable_key(name: str) -> str:
    """Return 24 letters and digits made from a name, such as a token; they are the same on every start."""
    return stable_uuid(name).replace("-", "")[:24]


class Agent(
    Stored,
    path="/agents",
    wrapper="agent",
    admins=WRITES,
    verbs=("list", "delete"),
    keys="id account_id availability_status auto_offline confirmed email provider available_name"
    " custom_attributes? name role thumbnail custom_role_id@enterprise",
):
    """An agent or administrator of an account.

    Attributes:
        token: The access token.
        role: ``agent`` or ``administrator``.
        availability: The availability that the agent chose: ``online``, ``offline`` or ``busy``.
        availability_status: The availability that the server reports; only `be_present` updates it.
        confirmed: Whether the email address is confirmed.
        active_at: The time of the agent's last activity in the app.
    """

    name: str = attribute(TEXT)
    email: str
    token: str = field(repr=False)
    role: str = attribute(enum("agent", "administrator"), default="agent")
    availability: str = attribute(enum("online", "offline", "busy"), default="online")
    auto_offline: bool = attribute(FLAG, default=True)
    availability_status: str = "offline"
    confirmed: bool = True
    custom_attributes: Json = field(default_factory=dict)
    thumbnail: str = ""
    display_name: str | None = None
    message_signature: str | None = None
    ui_settings: Json = field(default_factory=dict)
    active_at: dt.datetime | None = None
    new_pubsub_token: str = field(default="", repr=False)
    provider: ClassVar = "email"
    custom_role_id: ClassVar = None

    def _sort_key(self, query: Mapping[str, str]) -> str:
        return self.name.lower()

    def _deleted(self, tables: Tables) -> None:
        """Remove the agent from every group; delete its filters, notifications and notification settings."""
        _forget_sender(tables, self)
        groups: list[list[Agent]] = [each.members for each in (*tables.teams.values(), *tables.inboxes.values())]
        for conversation in tables.conversations.values():
            groups += [conversation.participants, conversation.mentioned]
        for group in groups:
            if self in group:
                group.remove(self)
        for kind in OfAgent.__subclasses__():
            drop(tables.all(kind), "user", self)

    def be_present(self) -> None:
        """Report the chosen availability; with `auto_offline` report offline, since no app is open here."""
        self.availability_status = "offline" if self.auto_offline else self.availability

    @property
    def available_name(self) -> str:
        """The name that contacts see."""
        return self.display_name or self.name

    @property
    def pubsub_token(self) -> str:
        """The token with which the agent's browser subscribes to events; a password change replaces it."""
        return self.new_pubsub_token or stable_uuid(f"pubsub of agent {self.id}")

    @property
    def is_administrator(self) -> bool:
        """Whether the role is ``administrator``."""
        return self.role == "administrator"


class OfAgent(Stored):
    """A record that only one agent can address; it is deleted with the agent."""

    user: Agent

    def _exists_for(self, view: View) -> bool:
        return self.user is view.viewer


class AgentBot(
    Stored,
    path="/agent_bots",
    admins=WRITES,
    audited="AgentBot",
    picture="thumbnail",
    keys="id name description thumbnail outgoing_url bot_type bot_config account_id token=access_token"
    " secret@4.13.0 system_bot",
):
    """An agent bot of an account.

    Attributes:
        token: The access token.
        outgoing_url: The URL for its events; the fake server sends only to URLs of this machine.
    """

    name: str = attribute(TEXT, default="")
    token: str = field(repr=False)
    description: str | None = attribute(TEXT, default=None)
    outgoing_url: str | None = attribute(TEXT, default=None)
    bot_type: str = attribute(enum("webhook"), default="webhook")
    bot_config: Json = attribute(OBJECT, default_factory=dict)
    thumbnail: str = ""
    new_secret: str = field(default="", repr=False)
    system_bot: ClassVar = False

    def _deleted(self, tables: Tables) -> None:
        """Remove the bot from inboxes and conversations."""
        for inbox in tables.inboxes.values():
            if inbox.bot is self:
                inbox.bot = None
        _forget_sender(tables, self)

    @property
    def secret(self) -> str:
        """The key that signs the bot's events, the same on every start; callers see it since 4.13.0."""
        return self.new_secret or stable_uuid(f"secret of bot {self.id}")


class Team(
    Stored,
    path="/teams",
    wrapper="team",
    admins=WRITES,
    audited="Team",
    cache="team",
    keys="id name description allow_auto_assign icon@4.16.0 icon_color@4.16.0 account_id is_member()",
):
    """A team of an account; its name is in lower case.

    Attributes:
        allow_auto_assign: Whether the server assigns conversations of the team to its members.
        icon: Since 4.16.0.
        icon_color: Since 4.16.0.
        members: The agents in the team.
    """

    name: str = attribute(LOWER_CASE, present("must not be blank"), unique())
    description: str | None = attribute(TEXT, default=None)
    allow_auto_assign: bool = attribute(FLAG, default=True)
    icon: str = attribute(TEXT, default="")
    icon_color: str = attribute(TEXT, default="")
    members: list[Agent] = field(default_factory=list)

    def is_member(self, view: View) -> bool:
        """Return whether the viewer is in the team."""
        return view.viewer in self.members

    def _deleted(self, tables: Tables) -> None:
        """Remove the team from its conversations."""
        for conversation in tables.conversations.values():
            if conversation.team is self:
                conversation.team = None


@watchable
@dataclass(kw_only=True, eq=False, slots=True)
class Contact(Tracked):
    """A contact; `last_activity_at` is None until the contact writes."""

    tracked: ClassVar = frozenset(
        {
            *("name", "email", "phone_number", "identifier", "blocked", "thumbnail", "last_activity_at"),
            *("additional_attributes", "custom_attributes"),
        }
    )
    id: int
    account_id: int
    name: str = ""
    email: str | None = None
    phone_number: str | None = None
    identifier: str | None = None
    blocked: bool = False
    company_id: int | None = None
    availability_status: str = "offline"
    thumbnail: str = ""
    additional_attributes: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    created_at: dt.datetime | None = None
    last_activity_at: dt.datetime | None = None


class ContactNote(
    Stored,
    path="/contacts/{contact_id}/notes",
    wrapper="note",
    parent="contact",
    editor="author",
    ignores_invalid=True,
    keys="id content nothing=account_id nothing=contact_id author=user? created_at:epoch updated_at:epoch",
):
    """A note about a contact. An editor becomes its author; its JSON names neither account nor contact."""

    content: str = attribute(TEXT, present(), longest(20_000))
    contact: Contact
    author: Agent
    nothing: ClassVar = None

    def _sort_key(self, query: Mapping[str, str]) -> tuple[float, int]:
        return -self.created_at.timestamp(), -self.id


Sender: TypeAlias = Agent | AgentBot | Contact


def _forget_sender(tables: Tables, sender: Agent | AgentBot) -> None:
    """Unassign the conversations of a deleted agent or bot; mark its messages as from a deleted sender."""
    for conversation in tables.conversations.values():
        if conversation.assignee is sender:
            conversation.assignee = None
        for message in conversation.messages:
            if message.sender is sender:
                message.sender_deleted = True
