"""The base class of kinds, and the declaration of model fields."""

from __future__ import annotations

import copy
import enum
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, cast, final

from .deviations import Findings, Mismatch, Path

Convert: TypeAlias = "Callable[[Any, Path, Findings], Any]"
"""Decodes a value, and appends deviations to the findings."""
Set: TypeAlias = "Callable[[Any, Any, Path, Findings, dict[str, Any]], None]"
"""Sets a field. Arguments: the model, the received value, the path of the object, the findings, the JSON object."""
MISSING: Any = object()
OTHER_KEYS: Final = ""
"""Stands for a model's undeclared keys in place of a field name."""
_REQUIRED: Final = object()
_CONTAINERS = frozenset({list, dict})


@final
class Unset:
    """The type of `UNSET`; it has no other instance."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        raise TypeError("there is one object of this type, UNSET")

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"  # pickle and copy by name, so that the object stays unique


UNSET: Final[Unset] = object.__new__(Unset)
"""Omits an argument whose None means JSON null. (Responses never contain it: an absent key reads as None.)"""


class Extras:
    """Data of an object beside its fields.

    Attributes:
        extra: Undeclared keys, with their values.
        raw: The received form of values that would be written in another form: by field name, or `OTHER_KEYS`, a pair
            of the value and the received form.
    """

    __slots__ = ("extra", "raw")

    def __init__(self, extra: dict[str, Any] | None = None, raw: dict[str, tuple[Any, Any]] | None = None) -> None:
        self.extra: dict[str, Any] = {} if extra is None else extra
        self.raw: dict[str, tuple[Any, Any]] = {} if raw is None else raw

    def __reduce__(self) -> tuple[Any, ...]:
        return Extras, (self.extra, self.raw)


def extras_of(model: Any) -> Extras:
    """Return the extras of a model, created if it has none."""
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
    """Copy the lists and dicts inside a list or dict."""
    items = value.values() if isinstance(value, dict) else value
    if not isinstance(value, list | dict) or _CONTAINERS.isdisjoint(map(type, items)):
        return copy.copy(value)
    return {key: _copied(each) for key, each in value.items()} if isinstance(value, dict) else list(map(_copied, value))


class Inline:
    """Source code that decodes one field if its value matches the contract; ``{v}`` stands for the value.

    Attributes:
        result: An expression for the stored value; it cannot fail.
        condition: A condition that is checked before anything else is evaluated; empty for no condition.
        prepare: An assignment that fails if the value violates the contract.
        then: An expression that is evaluated after that.
    """

    __slots__ = ("condition", "prepare", "result", "then")

    def __init__(self, result: str, condition: str = "", prepare: str = "", then: str = "") -> None:
        self.result = result
        self.condition = condition
        self.prepare = prepare
        self.then = then

    def or_null(self) -> Inline:
        """Return the same code, extended to accept null."""
        name, _, expression = self.prepare.partition(" = ")
        return Inline(
            f"None if {{v}} is None else {self.result}",
            f"{{v}} is None or {self.condition}",
            f"{name} = None if {{v}} is None else {expression}" if self.prepare else "",
            f"{{v}} is None or {self.then}" if self.then else "",
        )

    def of(self, v: str) -> Inline:
        """Return the same code for a variable's name."""
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
    """Return a text as a literal for use inside a format string."""
    return repr(text).replace("{", "{{").replace("}", "}}")


def shown(value: Any) -> str:
    """Format a value for an error message."""
    return "None" if value is None else f"{type(value).__name__} {value!r:.40}"


def plain(value: Any) -> Any:
    """Return the JSON of a model or an enum member; anything else unchanged."""
    to_dict = getattr(value, "to_dict", None)  # a model; importing its class would be circular
    if to_dict is not None:
        return to_dict()
    return value.value if isinstance(value, enum.Enum) else value


class Kind:
    """The kind of a JSON value. It validates arguments, and encodes and decodes values.

    (Kinds are plain classes: creating attrs classes takes longer than all other imports of a client.)

    Attributes:
        nullable: Whether the value may be null.
        secret: Whether values are kept out of every repr and report.
        keeps_form: Whether values may be written in another form than received; if so, the received form is kept.
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
        """Resolve classes that are named by text.

        Args:
            owner: The model that declares this kind.
        """

    @property
    def has_null(self) -> bool:
        """Whether null can be sent; if not, None omits the argument."""
        return self.nullable

    def describe(self) -> str:
        """Describe the expected values for a report, including null."""
        return self.words() + (" or null" if self.nullable else "")

    def words(self) -> str:
        """Describe the expected values, without null."""
        return "any JSON"

    # --- arguments ---

    def check(self, value: Any) -> str | None:
        """Return why a value cannot be sent: the position inside it, ``": "`` and the problem. None if it can."""
        return None if value is None and self.nullable else self._check(value)

    def _check(self, value: Any) -> str | None:
        return None

    def _unexpected(self, value: Any) -> str:
        got = type(value).__name__ if self.secret and value is not None else shown(value)
        return f": expected {self.words()}, got {got}"

    # --- values as JSON ---

    def encode(self, value: Any) -> Any:
        """Encode a value as JSON. JSON values stay unchanged."""
        return plain(value)

    # --- JSON as values ---

    def decoder(self, owner: type[Any] | None = None) -> Convert:
        """Return a function that decodes any value. It reports a deviating value, and returns it unchanged.

        Args:
            owner: The model that declares this kind, to resolve classes that are named by text.
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
        """Return a decoder like `decoder`, but without null; it returns MISSING for a value of another kind."""
        return lambda value, path, found: value

    def setter(self, owner: type[Any], field: Field) -> Set:
        """Return a function that sets a field from any value."""
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
        """Return source code for values that match the contract; None if every value needs the setter."""
        code = self._inline(place)
        return code.or_null() if code is not None and self.nullable else code

    def _inline(self, place: Place) -> Inline | None:
        """Return source code like `inline`, but without null."""
        return None


class Field:
    """A key of a model.

    Attributes:
        kind: The kind of its value.
        required: Whether a response without it deviates from the contract.
        needed: Whether an object in a request must have it.
        name: Its name in Python.
        key: Its name in JSON.
        read: Reads it from an object; raises AttributeError if it is absent.
    """

    __slots__ = ("key", "kind", "name", "needed", "read", "required")

    name: str
    read: Callable[[Any], Any]

    def __init__(self, kind: Kind, required: bool, needed: bool, key: str | None) -> None:
        self.kind = kind
        self.required = required
        self.needed = needed
        self.key = cast("str", key)  # if None, the key is set together with the name


def field(
    kind: Kind,
    *,
    default: None = cast("None", _REQUIRED),
    key: str | None = None,
    read_only: bool = False,
    write_only: bool = False,
) -> Any:
    """Declare a field: its kind, and the JSON key if that differs from the Python name.

    A field with a default may be absent, and then reads as None. Only the server sets a field that is `read_only`: a
    request may lack it. No response has one that is `write_only`: a request must have it.
    """
    required = default is _REQUIRED
    return Field(kind, required, write_only or (required and not read_only), key)


def fields(cls: type[Any]) -> Collection[Field]:
    """Return the declared fields of a model."""
    declared: Mapping[str, Field] = cls._fields
    return declared.values()
