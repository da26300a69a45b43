"""Prints events of webhooks and of realtime connections."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Generator
from typing import Any, Protocol

import click

from ..generated.models import MessageType
from ..webhooks._payload import RECOVERED
from .text import excerpt, get, name_of, one_line, shown, to_json

_WIDTH = 27  # length of the longest webhook event name
_MESSAGE_TYPES = {each.value: each.name.lower() for each in MessageType}


class AnyEvent(Protocol):
    """An event of the contract, or an unknown one."""

    @property
    def event(self) -> str: ...

    def to_dict(self) -> dict[str, Any]: ...


def print_event(event: AnyEvent, as_json: bool) -> None:
    """Print an event immediately: a line with the time for people, or the server's JSON."""
    if as_json:
        click.echo(to_json(event.to_dict(), indent=None).encode())
    else:
        click.echo(f"{dt.datetime.now():%H:%M:%S}  {event_line(event)}")


class _OnStderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"aiochatwoot: {one_line(record.getMessage())}", err=True)


@contextlib.contextmanager
def shown_warnings() -> Generator[None]:
    """Print the package's warnings to stderr."""
    logger, handler = logging.getLogger("aiochatwoot"), _OnStderr(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def event_line(event: AnyEvent) -> str:
    """Format an event as one line: name, conversation, person and content."""
    body, name = event.to_dict(), shown(event.event)
    data = body
    for key in ("data", "notification"):  # realtime events nest their data
        data = data[key] if isinstance(data.get(key), dict) else data
    said = ": ".join(filter(None, (_person(data, name), _what(data))))
    mark = "(recovered)" if body.get(RECOVERED) is True else ""
    return "  ".join(filter(None, (name.ljust(_WIDTH), _conversation(data), said, mark))).rstrip()


def _conversation(data: dict[str, Any]) -> str:
    if "meta" in data:  # the data is a conversation
        number = data.get("id")
    else:
        places = (data.get(key) for key in ("conversation", "current_conversation", "primary_actor"))
        number = data.get("conversation_id") or next((get(each, "id") for each in places if get(each, "id")), None)
    return f"#{shown(number)}" if number else ""


def _person(data: dict[str, Any], name: str) -> str:
    if name.startswith("contact"):
        return name_of(data)
    people = (get(data.get("meta"), "sender"), *(data.get(key) for key in ("sender", "user", "contact")))
    return next(filter(None, map(name_of, people)), "")


def _what(data: dict[str, Any]) -> str:
    if "message_type" in data:
        kind = data["message_type"]
        kind = _MESSAGE_TYPES.get(kind, "") if isinstance(kind, int) else shown(kind)
        return f"({'note' if data.get('private') is True else kind}) {excerpt(data)}".rstrip()
    changes, users = data.get("changed_attributes"), data.get("users")
    changed = ", ".join(shown(key) for each in changes for key in each) if isinstance(changes, list) else ""
    people = ", ".join(f"{shown(key)} {shown(each)}" for key, each in users.items()) if isinstance(users, dict) else ""
    kind = shown(data.get("status")) or shown(data.get("notification_type"))
    performer = name_of(data.get("performer"))
    parts = kind, f"changed {changed}" if changed else "", people, f"by {performer}" if performer else ""
    return " · ".join(filter(None, parts))
