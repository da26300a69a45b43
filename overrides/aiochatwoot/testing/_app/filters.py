"""Filters: compile conditions to a test of a row, with the faults of the SQL that a real server builds.

Only the error text for an unknown attribute is captured. The rest follows Chatwoot's source:
``app/services/filter_service.rb``, its subclasses for conversations and contacts, and
``app/helpers/filters/filter_helper.rb``.
"""

from __future__ import annotations

import datetime as dt
import operator as op
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeAlias

from .._state.account import Account
from .._state.clock import Json
from .._state.people import Contact
from .._state.records import PRIORITIES, STATUSES, Conversation
from .._state.refusals import ErrorResponse, refused, server_fault
from .._state.values import blank, to_integer
from . import sql
from .sql import Column, Kind, T, cast, json_text

Test: TypeAlias = Callable[[T], bool]
Piece: TypeAlias = Test[T] | str
"""A test, or the operator between two tests."""
# Attributes of other types (currency, percent) have no database type, so the query is invalid.
_KINDS: dict[str, Kind] = {
    "text": "text",
    "link": "text",
    "list": "text",
    "number": "numeric",
    "date": "date",
    "checkbox": "boolean",
}


def filter_conversations(account: Account, payload: object) -> list[Conversation]:
    """Return the conversations that meet the conditions, in no order.

    Raises:
        ErrorResponse: 422 for an unknown attribute or operator, or no value; 500 for an error that the server does not
            handle.
    """
    return _ConversationFilter(account).keep(account.conversations.values(), payload)


def filter_contacts(account: Account, contacts: Iterable[Contact], payload: object) -> list[Contact]:
    """Return the contacts that meet the conditions; see `filter_conversations`."""
    return _ContactFilter(account).keep(contacts, payload)


class _Filter(ABC, Generic[T]):
    """A filter for one kind of row.

    Attributes:
        after_custom: Whether a condition with a custom attribute has been read.
    """

    columns: Mapping[str, Column[T]]
    model: str

    def __init__(self, account: Account) -> None:
        self.host = account.installation
        self.today = self.host.now().date()
        self.known: dict[str, Column[T]] = {
            key: column
            for key, column in self.columns.items()
            if self.host.has(column.since) and not self.host.has(column.until)
        }
        self.after_custom = False
        self.custom = {
            definition.attribute_key: definition.attribute_display_type
            for definition in account.custom_attribute_definitions.values()
            if definition.attribute_model == self.model
        }

    @abstractmethod
    def wanted(self, key: str, values: Any) -> list[Any]:
        """Return the values that an attribute is compared with for equality."""

    def keep(self, rows: Iterable[T], payload: object) -> list[T]:
        """Return the rows that meet the conditions; without conditions all rows."""
        if not isinstance(payload, list) or not all(isinstance(each, dict) for each in payload):
            raise server_fault()
        conjunctions = [_conjunction(condition) for condition in payload]
        pieces: list[Piece[T]] = []
        for condition, conjunction in zip(payload, conjunctions, strict=True):
            pieces += self._condition(condition, conjunction)
        fulfilled = _joined(pieces) if pieces else _always
        return [row for row in rows if fulfilled(row)]

    def _condition(self, condition: Json, conjunction: list[str]) -> list[Piece[T]]:
        key, operator, values = str(condition.get("attribute_key") or ""), condition.get("filter_operator"), None
        column = self.known.get(key)
        if column is not None and operator not in column.operators:
            allowed = ",".join(column.operators)
            raise refused(f"Invalid operator. The allowed operators for {key} are [{allowed}].")
        values = condition.get("values")
        if operator not in sql.PRESENCE and blank(values):
            raise _invalid_value(key)
        if column is None:
            return self._custom(key, operator, values, conjunction)
        if column.kind is None:
            return [_labelled(column.read, operator, self.wanted(key, values)), *conjunction]
        return [self._test(key, column.read, column.kind, operator, values), *conjunction]

    def _custom(self, key: str, operator: object, values: Any, conjunction: list[str]) -> list[Piece[T]]:
        if key not in self.custom:
            raise refused(
                f"Invalid attribute key - [{key}]. The key should be one of [{','.join(self.known)}]"
                " or a custom attribute defined in the account."
            )
        self.after_custom = True
        kind = _KINDS.get(self.custom[key])
        if kind is None:
            raise server_fault()
        read = _custom_attribute(key, kind)
        test = self._test(key, read, kind, operator, values)
        if operator != "not_equal_to":
            return [test, *conjunction]
        # A real server writes this after the operator before the next condition.
        return [test, *conjunction, "OR", lambda row: read(row) is None]

    def _test(self, key: str, read: Callable[[T], Any], kind: Kind, operator: object, values: Any) -> Test[T]:
        if operator in sql.PRESENCE:
            is_wanted = operator == "is_present"
            return lambda row: (read(row) is not None) == is_wanted
        if operator in sql.CONTAINMENT:
            if kind == "integer" and self.host.has("4.16.2"):
                return _contains(lambda row: str(read(row)), "text", operator, values)
            return _contains(read, kind, operator, values)
        if operator in sql.ORDER:
            return self._ordered(key, read, kind, operator, values)
        wanted = self.wanted(key, values)
        if operator not in sql.EQUALITY:  # any other operator compares with the value as text
            wanted = [json_text(value) or "" for value in wanted[:1]]
        known = [sql.literal(kind, value) for value in wanted]
        compare = sql.is_not_in if operator == "not_equal_to" else sql.is_in
        return lambda row: compare(read(row), known)

    def _ordered(self, key: str, read: Callable[[T], Any], kind: Kind, operator: object, values: Any) -> Test[T]:
        value = _first(values)
        if operator == "days_before":
            if self.host.has("4.16.2"):  # a bug since this version
                raise server_fault()
            try:
                value = (self.today - dt.timedelta(days=to_integer(value))).isoformat()
            except OverflowError:
                raise server_fault() from None
        try:
            bound = cast(kind, json_text(value) or "")
        except ErrorResponse:
            if kind == "date" and self.host.has("4.16.2"):
                raise _invalid_value(key) from None
            raise
        compare = op.gt if operator == "is_greater_than" else op.lt

        def test(row: T) -> bool:
            found = read(row)
            return found is not None and bool(compare(found, bound))

        return test


class _ConversationFilter(_Filter[Conversation]):
    columns = sql.CONVERSATION_COLUMNS
    model = "conversation_attribute"

    def wanted(self, key: str, values: Any) -> list[Any]:
        """Return every value; after a custom attribute only the first text, in lower case."""
        if key == "status":
            return list(STATUSES) if _is_there("all", values) else _known(values, STATUSES)
        if key == "priority":
            return _known(values, PRIORITIES)
        if self.after_custom and isinstance(first := _first(values), str):
            return [(first if isinstance(values, list) else values).lower()]
        if isinstance(values, dict):
            raise server_fault()
        return values if isinstance(values, list) else [values]


class _ContactFilter(_Filter[Contact]):
    columns = sql.CONTACT_COLUMNS
    model = "contact_attribute"

    def wanted(self, key: str, values: Any) -> list[Any]:
        """Return the first value only, a text in lower case."""
        value = _first(values)
        if key == "phone_number":
            if not isinstance(value, str | None):
                raise server_fault()
            return ["+" + (value or "").replace("+", "")]
        if isinstance(value, str):
            return [value.lower()]
        if key == "country_code":
            raise server_fault()
        return [value]


def _conjunction(condition: Json) -> list[str]:
    """Return the operator between a condition and the next one; none for the last one."""
    conjunction = condition.get("query_operator")
    if conjunction in (None, ""):
        return []
    if not isinstance(conjunction, str):
        raise server_fault()
    if conjunction.upper() not in ("AND", "OR"):
        raise refused('Query operator must be either "AND" or "OR".')
    return [conjunction.upper()]


def _joined(pieces: list[Piece[T]]) -> Test[T]:
    """Join tests by their operators; AND binds tighter than OR, and invalid SQL is a server error."""
    if len(pieces) % 2 == 0:
        raise server_fault()
    alternatives: list[list[Test[T]]] = [[]]
    for index, piece in enumerate(pieces):
        if isinstance(piece, str) != bool(index % 2):
            raise server_fault()
        if piece == "OR":
            alternatives.append([])
        elif not isinstance(piece, str):
            alternatives[-1].append(piece)
    return lambda row: any(all(test(row) for test in tests) for tests in alternatives)


def _always(_: object) -> bool:
    return True


def _labelled(read: Callable[[T], list[str]], operator: object, wanted: list[Any]) -> Test[T]:
    if operator in sql.PRESENCE:
        return lambda row: bool(read(row)) == (operator == "is_present")
    known = [sql.literal("text", value) for value in wanted]
    return lambda row: any(label in known for label in read(row)) == (operator == "equal_to")


def _contains(read: Callable[[T], Any], kind: Kind, operator: object, values: Any) -> Test[T]:
    texts = values if isinstance(values, list) else [values]
    if kind != "text" or not all(isinstance(text, str) for text in texts):
        raise server_fault()
    patterns = [f"%{text.strip()}%" for text in texts]
    is_wanted = operator == "contains"

    def test(row: T) -> bool:
        found = read(row)
        if found is None:
            return False
        return any(sql.is_like(found, pattern) for pattern in patterns) == is_wanted

    return test


def _custom_attribute(key: str, kind: Kind) -> Callable[[Conversation | Contact], Any]:
    def read(row: Conversation | Contact) -> Any:
        text = json_text(row.custom_attributes.get(key))
        if text is None:
            return None
        return text.lower() if kind == "text" else cast(kind, text)

    return read


def _first(values: Any) -> Any:
    """Return ``values[0]``, which is the first letter of a text; None if it is empty."""
    if not isinstance(values, list | str):
        raise server_fault()
    return values[0] if values else None


def _is_there(value: str, values: Any) -> bool:
    return isinstance(values, list | str) and value in values


def _known(values: Any, known: tuple[str, ...]) -> list[Any]:
    """Return members of an enum; unknown values are None."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise server_fault()
    return [value if value in known else None for value in values]


def _invalid_value(key: str) -> ErrorResponse:
    return refused(f"Invalid value. The values provided for {key} are invalid")
