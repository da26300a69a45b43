"""The base class of kinds, and the declaration of model fields."""

from __future__ import annotations

import copy
import enum
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, cast, final

from .deviations import Findings, Mismatch, Path

Convert: TypeAlias = "Callable[[Any, Path, Findings], Any]"
"""Decodes a value; appends deviations to the findings."""
Set: TypeAlias = "Callable[[Any, Any, Path, Findings, dict[str, Any]], None]"
"""Sets a field: the model, the value that came, the path of the object, the deviations, the JSON object."""
MISSING: Any = object()
OTHER_KEYS: Final = ""
"""Stands for a model's undeclared keys in place of a field name."""
_REQUIRED: Final = object()
_CONTAINERS = frozenset({list, dict})


@final
class Unset:
    """The type of `UNSET`, its only object."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        raise TypeError("there is one object of this type, UNSET")

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"  # by name, so that copies and pickles are the same object


UNSET: Final[Unset] = object.__new__(Unset)
"""Omits an argument whose None means JSON null. (Responses never hold it: an absent key reads as None.)"""


class Extras:
    """Data of an object beside its fields.

    Attributes:
        extra: Undeclared keys, with their values.
        raw: For a field whose value would be written in another form than received, or for the `OTHER_KEYS`: (its
            value, the received form).
    """

    __slots__ = ("extra", "raw")

    def __init__(self, extra: dict[str, Any] | None = None, raw: dict[str, tuple[Any, Any]] | None = None) -> None:
        self.extra: dict[str, Any] = {} if extra is None else extra
        self.raw: dict[str, tuple[Any, Any]] = {} if raw is None else raw

    def __reduce__(self) -> tuple[Any, ...]:
        return Extras, (self.extra, self.raw)


def extras_of(model: Any) -> Extras:
    """The extras of a model, created if it has none."""
    if model._extras is None:
        model._extras = Extras()
    extras: Extras = model._extras
    return extras


def keep_raw(model: Any, name: str, value: Any, raw: Any) -> None:
    """Keep the received form of a field's value."""
    extras = model._extras
    if extras is None:
        extras = model._extras = Extras({}, {})
    extras.raw[name] = value, raw


def _copied(value: Any) -> Any:
    """A list or dict of scalars with copies of the lists and dicts inside."""
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, list | dict) or _CONTAINERS.isdisjoint(map(type, items)):
        return copy.copy(value)
    return {key: _copied(each) for key, each in value.items()} if isinstance(value, dict) else list(map(_copied, value))


class Inline:
    """Source code that decodes one field with a value as in the contract; ``{v}`` stands for the value.

    Attributes:
        result: An expression for the stored value; it cannot fail.
        condition: A condition that is checked before anything else is evaluated; empty for no condition.
        prepare: An assignment that fails if the value violates the contract.
        then: An expression to be evaluated after that.
    """

    __slots__ = ("condition", "prepare", "result", "then")

    def __init__(self, result: str, condition: str = "", prepare: str = "", then: str = "") -> None:
        self.result = result
        self.condition = condition
        self.prepare = prepare
        self.then = then

    def or_null(self) -> Inline:
        """The same for a value that may be null."""
        name, _, expression = self.prepare.partition(" = ")
        return Inline(
            f"None if {{v}} is None else {self.result}",
            f"{{v}} is None or {self.condition}",
            f"{name} = None if {{v}} is None else {expression}" if self.prepare else "",
            f"{{v}} is None or {self.then}" if self.then else "",
        )

    def of(self, v: str) -> Inline:
        """The same for the value in a variable."""
        return Inline(*(each.format(v=v) for each in (self.result, self.condition, self.prepare, self.then)))


class Place:
    """The place in a compiled function where a field is decoded.

    Attributes:
        owner: The model whose field it is.
        field: The field.
        scope: The names that the function knows; a kind adds its own with `add`.
    """

    def __init__(self, owner: type[Any], field: Field, number: int, scope: dict[str, Any]) -> None:
        self.owner = owner
        self.field = field
        self.scope = scope
        self._number = number

    def add(self, name: str, value: Any) -> str:
        """Add a value to the function's scope; returns its name there."""
        name = f"{name}{self._number}"
        self.scope[name] = value
        return name

    @property
    def path(self) -> str:
        """Source code for the path of the value."""
        return f"(path, {quoted(self.field.key)})"


def quoted(text: str) -> str:
    """A text as a literal, inside a format string."""
    return repr(text).replace("{", "{{").replace("}", "}}")


def shown(value: Any) -> str:
    """A value for an error message."""
    return "None" if value is None else f"{type(value).__name__} {value!r:.40}"


def plain(value: Any) -> Any:
    """The JSON of a model or an enum member; anything else unchanged."""
    to_dict = getattr(value, "to_dict", None)  # of a model: an import of its class would be a circle
    if to_dict is not None:
        return to_dict()
    return value.value if isinstance(value, enum.Enum) else value


class Kind:
    """The kind of a JSON value: it checks arguments, and encodes and decodes values.

    (Kinds are plain classes: creating attrs classes takes longer than all other imports of a client.)

    Attributes:
        nullable: Whether null may stand in its place.
        secret: Whether values are kept out of every repr and report.
        keeps_form: Whether values may be written in another form than received; then the received form is kept.
    """

    secret = False
    keeps_form = False

    def __init__(self, *, nullable: bool = False) -> None:
        self.nullable = nullable

    def __repr__(self) -> str:
        members = ", ".join(
            f"{name}={value!r}" for name, value in vars(self).items() if name != "top" and value not in (False, None)
        )
        return f"{type(self).__name__}({members})"

    def bind(self, owner: type[Any]) -> None:
        """Look up the classes that it names by text.

        Args:
            owner: The model that declares it.
        """

    @property
    def has_null(self) -> bool:
        """Whether null can be sent; if not, None omits the argument."""
        return self.nullable

    def describe(self) -> str:
        """The expectation of the contract, in words for a report."""
        return self.words() + (" or null" if self.nullable else "")

    def words(self) -> str:
        """The same without regard to null."""
        return "any JSON"

    # --- arguments ---

    def check(self, value: Any) -> str | None:
        """The reason why a value cannot be sent, if any: the place inside of it, ``": "``, and the problem."""
        return None if value is None and self.nullable else self._check(value)

    def _check(self, value: Any) -> str | None:
        return None

    def _unexpected(self, value: Any) -> str:
        got = type(value).__name__ if self.secret and value is not None else shown(value)
        return f": expected {self.words()}, got {got}"

    # --- values as JSON ---

    def encode(self, value: Any) -> Any:
        """A value as JSON. JSON values stay unchanged."""
        return plain(value)

    # --- JSON as values ---

    def decoder(self, owner: type[Any] | None = None) -> Convert:
        """The function that decodes any value: a deviating value is reported, and stays unchanged.

        Args:
            owner: The model that declares it; its neighbours may be named by text.
        """
        convert, nullable = self._decoder(owner), self.nullable
        expected, quotable = self.describe(), not self.secret

        def decode(value: Any, path: Path, found: Findings) -> Any:
            if value is None and nullable:
                return None
            result = convert(value, path, found)
            if result is not MISSING:
                return result
            found.append(Mismatch(path, expected, value, quotable))
            return value

        return decode

    @cached_property
    def top(self) -> Convert:
        """The function that decodes a response body."""
        return self.decoder()

    def _decoder(self, owner: type[Any] | None) -> Convert:
        """Like `decoder`, without regard to null; gives MISSING for a value that is not of the kind."""
        return lambda value, path, found: value

    def setter(self, owner: type[Any], field: Field) -> Set:
        """The function that sets a field from any value at all."""
        name, key, convert, keeps_form = field.name, field.key, self.decoder(owner), self.keeps_form

        def set_field(model: Any, value: Any, path: Path, found: Findings, data: dict[str, Any]) -> None:
            result = convert(value, (path, key), found)
            setattr(model, name, result)
            if not keeps_form:
                return
            if isinstance(value, list | dict):
                found.when_decoded(lambda: keep_raw(model, name, _copied(result), value))
                return
            written = self.encode(result)
            if written != value or type(written) is not type(value):
                keep_raw(model, name, result, value)

        return set_field

    def inline(self, place: Place) -> Inline | None:
        """Source code for values that match the contract; None if every value takes the slow path."""
        code = self._inline(place)
        return code.or_null() if code is not None and self.nullable else code

    def _inline(self, place: Place) -> Inline | None:
        """The same without regard to null."""
        return None


class Field:
    """A key of a model.

    Attributes:
        kind: The kind of its value.
        required: Whether a response without it deviates from the contract.
        needed: Whether an object in a request must have it.
        name: Its name in Python.
        key: Its name in JSON.
        read: Reads it from an object; raises AttributeError where it is absent.
    """

    __slots__ = ("key", "kind", "name", "needed", "read", "required")

    name: str
    read: Callable[[Any], Any]

    def __init__(self, kind: Kind, required: bool, needed: bool, key: str | None) -> None:
        self.kind = kind
        self.required = required
        self.needed = needed
        self.key = cast("str", key)  # without one, the key is set together with the name


def field(
    kind: Kind,
    *,
    default: None = cast("None", _REQUIRED),
    key: str | None = None,
    read_only: bool = False,
    write_only: bool = False,
) -> Any:
    """Declare a field: its kind, and the wire key if that differs from the Python name.

    With a default it may be absent, and then reads as None. Only the server sets a field that is `read_only`: a request
    may lack it. No response has one that is `write_only`: a request must have it.
    """
    required = default is _REQUIRED
    return Field(kind, required, write_only or (required and not read_only), key)


def fields(cls: type[Any]) -> Collection[Field]:
    """The declared fields of a model."""
    declared: Mapping[str, Field] = cls._fields
    return declared.values()
