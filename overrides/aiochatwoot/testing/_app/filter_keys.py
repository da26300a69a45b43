"""Keys of filters with their operators, in the order in which error messages list them.

The keys are captured (4.10.0, 4.16.2); the operators rest on the source:
https://github.com/chatwoot/chatwoot/blob/develop/lib/filters/filter_keys.yml
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from .._state.people import Contact
from .._state.records import Conversation
from .sql_semantics import Kind, json_text

T = TypeVar("T", Conversation, Contact)

EQUALITY = ("equal_to", "not_equal_to")
PRESENCE = ("is_present", "is_not_present")
CONTAINMENT = ("contains", "does_not_contain")
ORDER = ("is_greater_than", "is_less_than", "days_before")


@dataclass(frozen=True)
class Column(Generic[T]):
    """An attribute that every account has.

    Attributes:
        read: Its value, None for none; of labels the list.
        kind: Its type in the database, or None for labels, which are in a table of their own.
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
