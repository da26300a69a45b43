"""The events of a transaction for webhooks, bots and browsers, with Chatwoot's internal names.

Captures and Chatwoot's source show which changes cause which event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .account import Account, Installation
from .channels import NEW_INBOX
from .clock import Json
from .journal import Change, Commit, class_of
from .people import Contact
from .records import Conversation, Inbox, Message

TO_CONTACTS = (
    *("conversation.created", "conversation.updated", "conversation.status_changed", "message.created"),
    *("message.updated", "conversation.typing_on", "conversation.typing_off"),
)
"""The events that API inboxes and the contacts' browsers get."""
_OF_UPDATES = {
    *("status", "assignee", "team", "labels", "priority", "snoozed_until", "custom_attributes"),
    *("waiting_since", "first_reply_created_at"),
}


@dataclass(frozen=True)
class Event:
    """An event.

    Attributes:
        name: The name, such as `conversation.status_changed`.
        record: The record that it concerns; None for some events.
        changes: Changed attributes with their old and new values.
        about: Further data of the event.
        actor: The user, bot or contact that caused it.
    """

    name: str
    account: Account
    record: Any
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    about: Json = field(default_factory=dict)
    actor: Any = None


def events_of(installation: Installation, commit: Commit) -> Iterator[Event]:
    """Yield the events of a transaction; changes of records that no longer exist at its end cause none."""
    for record, change in commit.changes.items():
        account = _account(installation, record)
        if account is None:
            continue
        changes = {name: (old, getattr(record, name)) for name, old in change.before.items()}
        if "settings" in changes:  # of an inbox; an event has each setting as an attribute
            old, new = (NEW_INBOX | each for each in changes.pop("settings"))
            changes |= {name: (old[name], new[name]) for name in NEW_INBOX}
        changes = {name: values for name, values in changes.items() if values[0] != values[1]}
        for name in _names(record, change, changes):
            yield Event(name, account, record, changes, actor=commit.actor)
    for note in commit.notes:
        account = installation.accounts[note.account_id]
        yield Event(note.name, account, note.record, about=note.about, actor=commit.actor)


def _account(installation: Installation, record: Any) -> Account | None:
    """Return the record's account; None if the record no longer exists."""
    place = record.conversation if isinstance(record, Message) else record
    account = installation.accounts[place.account_id]
    records: dict[type, dict[int, Any]] = {
        Conversation: account.conversations,
        Contact: account.contacts,
        Inbox: account.inboxes,
    }
    return account if records[class_of(place)].get(place.id) is place else None


def _names(record: Any, change: Change, changes: dict[str, tuple[Any, Any]]) -> Iterator[str]:
    kind = type(record).__name__.lower()
    if change.made:
        yield f"{kind}.created"
    if isinstance(record, Conversation):
        yield from _of_conversation(record, changes)
    elif isinstance(record, Message) and change.made:
        if record.is_reply and record.conversation.first_reply_created_at == record.created_at:
            yield "first.reply.created"
    elif not change.made and changes.keys() - {"updated_at"}:
        yield f"{kind}.updated"


def _of_conversation(conversation: Conversation, changes: dict[str, tuple[Any, Any]]) -> Iterator[str]:
    if "status" in changes:
        if conversation.status in ("open", "resolved"):
            yield "conversation.opened" if conversation.status == "open" else "conversation.resolved"
        yield "conversation.status_changed"
    if "contact_last_seen_at" in changes:
        yield "conversation.read"
    if "contact" in changes:
        yield "conversation.contact_changed"
    if changes.keys() & _OF_UPDATES:
        yield "conversation.updated"
    if "assignee" in changes:
        yield "assignee.changed"
    if "team" in changes:
        yield "team.changed"
