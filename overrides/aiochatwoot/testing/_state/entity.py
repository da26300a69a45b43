"""Declarations of entities: routes, permissions, validation, JSON and `Account.add` follow from one class each.

class Label(Stored, path="/labels", wrapper="label", admins=("get", *WRITES), keys="id title color"):
    title: str = attribute(LOWER_CASE, present(), unique())
    color: str = attribute(TEXT, default="#1f93ff")
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, Literal, Protocol, Self, TypeAlias, TypeVar, dataclass_transform

from .clock import Json
from .refusals import invalid
from .values import Reader, blank

Verb: TypeAlias = Literal["list", "get", "create", "update", "delete"]
WRITES: tuple[Verb, ...] = ("create", "update", "delete")
ALL: tuple[Verb, ...] = ("list", "get", *WRITES)
S = TypeVar("S", bound="Stored")


class Tables(Protocol):
    """The records of an account, by their ids."""

    agents: dict[int, Any]
    teams: dict[int, Any]
    inboxes: dict[int, Any]
    contacts: dict[int, Any]
    conversations: dict[int, Any]

    def all(self, kind: type[S]) -> dict[int, S]: ...


class View(Protocol):
    """What JSON is written for, and what else it is written with."""

    @property
    def viewer(self) -> Any: ...
    @property
    def account(self) -> Tables: ...
    def stored(self, record: Any, keys: str = "") -> Json: ...


@dataclass(frozen=True)
class Draft:
    """A candidate record, and the others of its kind.

    Attributes:
        new: Whether it is not stored yet.
        account: The tables of its account, where it is a declared entity.
    """

    values: Json
    others: Iterable[Any] = ()
    new: bool = True
    account: Any = None


Check: TypeAlias = Callable[[str, Draft], str | None]
"""Returns the problem of a draft's attribute, or None."""


def present(text: str = "can't be blank") -> Check:
    return lambda name, draft: text if blank(draft.values.get(name)) else None


def matches(pattern: str, text: str = "is invalid") -> Check:
    return lambda name, draft: None if re.search(pattern, draft.values.get(name) or "") else text


def longest(length: int) -> Check:
    text = f"is too long (maximum is {length} characters)"
    return lambda name, draft: text if len(draft.values.get(name) or "") > length else None


def unique(within: str | None = None, *, may_be_blank: bool = False) -> Check:
    """No other record has the value, or none with the same value of `within`."""

    def check(name: str, draft: Draft) -> str | None:
        value = draft.values.get(name)
        others = () if may_be_blank and blank(value) else draft.others
        for other in others:
            same = within is None or getattr(other, within) == draft.values[within]
            if same and getattr(other, name) == value:
                return "has already been taken"
        return None

    return check


def validate(draft: Draft, *checks: tuple[str, Check]) -> None:
    """Run the checks.

    Raises:
        ErrorResponse: 422 with every problem, in the order of the checks.
    """
    problems = [(name, text) for name, check in checks if (text := check(name, draft))]
    if problems:
        raise invalid(*problems)


@dataclass(frozen=True)
class Attribute:
    """How callers may set one attribute."""

    reader: Reader
    checks: tuple[Check, ...]


def attribute(reader: Reader, *checks: Check, **default: Any) -> Any:
    """An attribute that callers may set.

    Args:
        reader: Reads a value.
        checks: Conditions on a stored value.
        default: `default` or `default_factory` of a new record; null without either.
    """
    return field(metadata={"attribute": Attribute(reader, checks)}, **default)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(attribute, field))
@dataclass(kw_only=True, eq=False)
class Stored:
    """A stored record. Its classes say how callers list, read, create, change and delete it.

    Args of a class:
        path: Of the list, below the account's.
        wrapper: The key of the object that the parameters may be in; without one they are never in an object.
        keys: Of its JSON, see `writer`.
        changed_keys: The keys in the response to a change, if different.
        verbs: The supported operations.
        admins: The operations reserved for administrators.
        admins_since: The version since which they are reserved.
        one: The envelope of one record, outermost key first.
        made: The envelope in the response to its creation, if different.
        many: The envelope of a list.
        gone: The status of a deletion.
        audited: Its class in the audit log, which records every change of it.
        parent: The attribute with the record that it belongs to, which the path names.
        creator: The attribute with the agent who created it.
        editor: The attribute with the agent who changed it last.
        picture: The attribute with the link to its uploaded `avatar`.
        ignores_invalid: Whether an invalid change is a success that changes nothing, and shows itself in the response.
        checks: Checks after those of its attributes, with the names that they report.
        required: Attributes for which the database fails on null.
        cache: The key of the account's `cache_keys` that changes with it.
        since: The version of the server that brought it, or "enterprise".
        not_found: The status for a record that does not exist.

    Attributes:
        kinds: All of its classes.
    """

    id: int
    account_id: int
    created_at: dt.datetime
    updated_at: dt.datetime

    kinds: ClassVar[list[type[Stored]]] = []
    attributes: ClassVar[Mapping[str, Attribute]] = {}
    path: ClassVar[str] = ""
    wrapper: ClassVar[str | None] = None
    keys: ClassVar[str] = ""
    changed_keys: ClassVar[str] = ""
    verbs: ClassVar[tuple[Verb, ...]] = ALL
    admins: ClassVar[tuple[Verb, ...]] = ()
    admins_since: ClassVar[str] = "2.0"
    one: ClassVar[tuple[str, ...]] = ()
    made: ClassVar[tuple[str, ...] | None] = None
    many: ClassVar[tuple[str, ...]] = ()
    gone: ClassVar[int] = 200
    audited: ClassVar[str] = ""
    parent: ClassVar[str] = ""
    creator: ClassVar[str] = ""
    editor: ClassVar[str] = ""
    picture: ClassVar[str] = ""
    ignores_invalid: ClassVar[bool] = False
    checks: ClassVar[tuple[tuple[str, Check], ...]] = ()
    required: ClassVar[tuple[str, ...]] = ()
    cache: ClassVar[Any] = None
    since: ClassVar[str] = "2.0"
    not_found: ClassVar[int] = 404

    def __init_subclass__(cls, **about: Any) -> None:
        for name, value in about.items():
            if name not in Stored.__annotations__:
                raise TypeError(f"{cls.__name__}: {name} is no option of an entity")
            setattr(cls, name, value)
        dataclass(kw_only=True, eq=False)(cls)
        Stored.kinds.append(cls)
        cls.attributes = {each.name: each.metadata["attribute"] for each in fields(cls) if "attribute" in each.metadata}

    @classmethod
    def new(cls) -> Json:
        """The default attributes of a new record."""
        values: Json = {}
        for each in fields(cls):
            if each.name in cls.attributes:
                made = None if each.default is MISSING else each.default
                values[each.name] = made if each.default_factory is MISSING else each.default_factory()
        return values

    @classmethod
    def listed(cls, records: Iterable[Self], query: Mapping[str, str]) -> list[Self]:
        """The records that a list with this query has, in its order."""
        return sorted((each for each in records if each._is_listed(query)), key=lambda each: each._sort_key(query))

    def _is_listed(self, query: Mapping[str, str]) -> bool:
        return True

    def _sort_key(self, query: Mapping[str, str]) -> Any:
        """The key that lists are sorted by; the id decides between equal keys."""
        return self.id

    @classmethod
    def _read(cls, given: Json, view: View) -> Json:
        """The values that the parameters of the viewer set."""
        return given

    @classmethod
    def _check(cls, draft: Draft) -> None:
        """Check a draft as a whole, before its attributes.

        Raises:
            ErrorResponse: it is not valid.
        """

    def _exists_for(self, view: View) -> bool:
        """Whether the viewer can address it."""
        return True

    def _may_be_changed_by(self, viewer: Any) -> bool:
        """Whether the viewer may change and delete it."""
        return True

    def _extra_values(self, view: View) -> Json:
        """Values of JSON keys that are not attributes of the record, or that depend on the viewer."""
        return {}

    def _changed(self, tables: Tables, before: Json) -> None:
        """Change other records with it, which had these values before."""

    def _deleted(self, tables: Tables) -> None:
        """Change the records that refer to it, once it is deleted."""
