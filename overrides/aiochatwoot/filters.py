"""Filters of conversations and contacts, written as expressions.

    from aiochatwoot.filters import ConversationFilter as C

    wanted = C.status.equal_to("open") & (C.labels.equal_to("vip", "billing") | C.priority.equal_to("urgent"))
    page = await chatwoot.conversations.filter(payload=wanted)
    await chatwoot.custom_filters.create(name="Vip", type="conversation", query={"payload": list(wanted)})

A filter is a list of conditions in the server's format. Each attribute has the server's operators for it, and checks
values here, since the server responds to a wrong one with an unhelpful 500.

The server puts the conditions into one SQL WHERE, from left to right and without parentheses, so AND binds before OR.
Any nesting of ``&`` and ``|`` is therefore expanded to alternatives of joined conditions: ``a & (b | c)`` becomes
``a AND b OR a AND c``.

The operators (from Chatwoot's source: ``lib/filters/filter_keys.yml``, ``app/services/filter_service.rb``; only the
names of a conversation's attributes are captured):

- An attribute without a value matches neither ``not_equal_to`` nor ``does_not_contain``. Labels and custom attributes
  are different: without a value they match ``not_equal_to`` of any value.
- ``contains`` finds the text anywhere, ignoring case. ``%`` matches any text and ``_`` any one character; spaces around
  the text are ignored.
- Days are whole days in UTC.

Two combinations that the server lists are missing here, because it fails on them: ``display_id`` with ``contains``
(500, a number is not text: https://github.com/chatwoot/chatwoot/issues/5148), and ``phone_number`` with ``starts_with``
(it compares like ``equal_to``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, NoReturn, Self, TypeAlias, TypeVar, overload

import attrs

from . import _filters as encode
from ._filters import Alternative, Condition, Scalar, Writer, arranged, encode_value
from .errors import InvalidRequestError
from .generated.models.conversation_priority import ConversationPriority
from .generated.models.conversation_status import ConversationStatus
from .generated.models.conversation_status_filter import ConversationStatusFilter

__all__ = ["ContactFilter", "ConversationFilter"]

F = TypeVar("F", bound="Filter")
V = TypeVar("V")

Status: TypeAlias = (
    ConversationStatusFilter | ConversationStatus | Literal["all", "open", "resolved", "pending", "snoozed"]
)
Priority: TypeAlias = ConversationPriority | Literal["low", "medium", "high", "urgent"]


@attrs.frozen(repr=False)
class Filter(Sequence[Mapping[str, Any]]):
    """Conditions joined with ``&`` and ``|``: a sequence in the server's format, computed each time it is read."""

    _alternatives: tuple[Alternative, ...]
    _owner: ClassVar[str]

    def __and__(self, other: Self) -> Self:
        """Join filters so that both must hold."""
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(arranged(left + right for left in self._alternatives for right in other._alternatives))

    def __or__(self, other: Self) -> Self:
        """Join filters so that at least one must hold."""
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(arranged(self._alternatives + other._alternatives))

    def __bool__(self) -> NoReturn:
        raise TypeError("a filter is neither true nor false; join filters with & and |, not with `and` and `or`")

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        return list(self)[index]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for number, alternative in enumerate(self._alternatives, 1):
            for condition in alternative[:-1]:
                yield {**condition.wire(), "query_operator": "AND"}
            last = alternative[-1].wire()
            yield last if number == len(self._alternatives) else {**last, "query_operator": "OR"}

    def __len__(self) -> int:
        return sum(map(len, self._alternatives))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {' | '.join(' & '.join(map(str, each)) for each in self._alternatives)}>"

    @classmethod
    def custom(cls, key: str) -> Custom[Self]:
        """Return a custom attribute of the conversation or contact itself, defined by the account.

        Its operators and values depend on its type, which only the account knows. A filter of conversations cannot test
        custom attributes of their contacts.

        Args:
            key: The ``attribute_key`` of its definition.

        Raises:
            InvalidRequestError: the key is invalid, or is the key of a standard attribute.
        """
        return cls._custom(key, cls._owner)

    @classmethod
    def _custom(cls, key: str, owner: str) -> Custom[Self]:
        key = encode_value("custom", encode.text, key)
        if isinstance(vars(cls).get(key), Attribute):
            raise InvalidRequestError(f"custom: {key} is no custom attribute; it is {cls.__name__}.{key}")
        attribute: Custom[Self] = Custom(encode.scalar, owner)
        attribute.__set_name__(cls, key)
        return attribute


class Attribute(Generic[F]):
    """An attribute to compare, named after its class variable."""

    __slots__ = ("_filter", "_key", "_owner", "_write")
    _filter: type[F]
    _key: str
    _is_fragile: ClassVar[bool] = False

    def __init__(self, write: Writer = encode.text, owner: str | None = None) -> None:
        self._write, self._owner = write, owner

    def __set_name__(self, owner: type[F], name: str) -> None:
        self._filter, self._key = owner, name

    def __repr__(self) -> str:
        return f"<{self._filter.__name__} {self._key}>"

    def _where(self, operator: str, write: Writer, *values: object) -> F:
        written = tuple(encode_value(self._key, write, value) for value in values)
        is_fragile = (
            self._is_fragile
            and operator in ("equal_to", "not_equal_to")
            and written != tuple(str(value).lower() for value in written[:1])
        )
        return self._filter(((Condition(self._key, operator, written, self._owner, is_fragile),),))


class Presence(Attribute[F]):
    """An attribute that may have no value."""

    __slots__ = ()

    def is_present(self) -> F:
        """Match if the attribute has a value."""
        return self._where("is_present", self._write)

    def is_not_present(self) -> F:
        """Match if the attribute has no value."""
        return self._where("is_not_present", self._write)


class Containment(Attribute[F]):
    """An attribute whose text can be searched."""

    __slots__ = ()

    def contains(self, text: str, /, *more: str) -> F:
        """Match if the attribute contains at least one of the texts.

        Raises:
            InvalidRequestError: a text is empty.
        """
        return self._where("contains", encode.text, text, *more)

    def does_not_contain(self, text: str, /, *more: str) -> F:
        """Match if the attribute contains none of the texts.

        Raises:
            InvalidRequestError: a text is empty.
        """
        return self._where("does_not_contain", encode.text, text, *more)


class Equality(Attribute[F], Generic[F, V]):
    """An attribute with the operators `equal_to` and `not_equal_to`."""

    __slots__ = ()

    def equal_to(self, value: V, /, *more: V) -> F:
        """Match if the attribute equals one of the values.

        Raises:
            InvalidRequestError: the attribute does not accept a value.
        """
        return self._where("equal_to", self._write, value, *more)

    def not_equal_to(self, value: V, /, *more: V) -> F:
        """Match if the attribute equals none of the values.

        Raises:
            InvalidRequestError: the attribute does not accept a value.
        """
        return self._where("not_equal_to", self._write, value, *more)


class SingleEquality(Attribute[F], Generic[F, V]):
    """An attribute that is compared with one value; the server reads only the first one."""

    __slots__ = ()

    def equal_to(self, value: V, /) -> F:
        """Match if the attribute equals the value; texts are compared without regard to case.

        Raises:
            InvalidRequestError: the attribute does not accept the value.
        """
        return self._where("equal_to", self._write, value)

    def not_equal_to(self, value: V, /) -> F:
        """Match if the attribute does not equal the value; texts are compared without regard to case.

        Raises:
            InvalidRequestError: the attribute does not accept the value.
        """
        return self._where("not_equal_to", self._write, value)


class Order(Attribute[F], Generic[F, V]):
    """An attribute with an order: a time, compared by its day in UTC, or a number."""

    __slots__ = ()
    _ordered: ClassVar[staticmethod[[object], Scalar]] = staticmethod(encode.day)

    def is_greater_than(self, value: V, /) -> F:
        """Match if the attribute is after a day, or above a number; the value itself does not match.

        Raises:
            InvalidRequestError: the value is not a date (datetimes are rejected) or a finite number.
        """
        return self._where("is_greater_than", self._ordered, value)

    def is_less_than(self, value: V, /) -> F:
        """Match if the attribute is before a day, or below a number; the value itself does not match.

        Raises:
            InvalidRequestError: the value is not a date (datetimes are rejected) or a finite number.
        """
        return self._where("is_less_than", self._ordered, value)

    def days_before(self, days: int, /) -> F:
        """Match if the attribute is more than this number of days before today.

        It is sent as `is_less_than` of that day, computed each time the filter is sent: Chatwoot 4.16.2 fails on its
        own ``days_before``. A saved filter keeps the day computed when it was saved.

        Raises:
            InvalidRequestError: `days` is not an int from 1 to 998.
        """
        return self._where("days_before", encode.days, days)


class Reference(Equality[F, int], Presence[F]):
    """The id of another record; it may be missing."""

    __slots__ = ()


class Texts(Equality[F, str]):
    """A text of a conversation, compared with one or more texts, case-sensitively."""

    __slots__ = ()
    _is_fragile = True


class SearchableTexts(Texts[F], Containment[F]):
    """A text of a conversation, compared as in `Texts`, that can also be searched."""

    __slots__ = ()


class LabelTexts(Texts[F], Presence[F]):
    """The labels of a conversation: ``equal_to`` matches if one label is equal, ``not_equal_to`` if none is."""

    __slots__ = ()


class SearchableText(SingleEquality[F, str], Containment[F]):
    """A text of a contact, compared without regard to case, that can also be searched."""

    __slots__ = ()


class LabelText(SingleEquality[F, str], Presence[F]):
    """The labels of a contact: ``equal_to`` matches if one label is equal, ``not_equal_to`` if none is."""

    __slots__ = ()


class Custom(SingleEquality[F, str | float | bool | dt.date], Containment[F], Order[F, float | dt.date], Presence[F]):
    """A custom attribute.

    The operators depend on its type. Text, links and lists: equality and ``contains``, but no order. Numbers and dates:
    equality and order, but no ``contains``. Checkboxes: equality with True or False only. The server responds to other
    combinations with 422 or 500.

    ``not_equal_to`` also matches if there is no value. Use it as one alternative of ``|``, not as a part of ``&``,
    which the server misreads.
    """

    __slots__ = ()
    _ordered = staticmethod(encode.amount)


class ConversationFilter(Filter):
    """A filter of conversations: ``ConversationFilter.status.equal_to("open")``, joined with ``&`` and ``|``."""

    __slots__ = ()
    _owner = "conversation_attribute"

    status: ClassVar[Equality[ConversationFilter, Status]] = Equality(encode.one_of(ConversationStatusFilter))
    """The status of the conversation; ``all`` matches every status."""
    assignee_id: ClassVar[Reference[ConversationFilter]] = Reference(encode.record_id)
    """The id of the assigned agent."""
    inbox_id: ClassVar[Reference[ConversationFilter]] = Reference(encode.record_id)
    """The id of the conversation's inbox."""
    team_id: ClassVar[Reference[ConversationFilter]] = Reference(encode.record_id)
    """The id of the assigned team."""
    priority: ClassVar[Equality[ConversationFilter, Priority]] = Equality(encode.one_of(ConversationPriority))
    """The priority: ``low``, ``medium``, ``high`` or ``urgent``."""
    display_id: ClassVar[Equality[ConversationFilter, int]] = Equality(encode.record_id)
    """The number that the app shows: the `id` of a conversation in this API."""
    campaign_id: ClassVar[Reference[ConversationFilter]] = Reference(encode.record_id)
    """The id of the campaign that started the conversation."""
    labels: ClassVar[LabelTexts[ConversationFilter]] = LabelTexts()
    """The titles of its labels."""
    browser_language: ClassVar[Texts[ConversationFilter]] = Texts()
    """The language of the visitor's browser, such as en."""
    conversation_language: ClassVar[Texts[ConversationFilter]] = Texts()
    """The language of the conversation, such as en, if the server detected it."""
    referer: ClassVar[SearchableTexts[ConversationFilter]] = SearchableTexts()
    """The URL of the page where the conversation started."""
    created_at: ClassVar[Order[ConversationFilter, dt.date]] = Order()
    """The day on which it was created, in UTC."""
    last_activity_at: ClassVar[Order[ConversationFilter, dt.date]] = Order()
    """The day of its last activity, such as a message, in UTC."""
    mail_subject: ClassVar[SearchableTexts[ConversationFilter]] = SearchableTexts()
    """The subject of the mail that started the conversation."""


class ContactFilter(Filter):
    """A filter of contacts: ``ContactFilter.email.contains("@example.com")``, joined with ``&`` and ``|``."""

    __slots__ = ()
    _owner = "contact_attribute"

    name: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The contact's name."""
    phone_number: ClassVar[SearchableText[ContactFilter]] = SearchableText(encode.phone_number)
    """The phone number with the country code; the leading plus is optional."""
    email: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The email address."""
    identifier: ClassVar[SingleEquality[ContactFilter, str]] = SingleEquality()
    """The contact's id in another system."""
    country_code: ClassVar[SingleEquality[ContactFilter, str]] = SingleEquality()
    """The contact's country as two letters, such as ID."""
    city: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The contact's city: `city` in the additional attributes."""
    company: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The contact's company: `company` in the additional attributes. Newer servers reject it; use `company_name` there.
    """
    company_name: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The contact's company. Chatwoot 4.10.0 rejects it (422); newer servers accept it (source)."""
    labels: ClassVar[LabelText[ContactFilter]] = LabelText()
    """The titles of its labels."""
    created_at: ClassVar[Order[ContactFilter, dt.date]] = Order()
    """The day on which it was created, in UTC."""
    last_activity_at: ClassVar[Order[ContactFilter, dt.date]] = Order()
    """The day of its last activity, in UTC."""
    blocked: ClassVar[SingleEquality[ContactFilter, bool]] = SingleEquality(encode.flag)
    """Whether agents blocked the contact."""
