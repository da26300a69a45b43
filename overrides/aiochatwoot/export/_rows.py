"""Table rows of a conversation and its messages, the same for JSON lines and for Arrow.

A row is a dict with every column of its table, in order. A value is an int, a float, a bool, a str, a list of str, an
aware datetime in UTC, or None if the server has no value, or one whose type differs from the contract. Enums and
free-form JSON are str. The key of every table is (account_id, id).
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias

import attrs

from .._paging import id_of
from .._wire.model import Model
from ..client import Chatwoot
from ..errors import DecodeError
from ..generated.models import Conversation, Message

Row: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["integer", "number", "text", "flag", "time", "texts", "json"]


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        kind: The type of its values; ``time`` is an aware datetime in UTC, ``json`` a str that holds JSON.
        required: Whether it is never null, as key columns are.
        path: The path of the value in the model.
    """

    name: str
    kind: Kind
    required: bool
    path: tuple[str, ...] = attrs.field(repr=False)


def _column(text: str) -> Column:
    """Parse ``name:kind!=path``; the defaults are ``text``, nullable, and the name itself as path."""
    declared, _, path = text.partition("=")
    name, _, kind = declared.rstrip("!").partition(":")
    known: Any = kind or "text"
    return Column(name, known, declared.endswith("!"), tuple((path or name).split(".")))


def _table(text: str) -> tuple[Column, ...]:
    return tuple(map(_column, ("account_id:integer!", "id:integer!", *text.split())))


RAW = _column("raw:json")
"""The server's JSON of a row, including keys without a column; only on request."""
TABLES: dict[str, tuple[Column, ...]] = {
    "conversations": _table(
        "uuid inbox_id:integer status priority contact_id:integer=meta.sender.id channel=meta.channel"
        " assignee_type=meta.assignee_type assignee_id:integer=meta.assignee.id team_id:integer=meta.team.id"
        " labels:texts can_reply:flag muted:flag unread_count:integer hmac_verified:flag=meta.hmac_verified"
        " sla_policy_id:integer additional_attributes:json custom_attributes:json created_at:time updated_at:time"
        " last_activity_at:time first_reply_created_at:time waiting_since:time snoozed_until:time"
        " agent_last_seen_at:time assignee_last_seen_at:time contact_last_seen_at:time"
    ),
    "messages": _table(
        "conversation_id:integer! inbox_id:integer message_type content_type content private:flag status source_id"
        " sender_type=sender.type sender_id:integer=sender.id content_attributes:json created_at:time"
    ),
    "contacts": _table(
        "name email phone_number identifier blocked:flag availability_status company_id:integer"
        " additional_attributes:json custom_attributes:json created_at:time last_activity_at:time"
    ),
    "attachments": _table(
        "conversation_id:integer! message_id:integer! file_type data_url thumb_url file_size:integer extension"
        " content_type width:integer height:integer transcribed_text coordinates_lat:number coordinates_long:number"
        " fallback_title meta:json sha256 file_error"
    ),
    "deleted": _table(""),
    "agents": _table("name available_name email role availability_status confirmed:flag custom_attributes:json"),
    "inboxes": _table("name channel_type timezone enable_auto_assignment:flag website_url email phone_number"),
    "teams": _table("name description allow_auto_assign:flag"),
    "labels": _table("title description color show_on_sidebar:flag"),
}
"""The columns of each table."""
OF_WINDOWS = ("conversations", "messages", "contacts", "attachments", "deleted")
"""Tables read window by window; the others are small, and read whole."""
_SMALL: dict[str, Callable[[Chatwoot], Any]] = {
    "agents": lambda chatwoot: chatwoot.agents,
    "inboxes": lambda chatwoot: chatwoot.inboxes,
    "teams": lambda chatwoot: chatwoot.teams,
    "labels": lambda chatwoot: chatwoot.labels,
}


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def columns_of(table: str, *, raw: bool) -> tuple[Column, ...]:
    """Return the columns of a table, with `raw` last if it is wanted and the table has raw data."""
    return (*TABLES[table], RAW) if raw and table != "deleted" else TABLES[table]


def rows_of_conversation(
    account_id: int, conversation: Conversation, messages: Iterable[Message], *, raw: bool = False
) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a conversation, its contact, its messages and their attachments, each with its table.

    Raises:
        DecodeError: one of them has no id, and so no key.
    """
    given = {"account_id": account_id}
    yield "conversations", _row("conversations", conversation, given, raw)
    contact = _get(conversation, ("meta", "sender"))
    if id_of(contact) is not None:
        yield "contacts", _row("contacts", contact, given, raw)
    given = given | {"conversation_id": conversation.id}
    for message in messages:
        yield "messages", _row("messages", message, given, raw)
        attachments = _get(message, ("attachments",))
        for each in attachments if isinstance(attachments, list) else ():
            yield "attachments", _row("attachments", each, given | {"message_id": message.id}, raw)


def rows_of_deleted(account_id: int, ids: Iterable[int]) -> list[Row]:
    """Return the rows of conversations that are deleted, never existed, or are hidden from the token's user."""
    return [{"account_id": account_id, "id": number} for number in ids]


async def small_rows(chatwoot: Chatwoot, account_id: int, table: str, *, raw: bool = False) -> list[Row]:
    """Return all rows of a small table: agents, inboxes, teams or labels. No row has a secret, `raw` included.

    Raises:
        DecodeError: one of them has no id, and so no key.
        ChatwootError: see `list` of the resource.
    """
    found = await _SMALL[table](chatwoot).list(account_id=account_id)
    return [_row(table, each, {"account_id": account_id}, raw) for each in found]


def _row(table: str, source: object, given: Row, raw: bool) -> Row:
    row: Row = {}
    for column in TABLES[table]:
        name = column.name
        row[name] = given[name] if name in given else _CONVERT[column.kind](_get(source, column.path))
        if column.required and row[name] is None:
            about = f"conversation {given['conversation_id']}" if "conversation_id" in given else table
            raise DecodeError(f"{about}: a row of {table} without {name} has no key", path=f"$.{name}")
    if raw:
        row[RAW.name] = _json(_without_secrets(source) if table in _SMALL else _plain(source))
    return row


def _get(source: object, path: Iterable[str]) -> Any:
    value: Any = source
    for name in path:
        value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
    return value


def _plain(source: object) -> Any:
    return source.to_dict() if isinstance(source, Model) else source


def _without_secrets(source: object) -> Any:
    """Only keys that the contract names, without secrets: a newer server may send secrets under new keys."""
    if not isinstance(source, Model):
        return {"id": id_of(source)}
    named = {each.key for each in source._fields.values() if not each.kind.secret}
    return {key: value for key, value in source.to_dict().items() if key in named}


def _integer(value: object) -> int | None:
    is_one = isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
    return int(value) if is_one else None  # type: ignore[call-overload]


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None  # JSON cannot represent the others


def _text(value: object) -> str | None:
    if isinstance(value, enum.IntEnum):
        return value.name.lower()
    return encodable(str.__str__(value)) if isinstance(value, str) else None


def encodable(text: str) -> str:
    """The text, with lone surrogates (as in ``"\\ud83d"``), which are invalid Unicode, replaced."""
    return text if _is_encodable(text) else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _time(value: object) -> dt.datetime | None:
    return value if isinstance(value, dt.datetime) else None


def _texts(value: object) -> list[str] | None:
    return [encodable(each) for each in value if isinstance(each, str)] if isinstance(value, list) else None


def _json(value: object) -> str | None:
    if value is None:
        return None
    plain = _plain(value)
    try:
        text = _encode(plain)
    except ValueError:  # NaN or Infinity, which JSON lacks: written as null
        plain = json.loads(json.dumps(plain), parse_constant=lambda _: None)
        text = _encode(plain)
    return text if _is_encodable(text) else json.dumps(plain, separators=(",", ":"))


_CONVERT: dict[Kind, Callable[[object], Any]] = {
    "integer": _integer,
    "number": _number,
    "text": _text,
    "flag": _flag,
    "time": _time,
    "texts": _texts,
    "json": _json,
}
