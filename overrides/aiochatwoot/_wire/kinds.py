"""What generated models are written in: for each field its wire key, kind, nullability and format.

A declaration only says what the contract says. `decoding` reads it, once for each class, and builds the
functions that turn JSON into models and back.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Literal, TypeVar, dataclass_transform

import attrs

_C = TypeVar("_C", bound=type[Any])


class Unset(enum.Enum):
    """The type of `UNSET`. An enum, so that type checkers narrow ``is UNSET`` and copies keep its identity."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""A key that is not there (None is a key that is there and holds null)."""


class OpenStrEnum(enum.StrEnum):
    """Text from a known set. A value outside of it is a member too, made when asked for, and equals its text."""

    @classmethod
    def _missing_(cls, value: object) -> OpenStrEnum | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str(value)
        return member


class OpenIntEnum(enum.IntEnum):
    """A number from a known set. One outside of it is a member too, made when asked for, and equals its number."""

    @classmethod
    def _missing_(cls, value: object) -> OpenIntEnum | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = int(value)
        return member


@attrs.frozen
class Kind:
    """What a JSON value may be. `nullable` says that null may stand in its place."""

    nullable: bool = attrs.field(default=False, kw_only=True)

    def describe(self) -> str:
        """What the contract expects, in words for a report."""
        return self.words() + (" or null" if self.nullable else "")

    def words(self) -> str:
        """The same without regard to null."""
        return "any JSON"


@attrs.frozen
class Anything(Kind):
    """Free-form JSON of any depth, left as it is."""


@attrs.frozen
class Plain(Kind):
    """A JSON string, integer, number or boolean.

    `secret` (OpenAPI's ``format: password``) keeps the value out of every repr and report.
    """

    json: Literal["string", "integer", "number", "boolean"]
    secret: bool = False

    python: ClassVar[Mapping[str, tuple[type[Any], ...]]] = {
        "string": (str,),
        "integer": (int,),
        "number": (float, int),
        "boolean": (bool,),
    }

    def words(self) -> str:
        return self.json


@attrs.frozen
class Timestamp(Kind):
    """A moment. `wire` is the form in which it is written; `zero_is_null` marks fields where 0 means never."""

    wire: Literal["epoch", "epoch_float", "iso"]
    zero_is_null: bool = False

    def words(self) -> str:
        return "ISO 8601 date and time" if self.wire == "iso" else "epoch seconds"


@attrs.frozen
class Enumeration(Kind):
    """A member of an open enum. `extensible`: the contract itself allows any other value of the same type."""

    members: type[enum.Enum]
    extensible: bool = False

    def words(self) -> str:
        return "one of " + ", ".join(str(member.value) for member in self.members)


@attrs.frozen
class Object(Kind):
    """A model: the class itself, or ``"module:Class"`` beside the declaring module where two classes form a circle.

    `empty` allows the empty object, which is then a model with nothing set.
    """

    model: type[Any] | str
    empty: bool = False

    def words(self) -> str:
        return f"object ({self.model if isinstance(self.model, str) else self.model.__name__})".replace(":", ".")


@attrs.frozen
class ListOf(Kind):
    """A JSON array."""

    item: Kind

    def words(self) -> str:
        return "array"


@attrs.frozen
class MapOf(Kind):
    """A JSON object with any keys, all values of one kind."""

    value: Kind

    def words(self) -> str:
        return "object"


@attrs.frozen
class OneOf(Kind):
    """Objects told apart by a key of their own, or, with `beside`, by a key of the object that holds them.

    `default` is taken where that key is absent. Without one, `empty` allows the empty object, which has no kind.
    """

    key: str
    choices: Mapping[str, Object] = attrs.field(hash=False)
    beside: bool = False
    default: str | None = None
    empty: bool = False

    def words(self) -> str:
        return f"object with {self.key} {', '.join(self.choices)}" if not self.beside else "object"


@attrs.frozen
class AnyOf(Kind):
    """One of several kinds that differ by their JSON type."""

    choices: tuple[Kind, ...]

    def words(self) -> str:
        return " or ".join(choice.words() for choice in self.choices)


KIND: Final = "aiochatwoot.kind"
KEY: Final = "aiochatwoot.key"


def field(kind: Kind, *, default: Any = attrs.NOTHING, key: str | None = None) -> Any:
    """Declare a field: its kind, and the wire key where that differs from the Python name.

    Without a default the key is required: an answer that lacks it deviates from the contract.
    """
    return attrs.field(default=default, metadata={KIND: kind, KEY: key})


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def declare(cls: _C) -> _C:
    """Make a class of declared fields: attrs, slots, keyword-only, `Model`'s own repr."""
    make: Callable[[_C], _C] = attrs.define(kw_only=True, repr=False)
    return make(cls)


def fields(cls: type[Any]) -> list[attrs.Attribute[Any]]:
    """The declared fields of an attrs class."""
    return [attribute for attribute in attrs.fields(cls) if KIND in attribute.metadata]
