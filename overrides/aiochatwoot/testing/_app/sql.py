"""Columns of filters, and comparisons as in PostgreSQL, whose errors become a 500.

The keys are captured (4.10.0, 4.16.2), and so is the order of the operators in error messages. The operators follow the
source: https://github.com/chatwoot/chatwoot/blob/develop/lib/filters/filter_keys.yml
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from .._state.people import Contact
from .._state.records import Conversation
from .._state.refusals import server_fault

Kind: TypeAlias = Literal["text", "integer", "numeric", "boolean", "date"]

_TRUE = ("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1")
_FALSE = ("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0")
T = TypeVar("T", Conversation, Contact)

EQUALITY = ("equal_to", "not_equal_to")
PRESENCE = ("is_present", "is_not_present")
CONTAINMENT = ("contains", "does_not_contain")
ORDER = ("is_greater_than", "is_less_than", "days_before")


def json_text(value: Any) -> str | None:
    """Return a value of a JSON object as text, like ``->>``."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def cast(kind: Kind, text: str) -> Any:
    """Convert a quoted text to a value of a type.

    Raises:
        ErrorResponse: 500 if the text is not such a value.
    """
    short = text.strip()
    try:
        match kind:
            case "integer":
                return int(short)
            case "numeric":
                return Decimal(short)
            case "date":  # of a timestamp, the day in its own time zone
                return dt.datetime.fromisoformat(short).date()
            case "boolean":
                return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}[short.lower()]
            case _:
                return text
    except (ValueError, InvalidOperation, KeyError):
        raise server_fault() from None


def literal(kind: Kind, value: Any) -> Any:
    """Convert a JSON value to a type: cast a text; another value must have a comparable type.

    Raises:
        ErrorResponse: 500 if the value cannot be compared.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return cast(kind, value)
    if isinstance(value, bool):
        fits = kind == "boolean"
    else:
        fits = isinstance(value, int | float) and kind in ("integer", "numeric")
    if not fits:
        raise server_fault()
    return value if isinstance(value, bool) else Decimal(str(value))


def is_in(value: Any, wanted: Iterable[Any]) -> bool:
    """Return the result of ``IN``; false for a null value."""
    return value is not None and value in wanted


def is_not_in(value: Any, wanted: Iterable[Any]) -> bool:
    """Return the result of ``NOT IN``; false for a null value, and for every value if the list has a null."""
    values = list(wanted)
    return value is not None and None not in values and value not in values


def is_like(value: str | None, pattern: str, *, ignore_case: bool = True) -> bool:
    """Return the result of ``ILIKE`` or ``LIKE``: ``%`` is any text, ``_`` any character, a backslash an escape."""
    if value is None:
        return False
    written = re.sub(r"\\(.)|(.)", _written, pattern, flags=re.DOTALL)
    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    return re.fullmatch(written, value, flags) is not None


def _written(part: re.Match[str]) -> str:
    wildcards = {"%": ".*", "_": "."}
    return re.escape(part[1]) if part[1] else wildcards.get(part[2], re.escape(part[2]))


@dataclass(frozen=True)
class Column(Generic[T]):
    """A standard attribute, which every account has.

    Attributes:
        read: Returns the attribute's value of a row, None for null; of labels the list.
        kind: The type in the database; None for labels, which are in their own table.
    """

    read: Callable[[T], Any]
    operators: tuple[str, ...] = EQUALITY
    kind: Kind | None = "text"
    since: str = "2.0"
    until: str = "1000"


OfConversation: TypeAlias = Column[Conversation]
OfContact: TypeAlias = Column[Contact]


def _day(time: dt.datetime | None) -> dt.date | None:
    return None if time is None else time.astimezone(dt.UTC).date()


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _additional(key: str) -> Callable[[Conversation], str | None]:
    return lambda row: json_text(row.additional_attributes.get(key))


def _additional_lower(key: str) -> Callable[[Contact], str | None]:
    return lambda row: _lower(json_text(row.additional_attributes.get(key)))


CONVERSATION_COLUMNS: dict[str, OfConversation] = {
    "status": Column(lambda row: row.status),
    "assignee_id": Column(lambda row: row.assigned_agent and row.assigned_agent.id, EQUALITY + PRESENCE, "integer"),
    "inbox_id": Column(lambda row: row.inbox.id, EQUALITY + PRESENCE, "integer"),
    "team_id": Column(lambda row: row.team and row.team.id, EQUALITY + PRESENCE, "integer"),
    "contact_id": Column(lambda row: row.contact.id, EQUALITY + PRESENCE, "integer", since="4.15.0"),
    "priority": Column(lambda row: row.priority),
    "display_id": Column(lambda row: row.id, EQUALITY + CONTAINMENT, "integer"),
    "campaign_id": Column(lambda _: None, EQUALITY + PRESENCE, "integer"),
    "labels": Column(lambda row: row.labels, EQUALITY + PRESENCE, None),
    "browser_language": Column(_additional("browser_language")),
    "conversation_language": Column(_additional("conversation_language")),
    "referer": Column(_additional("referer"), EQUALITY + CONTAINMENT),
    "created_at": Column(lambda row: _day(row.created_at), ORDER, "date"),
    "last_activity_at": Column(lambda row: _day(row.last_activity_at), ORDER, "date"),
    "mail_subject": Column(_additional("mail_subject"), EQUALITY + CONTAINMENT),
}
CONTACT_COLUMNS: dict[str, OfContact] = {
    "name": Column(lambda row: row.name.lower(), EQUALITY + CONTAINMENT),
    "phone_number": Column(lambda row: _lower(row.phone_number), (*EQUALITY, *CONTAINMENT, "starts_with")),
    "email": Column(lambda row: _lower(row.email), EQUALITY + CONTAINMENT),
    "identifier": Column(lambda row: _lower(row.identifier)),
    "country_code": Column(_additional_lower("country_code")),
    "city": Column(_additional_lower("city"), EQUALITY + CONTAINMENT),
    "company": Column(_additional_lower("company"), EQUALITY + CONTAINMENT, until="4.14.0"),
    "company_name": Column(_additional_lower("company_name"), EQUALITY + CONTAINMENT, since="4.14.0"),
    "labels": Column(lambda row: row.labels, EQUALITY + PRESENCE, None),
    "created_at": Column(lambda row: _day(row.created_at), ORDER, "date"),
    "last_activity_at": Column(lambda row: _day(row.last_activity_at), ORDER, "date"),
    "blocked": Column(lambda row: row.blocked, EQUALITY, "boolean"),
}
