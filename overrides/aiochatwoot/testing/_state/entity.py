"""Declarations of entities: one class defines an entity's routes, permissions, validation, JSON and `Account.add`.

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
    """The records of an account, by id."""

    agents: dict[int, Any]
    teams: dict[int, Any]
    inboxes: dict[int, Any]
    contacts: dict[int, Any]
    conversations: dict[int, Any]

    def all(self, kind: type[S]) -> dict[int, S]: ...


class View(Protocol):
    """The viewer and the account that JSON is written for, and the writer of nested records."""

    @property
    def viewer(self) -> Any: ...
    @property
    def account(self) -> Tables: ...
    def stored(self, record: Any, keys: str = "") -> Json: ...


@dataclass(frozen=True)
class Draft:
    """A candidate record, and the other records of its kind.

    Attributes:
        new: Whether the record is new, not a change of a stored one.
        account: The tables of its account, if it is a declared entity.
    """

    values: Json
    others: Iterable[Any] = ()
    new: bool = True
    account: Any = None


Check: TypeAlias = Callable[[str, Draft], str | None]
"""A function that returns the problem of a draft's attribute, or None."""


def present(text: str = "can't be blank") -> Check:
    return lambda name, draft: text if blank(draft.values.get(name)) else None


def matches(pattern: str, text: str = "is invalid") -> Check:
    return lambda name, draft: None if re.search(pattern, draft.values.get(name) or "") else text


def longest(length: int) -> Check:
    text = f"is too long (maximum is {length} characters)"
    return lambda name, draft: text if len(draft.values.get(name) or "") > length else None


def unique(within: str | None = None, *, may_be_blank: bool = False) -> Check:
    """Return a check that no other record, or none with the same value of `within`, has the value."""

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
    """Run checks on a draft.

    Raises:
        ErrorResponse: 422 with every problem, in the order of the checks.
    """
    problems = [(name, text) for name, check in checks if (text := check(name, draft))]
    if problems:
        raise invalid(*problems)


@dataclass(frozen=True)
class Attribute:
    """The reader and the checks of an attribute that callers may set."""

    reader: Reader
    checks: tuple[Check, ...]


def attribute(reader: Reader, *checks: Check, **default: Any) -> Any:
    """Declare an attribute that callers may set.

    Args:
        reader: The reader of a parameter.
        checks: The checks of a value before it is stored.
        default: `default` or `default_factory` for a new record; null without either.
    """
    return field(metadata={"attribute": Attribute(reader, checks)}, **default)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(attribute, field))
@dataclass(kw_only=True, eq=False)
class Stored:
    """A stored record. Its subclasses declare how callers list, read, create, change and delete records.

    Args of a class:
        path: The path of the list, below the account's path.
        wrapper: The key of the object that may contain the parameters; without it they are always at the top level.
        keys: The keys of its JSON, see `writer`.
        changed_keys: The keys in the response to a change, if different.
        verbs: The supported operations.
        admins: The operations for administrators only.
        admins_since: The version since which they are for administrators only.
        one: The envelope of one record, outermost key first.
        made: The envelope in the response to a creation, if different.
        many: The envelope of a list.
        gone: The status of the response to a deletion.
        audited: The class name in the audit log, which records every change; "" for entities that are not audited.
        parent: The attribute with the parent record, which the path names.
        creator: The attribute with the agent who created the record.
        editor: The attribute with the agent who changed the record last.
        picture: The attribute with the link to the uploaded `avatar`.
        ignores_invalid: Whether an invalid change succeeds without effect; the response shows the invalid values.
        checks: Checks that run after those of the attributes, with the names that they report.
        required: Attributes for which null is a database error.
        cache: The key of the account's `cache_keys` that a change updates.
        since: The first version of the server that has the entity, or "enterprise".
        not_found: The status for a record that does not exist.

    Attributes:
        kinds: All declared entities.
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
        if not set(cls.verbs) | set(cls.admins) <= set(ALL):
            raise TypeError(f"{cls.__name__}: verbs and admins must be some of {', '.join(ALL)}")
        if cls.path and not cls.path.startswith("/"):
            raise TypeError(f"{cls.__name__}: path must begin with a slash: {cls.path!r}")
        dataclass(kw_only=True, eq=False)(cls)
        Stored.kinds.append(cls)
        cls.attributes = {each.name: each.metadata["attribute"] for each in fields(cls) if "attribute" in each.metadata}

    @classmethod
    def new(cls) -> Json:
        """Return the default attributes of a new record."""
        values: Json = {}
        for each in fields(cls):
            if each.name in cls.attributes:
                made = None if each.default is MISSING else each.default
                values[each.name] = made if each.default_factory is MISSING else each.default_factory()
        return values

    @classmethod
    def listed(cls, records: Iterable[Self], query: Mapping[str, str]) -> list[Self]:
        """Filter and sort records as a list with this query shows them."""
        return sorted((each for each in records if each._is_listed(query)), key=lambda each: each._sort_key(query))

    def _is_listed(self, query: Mapping[str, str]) -> bool:
        return True

    def _sort_key(self, query: Mapping[str, str]) -> Any:
        """Return the sort key of the record in lists."""
        return self.id

    @classmethod
    def _read(cls, given: Json, view: View) -> Json:
        """Return the values that the viewer's parameters set."""
        return given

    @classmethod
    def _check(cls, draft: Draft) -> None:
        """Check a draft as a whole, before its attributes.

        Raises:
            ErrorResponse: the draft is not valid.
        """

    def _exists_for(self, view: View) -> bool:
        """Return whether the viewer can address the record."""
        return True

    def _may_be_changed_by(self, viewer: Any) -> bool:
        """Return whether the viewer may change and delete the record."""
        return True

    def _changed(self, tables: Tables, before: Json) -> None:
        """Update other records after a change of this one, which had the values `before`."""

    def _deleted(self, tables: Tables) -> None:
        """Update the records that refer to this one, after its deletion."""
