"""Formats values as text that is safe to print.

Names and texts come from strangers, so control characters are removed or made visible. A value may have any type, since
the client keeps values that deviate from the contract.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
from typing import Any

from rich.cells import cell_len, set_cell_size

from .._wire.model import Model

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Bidirectional controls reorder the text around them. Invisible characters (soft hyphens, fillers, zero-width
# characters, tags, annotations) make two texts look equal, or hide a third. A lone surrogate cannot be encoded.
_UNSEEN = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
# Terminals interpret C0 (line feed is allowed here), DEL and C1.
_UNSAFE = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f-\x9f{_UNSEEN}]")
_UNSAFE_JSON = re.compile(rf"[\x7f-\x9f{_UNSEEN}]")  # the json module escapes C0 itself
# Fields that the contract marks with `format: password`.
_SECRETS = frozenset(
    {
        "access_token",
        "auth_token",
        "bot_token",
        "current_password",
        "hmac_identifier",
        "hmac_token",
        "imap_password",
        "line_channel_secret",
        "line_channel_token",
        "password",
        "password_confirmation",
        "pubsub_token",
        "secret",
        "smtp_password",
        "token",
    }
)
_MOST_UNREAD = 10  # the server counts no further


def clean(text: str) -> str:
    """Remove control characters, or make them visible; keep line breaks."""
    return _UNSAFE.sub(_harmless, _LINE_ENDS.sub("\n", text))


def _harmless(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)  # the control picture of the character
    if code == 0x7F:
        return "␡"
    return "\ufffd" if code < 0xA0 or 0xD800 <= code < 0xE000 else ""


def one_line(text: str) -> str:
    """Clean a text as `clean` does, and replace each run of white space with one space."""
    return " ".join(clean(text).split())


def to_json(value: Any, *, indent: int | None = 2) -> str:
    """Serialize to JSON that is safe to print: without access tokens and control characters. Models become objects.

    Args:
        value: Any value.
        indent: Spaces; None for one line.
    """
    text = json.dumps(_without_secrets(value), ensure_ascii=False, indent=indent)
    return _UNSAFE_JSON.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, Model):
        value = value.to_dict()
    if isinstance(value, list):
        return [_without_secrets(each) for each in value]
    if isinstance(value, dict):
        return {key: "[secret]" if key in _SECRETS and each else _without_secrets(each) for key, each in value.items()}
    return value


def get(thing: Any, name: str) -> Any:
    """Return a field of a model, or of an object that stayed plain JSON; None if it is missing."""
    if isinstance(thing, dict):
        return thing.get(name)
    return getattr(thing, name, None) if isinstance(thing, Model) else None  # str has a method `title`


def shown(value: Any) -> str:
    """Format any value on one line; empty for an empty value."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, enum.Enum):
        value = value.value
    if not isinstance(value, str):
        # A model appears here only if the contract expects another type.
        value = json.dumps(value, ensure_ascii=False, default=repr)
    return one_line(value)


def local(moment: dt.datetime) -> dt.datetime:
    """Convert a datetime to the time zone of this machine."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):  # near the limits of datetime
        return moment


def zone() -> str:
    """Return the name of the current local time zone."""
    now = dt.datetime.now().astimezone()
    offset = f"{now:%z}"
    return f"{now:%Z} (UTC{offset[:3]}:{offset[3:5]})"


def fit(text: str, length: int) -> str:
    """Shorten a line to a number of terminal columns, at a word boundary if that keeps more than half of it."""
    if cell_len(text) <= length:
        return text
    cut = set_cell_size(text, max(length - 1, 0))
    words = cut.rpartition(" ")[0].rstrip()
    return (words if len(words) > len(cut) // 2 else cut.rstrip()) + "…"


def name_of(person: Any) -> str:
    """Return a display name for a person; empty for None."""
    if isinstance(person, str):
        return one_line(person)
    for key in ("name", "available_name", "email", "phone_number", "identifier"):
        if text := shown(get(person, key)):
            return text
    number = shown(get(person, "id"))
    return f"unnamed #{number}" if number else ""


def names(value: Any) -> str:
    """Return the titles of labels, comma-separated."""
    return ", ".join(map(shown, value)) if isinstance(value, list) else shown(value)


def unread_of(conversation: Any) -> str:
    """Return the number of unread messages; empty for none."""
    count = get(conversation, "unread_count")
    return f"{_MOST_UNREAD}+" if count == _MOST_UNREAD else shown(count or None)


def assignee_of(conversation: Any) -> str:
    """Return the name of the assigned person or bot; empty if unassigned."""
    meta = get(conversation, "meta")
    name = name_of(get(meta, "assignee"))
    return f"{name} (bot)" if name and get(meta, "assignee_type") == "AgentBot" else name


def attachments_of(message: Any) -> list[Any]:
    """Return the attachments of a message as a list."""
    found = get(message, "attachments")
    return found if isinstance(found, list) else [found] if found else []


def excerpt(message: Any) -> str:
    """Return a message on one line; without text, a description of its attachments."""
    text = shown(get(message, "content"))
    if not text:
        text = " ".join(f"[{shown(get(each, 'file_type'))}]" for each in attachments_of(message))
    return text
