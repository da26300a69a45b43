"""Events for browsers over `/cable`: frames and their receivers, from captures or else from Chatwoot's source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._state.account import Account
from .._state.clock import Json, iso
from .._state.events import TO_CONTACTS, Event
from .._state.journal import class_of
from .._state.notifications import Notification
from .._state.people import Agent, AgentBot, Contact
from .._state.records import ACTIVITY, Conversation, Message
from .conversations import Bodies

_NOT_TOLD = ("conversation.opened", "conversation.resolved", "webwidget.triggered")  # for bots and webhooks only


@dataclass(frozen=True)
class Broadcast:
    """A message for subscribers.

    Attributes:
        account: The account of the event.
        agents: The users that get it.
        contact: The `pubsub_token` of a contact that also gets it; "" for none.
    """

    account: Account
    event: str
    data: Json = field(repr=False)
    agents: frozenset[Agent]
    contact: str = field(default="", repr=False)

    @property
    def message(self) -> Json:
        return {"event": self.event, "data": self.data}


def broadcasts(events: Sequence[Event]) -> Iterator[Broadcast]:
    """Yield a transaction's messages for subscribers; since 4.16.2 also a note that unread counts may have changed."""
    counted: dict[Account, None] = {}
    for event in events:
        if isinstance(event.record, Conversation | Message):
            counted[event.account] = None
        if event.name not in _NOT_TOLD and class_of(event.record) in _WRITERS:
            yield _broadcast(event)
    for account in counted:
        if account.installation.has("4.16.2"):
            everybody = frozenset(account.agents.values())
            yield Broadcast(account, "conversation.unread_count_changed", {"account_id": account.id}, everybody)


def _broadcast(event: Event) -> Broadcast:
    account, record = event.account, event.record
    bodies = Bodies(Contact(id=0, account_id=account.id), account)
    data = _WRITERS[class_of(record)](bodies, event) | {"account_id": account.id}
    talk = record.conversation if isinstance(record, Message) else record
    is_activity = isinstance(record, Message) and record.message_type == ACTIVITY
    is_silent = is_activity or (isinstance(record, Conversation) and "user" not in event.about)
    if isinstance(event.actor, Agent | AgentBot) and not is_silent:
        data["performer"] = bodies.sender(event.actor)
    agents = set(account.agents.values())
    contact = ""
    if isinstance(talk, Conversation):
        agents = {each for each in agents if each.is_administrator or each in talk.inbox.members}
        is_hidden = is_activity or (isinstance(record, Message) and record.private) or event.about.get("is_private")
        if event.name in TO_CONTACTS and not is_hidden:
            contact = account.contact_inbox_of(talk).pubsub_token
    person = event.about.get("user")  # the user who types or is notified
    if person is not None and event.name.startswith("conversation.typing_"):
        agents.discard(person)
        contact = "" if person is talk.contact else contact
    elif person is not None:
        agents = {person}
    return Broadcast(account, event.name, data, frozenset(agents), contact)


def _conversation(bodies: Bodies, event: Event) -> Json:
    conversation = bodies.conversation_in_event(event.record)
    if "is_private" not in event.about:
        return conversation
    typing = {"conversation": conversation, "user": bodies.sender(event.about["user"])}
    return typing | {"is_private": event.about["is_private"]}


def _message(bodies: Bodies, event: Event) -> Json:
    message = bodies.message_inside(event.record)
    if event.name == "message.updated":
        before = {name: [_plain(old)] for name, (old, _) in event.changes.items()}
        message["previous_changes"] = before
    return message


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | dict | list | bool | None) else iso(value)


def _notification(bodies: Bodies, event: Event) -> Json:
    mine = [each for each in bodies.account.all(Notification).values() if each.user is event.record.user]
    unread = sum(each.read_at is None for each in mine)
    about = bodies.stored(event.record) | {"account_id": event.record.account_id}
    return {"notification": about, "unread_count": unread, "count": len(mine)}


_WRITERS: dict[type, Any] = {
    Conversation: _conversation,
    Message: _message,
    Contact: lambda bodies, event: bodies.sender(event.record),
    Notification: _notification,
    type(None): lambda bodies, event: dict(event.about),
}
