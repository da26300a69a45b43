"""Events of webhooks and of realtime connections, as lines."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

import click

from .text import excerpt, get, name_of, shown, to_json

_WIDTH = 27  # that of the longest name


class AnyEvent(Protocol):
    """An event: of the contract, or one that it does not have."""

    @property
    def event(self) -> str: ...

    def to_dict(self) -> dict[str, Any]: ...


def print_event(event: AnyEvent, as_json: bool) -> None:
    """Print an event at once: for a person with the time, or for a program as the server sent it."""
    if as_json:
        click.echo(to_json(event.to_dict(), indent=None).encode())
    else:
        click.echo(f"{dt.datetime.now():%H:%M:%S}  {event_line(event)}")


def event_line(event: AnyEvent) -> str:
    """An event on a line: its name, where it happened, who did it and what it is."""
    body, name = event.to_dict(), shown(event.event)
    is_conversation = name.startswith("conversation_") and "user" not in body
    conversation = body if is_conversation else body.get("conversation") or body.get("current_conversation")
    number = shown(get(conversation, "id"))
    person = _person(body, name, is_conversation)
    what = _what(body, name, is_conversation)
    said = ": ".join(filter(None, (person, what)))
    return "  ".join(filter(None, (name.ljust(_WIDTH), f"#{number}" if number else "", said))).rstrip()


def _person(body: dict[str, Any], name: str, is_conversation: bool) -> str:
    if is_conversation:
        return name_of(get(body.get("meta"), "sender"))
    if name.startswith("contact_"):
        return name_of(body)
    return name_of(body.get("sender") or body.get("user") or body.get("contact"))


def _what(body: dict[str, Any], name: str, is_conversation: bool) -> str:
    if name.startswith("message_"):
        kind = "note" if body.get("private") is True else shown(body.get("message_type"))
        return f"({kind}) {excerpt(body)}".strip()
    changes = body.get("changed_attributes")
    changed = ", ".join(shown(key) for each in changes for key in each) if isinstance(changes, list) else ""
    status = shown(body.get("status")) if is_conversation else ""
    return " · ".join(filter(None, (status, f"changed {changed}" if changed else "")))
