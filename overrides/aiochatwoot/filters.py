"""Filters of conversations and contacts, written as expressions.

    from aiochatwoot.filters import ConversationFilter as C

    wanted = C.status.equal_to("open") & (C.labels.equal_to("vip", "billing") | C.priority.equal_to("urgent"))
    page = await chatwoot.conversations.filter(payload=wanted)
    await chatwoot.custom_filters.create(name="Vip", type="conversation", query={"payload": list(wanted)})

A filter is the list of conditions that the server takes. Each attribute has the operators that the server has for it,
and values are checked here, since a wrong one is answered with a useless 500.

The server puts the conditions into one SQL WHERE, from left to right and without parentheses, so that AND binds before
OR. Any nesting of ``&`` and ``|`` is therefore written as alternatives of conditions that hold together:
``a & (b | c)`` becomes ``a AND b OR a AND c``.

What the operators mean (from Chatwoot's source: ``lib/filters/filter_keys.yml``, ``app/services/filter_service.rb``; of
this only the names of a conversation's attributes are captured):

- What has no value fulfils neither ``not_equal_to`` nor ``does_not_contain``. Labels and custom attributes are
  different: there, no value is ``not_equal_to`` any.
- ``contains`` looks for the text anywhere, in capital or small letters. ``%`` and ``_`` in it stand for any text and
  any one character; spaces around it are ignored.
- Days are whole days in UTC.

Two things that the server lists are not here, because it fails on them: ``display_id`` with ``contains`` (500, a number
is no text: https://github.com/chatwoot/chatwoot/issues/5148), and ``phone_number`` with ``starts_with`` (it compares as
``equal_to`` does).
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, ClassVar, Generic, Literal, NoReturn, Self, TypeAlias, TypeVar, overload

import attrs

from ._texts import quoted
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
Scalar: TypeAlias = str | int | float
"""A value as it is on the wire."""
Writer: TypeAlias = Callable[[object], Scalar]
"""Turns an argument into such a value, or raises ValueError, which says why it cannot."""

MOST_CONDITIONS = 200
"""A limit of ours, not of the server: beyond it the query is slow, and usually a mistake."""

_LAST_ID = 2**31 - 1
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def _got(value: object) -> str:
    return f"got {type(value).__name__} {quoted(value, 40)}"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected text, {_got(value)}")
    if not value.strip():
        raise ValueError("expected text, got none")
    if _UNSENDABLE.search(value):
        raise ValueError(f"a character that the server cannot store: {quoted(value, 40)}")
    return str.__str__(value)  # of an enum member its value


def _phone_number(value: object) -> str:
    # The server adds the plus; older ones even where there is one (https://github.com/chatwoot/chatwoot/issues/9147).
    return _text(_text(value).strip().removeprefix("+"))


def _one_of(choices: type[enum.Enum]) -> Writer:
    values = [member.value for member in choices]

    def write(value: object) -> str:
        if not isinstance(value, str) or value not in values:
            raise ValueError(f"{quoted(value, 40)} is not one of {', '.join(values)}")
        return str.__str__(value)

    return write


def _whole(least: int, most: int) -> Callable[[object], int]:
    def write(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"expected a whole number from {least} to {most}, {_got(value)}")
        return int(value)

    return write


def _day(value: object) -> str:
    if isinstance(value, dt.datetime):
        raise ValueError(f"expected a date, {_got(value)}; the server compares whole days in UTC")
    if not isinstance(value, dt.date):
        raise ValueError(f"expected a date, {_got(value)}")
    return value.isoformat()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected True or False, {_got(value)}")
    return value


def _amount(value: object) -> Scalar:
    if isinstance(value, int | float) and not isinstance(value, bool) and (isinstance(value, int) or isfinite(value)):
        return value
    if isinstance(value, dt.date):
        return _day(value)
    raise ValueError(f"expected a finite number or a date, {_got(value)}")


def _anything(value: object) -> Scalar:
    if isinstance(value, bool):
        return value
    return _text(value) if isinstance(value, str) else _amount(value)


_id = _whole(1, _LAST_ID)
_days = _whole(1, 998)  # what the app allows, and newer servers (source)


def _with_types(values: tuple[Scalar, ...]) -> tuple[tuple[type, Scalar], ...]:
    return tuple((type(value), value) for value in values)


@attrs.frozen
class Condition:
    """One condition.

    Attributes:
        key: The attribute.
        operator: How it is compared.
        values: With what. True is not 1 here, as on the wire.
        owner: For a custom attribute, whose it is.
        is_fragile: Whether the server misreads it after a custom attribute (see `_arranged`).
    """

    key: str
    operator: str
    values: tuple[Scalar, ...] = attrs.field(eq=_with_types)
    owner: str | None = None
    is_fragile: bool = False

    def wire(self) -> dict[str, Any]:
        """As the server takes it, but for what joins it to the next one."""
        # The server reads `values` of every condition, of those without any too.
        wire = {"attribute_key": self.key, "filter_operator": self.operator, "values": list(self.values)}
        return wire if self.owner is None else {**wire, "custom_attribute_type": self.owner}

    def __str__(self) -> str:
        attribute = self.key if self.owner is None else f"custom({self.key!r})"
        return f"{attribute}.{self.operator}({', '.join(map(repr, self.values))})"


Alternative: TypeAlias = tuple[Condition, ...]
"""Conditions that hold together."""


def _arranged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Alternatives in an order in which the server understands them, each once.

    Two faults of the server's FilterService make the order matter (source, not captured):

    - To ``not_equal_to`` of a custom attribute it appends ``OR ... IS NULL``, after the operator that joins the next
      condition. Such a condition is right only alone and last (https://github.com/chatwoot/chatwoot/issues/10377).
    - Once it has seen a custom attribute, it takes only the first value of any later text of a conversation, in small
      letters. So custom attributes go last, and an alternative that has both goes before its like.

    Raises:
        InvalidRequestError: there is no such order, or there are too many conditions.
    """
    each_once = dict.fromkeys(tuple(dict.fromkeys(sorted(each, key=_is_custom))) for each in alternatives)
    arranged = tuple(sorted(each_once, key=_place))
    count = sum(map(len, arranged))
    if count > MOST_CONDITIONS:
        raise InvalidRequestError(
            f"filter: it takes {count} conditions to write this without parentheses, more than {MOST_CONDITIONS}"
        )
    seen_custom = False
    for number, alternative, condition in (
        (number, each, condition) for number, each in enumerate(arranged, 1) for condition in each
    ):
        if _is_loose(condition) and (len(alternative) > 1 or number < len(arranged)):
            raise InvalidRequestError(
                f"{condition.key}: the server misreads not_equal_to of a custom attribute beside other conditions;"
                " it can be one alternative of |, and no part of &"
            )
        if seen_custom and condition.is_fragile:
            raise InvalidRequestError(
                f"{condition.key}: the server misreads several texts, and capital letters, in an alternative after one"
                " with a custom attribute; give one text in small letters (join several with |)"
            )
        seen_custom = seen_custom or _is_custom(condition)
    return arranged


def _place(alternative: Alternative) -> int:
    if not _is_custom(alternative[-1]):
        return 0
    if any(condition.is_fragile for condition in alternative):
        return 1
    return 3 if _is_loose(alternative[-1]) else 2


def _is_custom(condition: Condition) -> bool:
    return condition.owner is not None


def _is_loose(condition: Condition) -> bool:
    return _is_custom(condition) and condition.operator == "not_equal_to"


@attrs.frozen(repr=False)
class Filter(Sequence[Mapping[str, Any]]):
    """Conditions, joined with ``&`` and ``|``: a sequence of what the server takes, made anew whenever it is read."""

    _alternatives: tuple[Alternative, ...]
    _owner: ClassVar[str]

    def __and__(self, other: Self) -> Self:
        """Both."""
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(_arranged(left + right for left in self._alternatives for right in other._alternatives))

    def __or__(self, other: Self) -> Self:
        """Either."""
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(_arranged(self._alternatives + other._alternatives))

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
        """A custom attribute that the account has defined, of the conversation or contact itself.

        Which operators and values it takes depends on its type, which only the account knows. A filter of conversations
        cannot ask for custom attributes of their contacts.

        Args:
            key: The ``attribute_key`` of its definition.

        Raises:
            InvalidRequestError: it is no key, or that of an attribute that every account has.
        """
        key = _written("custom", _text, key)
        if isinstance(vars(cls).get(key), Attribute):
            raise InvalidRequestError(f"custom: {key} is no custom attribute; it is {cls.__name__}.{key}")
        attribute: Custom[Self] = Custom(_anything)
        attribute.__set_name__(cls, key)
        return attribute


W = TypeVar("W", bound=Scalar)


def _written(key: str, write: Callable[[object], W], value: object) -> W:
    try:
        return write(value)
    except ValueError as error:
        raise InvalidRequestError(f"{key}: {error}") from None


class Attribute(Generic[F]):
    """What is compared. Its name is that of the class variable it is put into."""

    __slots__ = ("_filter", "_key", "_write")
    _filter: type[F]
    _key: str
    _is_custom: ClassVar[bool] = False
    _is_fragile: ClassVar[bool] = False

    def __init__(self, write: Writer = _text) -> None:
        self._write = write

    def __set_name__(self, owner: type[F], name: str) -> None:
        self._filter, self._key = owner, name

    def __repr__(self) -> str:
        return f"<{self._filter.__name__} {self._key}>"

    def _where(self, operator: str, write: Writer, *values: object) -> F:
        written = tuple(_written(self._key, write, value) for value in values)
        owner = self._filter._owner if self._is_custom else None
        is_fragile = (
            self._is_fragile
            and operator in ("equal_to", "not_equal_to")
            and written != tuple(str(value).lower() for value in written[:1])
        )
        return self._filter(((Condition(self._key, operator, written, owner, is_fragile),),))


class Presence(Attribute[F]):
    """An attribute that can be without a value."""

    __slots__ = ()

    def is_present(self) -> F:
        """It has a value."""
        return self._where("is_present", self._write)

    def is_not_present(self) -> F:
        """It has none."""
        return self._where("is_not_present", self._write)


class Containment(Attribute[F]):
    """A text that can be searched."""

    __slots__ = ()

    def contains(self, text: str, /, *more: str) -> F:
        """At least one of the texts is in it.

        Raises:
            InvalidRequestError: a text is empty.
        """
        return self._where("contains", _text, text, *more)

    def does_not_contain(self, text: str, /, *more: str) -> F:
        """None of the texts is in it.

        Raises:
            InvalidRequestError: a text is empty.
        """
        return self._where("does_not_contain", _text, text, *more)


class Equality(Attribute[F], Generic[F, V]):
    """An attribute that is compared with any number of values."""

    __slots__ = ()

    def equal_to(self, value: V, /, *more: V) -> F:
        """It is one of the values.

        Raises:
            InvalidRequestError: a value is not what the attribute takes.
        """
        return self._where("equal_to", self._write, value, *more)

    def not_equal_to(self, value: V, /, *more: V) -> F:
        """It is none of the values.

        Raises:
            InvalidRequestError: a value is not what the attribute takes.
        """
        return self._where("not_equal_to", self._write, value, *more)


class SingleEquality(Attribute[F], Generic[F, V]):
    """An attribute that is compared with one value: the server looks at the first one only."""

    __slots__ = ()

    def equal_to(self, value: V, /) -> F:
        """It is this value; a text in capital or small letters.

        Raises:
            InvalidRequestError: the value is not what the attribute takes.
        """
        return self._where("equal_to", self._write, value)

    def not_equal_to(self, value: V, /) -> F:
        """It is another value; a text in capital or small letters.

        Raises:
            InvalidRequestError: the value is not what the attribute takes.
        """
        return self._where("not_equal_to", self._write, value)


class Order(Attribute[F], Generic[F, V]):
    """An attribute with an order: a moment, of which the day in UTC is compared, or a number."""

    __slots__ = ()
    _ordered: ClassVar[staticmethod[[object], Scalar]] = staticmethod(_day)

    def is_greater_than(self, value: V, /) -> F:
        """It is after a day, or above a number; the value itself does not count.

        Raises:
            InvalidRequestError: it is no date (a datetime is none), or no finite number.
        """
        return self._where("is_greater_than", self._ordered, value)

    def is_less_than(self, value: V, /) -> F:
        """It is before a day, or below a number; the value itself does not count.

        Raises:
            InvalidRequestError: it is no date (a datetime is none), or no finite number.
        """
        return self._where("is_less_than", self._ordered, value)

    def days_before(self, days: int, /) -> F:
        """It is before the day that was so many days before the server's today.

        Raises:
            InvalidRequestError: it is no number from 1 to 998.
        """
        return self._where("days_before", _days, days)


class Reference(Equality[F, int], Presence[F]):
    """The id of something else, which may be missing."""

    __slots__ = ()


class Texts(Equality[F, str]):
    """A text of a conversation, compared with any number of them. Capital and small letters are different."""

    __slots__ = ()
    _is_fragile = True


class SearchableTexts(Texts[F], Containment[F]):
    """The same, and it can be searched."""

    __slots__ = ()


class LabelTexts(Texts[F], Presence[F]):
    """The labels of a conversation: ``equal_to`` at least one of them, ``not_equal_to`` none of them."""

    __slots__ = ()


class SearchableText(SingleEquality[F, str], Containment[F]):
    """A text of a contact."""

    __slots__ = ()


class LabelText(SingleEquality[F, str], Presence[F]):
    """The labels of a contact: ``equal_to`` one of them is it, ``not_equal_to`` none of them is."""

    __slots__ = ()


class Custom(SingleEquality[F, str | float | bool | dt.date], Containment[F], Order[F, float | dt.date], Presence[F]):
    """A custom attribute.

    Text, links and lists take text, and no order. Numbers and dates take an order, and no ``contains``; checkboxes take
    True and False, and neither. With what the type does not have the server answers 422 or 500.

    ``not_equal_to`` is also true where there is no value. It can be one alternative of ``|``, but no part of ``&``,
    which the server misreads.
    """

    __slots__ = ()
    _ordered = staticmethod(_amount)
    _is_custom = True


class ConversationFilter(Filter):
    """A filter of conversations: ``ConversationFilter.status.equal_to("open")``, joined with ``&`` and ``|``."""

    __slots__ = ()
    _owner = "conversation_attribute"

    status: ClassVar[Equality[ConversationFilter, Status]] = Equality(_one_of(ConversationStatusFilter))
    """Its status; ``all`` is every one."""
    assignee_id: ClassVar[Reference[ConversationFilter]] = Reference(_id)
    """The id of the agent to whom it is assigned."""
    inbox_id: ClassVar[Reference[ConversationFilter]] = Reference(_id)
    """The id of its inbox."""
    team_id: ClassVar[Reference[ConversationFilter]] = Reference(_id)
    """The id of the team to which it is assigned."""
    priority: ClassVar[Equality[ConversationFilter, Priority]] = Equality(_one_of(ConversationPriority))
    """Its priority: ``low``, ``medium``, ``high`` or ``urgent``."""
    display_id: ClassVar[Equality[ConversationFilter, int]] = Equality(_id)
    """Its number, as the app shows it: the `id` of a conversation in this API."""
    campaign_id: ClassVar[Reference[ConversationFilter]] = Reference(_id)
    """The id of the campaign that began it."""
    labels: ClassVar[LabelTexts[ConversationFilter]] = LabelTexts()
    """The titles of its labels."""
    browser_language: ClassVar[Texts[ConversationFilter]] = Texts()
    """The language of the visitor's browser, such as en."""
    conversation_language: ClassVar[Texts[ConversationFilter]] = Texts()
    """The language in which it is written, such as en, where the server found out."""
    referer: ClassVar[SearchableTexts[ConversationFilter]] = SearchableTexts()
    """The URL of the page where it began."""
    created_at: ClassVar[Order[ConversationFilter, dt.date]] = Order()
    """The day on which it was created, in UTC."""
    last_activity_at: ClassVar[Order[ConversationFilter, dt.date]] = Order()
    """The day of its last activity, such as a message, in UTC."""
    mail_subject: ClassVar[SearchableTexts[ConversationFilter]] = SearchableTexts()
    """The subject of the mail it began with."""


class ContactFilter(Filter):
    """A filter of contacts: ``ContactFilter.email.contains("@example.com")``, joined with ``&`` and ``|``."""

    __slots__ = ()
    _owner = "contact_attribute"

    name: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The contact's name."""
    phone_number: ClassVar[SearchableText[ContactFilter]] = SearchableText(_phone_number)
    """With the country's code; the plus before it may be left out."""
    email: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The email address."""
    identifier: ClassVar[SingleEquality[ContactFilter, str]] = SingleEquality()
    """Its id in another system."""
    country_code: ClassVar[SingleEquality[ContactFilter, str]] = SingleEquality()
    """Two letters, such as ID."""
    city: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The `city` of its additional attributes."""
    company: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """The `company` of its additional attributes. Newer servers do not know it; they have `company_name`."""
    company_name: ClassVar[SearchableText[ContactFilter]] = SearchableText()
    """Its company. 4.10.0 does not know it (422); newer servers do (source)."""
    labels: ClassVar[LabelText[ContactFilter]] = LabelText()
    """The titles of its labels."""
    created_at: ClassVar[Order[ContactFilter, dt.date]] = Order()
    """The day on which it was created, in UTC."""
    last_activity_at: ClassVar[Order[ContactFilter, dt.date]] = Order()
    """The day of its last activity, in UTC."""
    blocked: ClassVar[SingleEquality[ContactFilter, bool]] = SingleEquality(_flag)
    """Whether agents blocked the contact."""
