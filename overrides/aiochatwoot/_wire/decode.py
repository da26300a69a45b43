"""JSON <-> models, once for all of them: lenient, lossless, fast.

`decoder` reads the declaration of a class (see `declarations`) and writes a function for exactly that class the
first time it is needed, as attrs and cattrs do. The function is one straight line of `dict.get` and identity checks
for what the contract says; everything else falls to a converter, which keeps the value as it came and notes a
`Found` row. Nothing about an answer is ever lost:

* unknown keys are in `Model.additional_properties`;
* a value that the contract does not allow stays at its attribute, as plain JSON;
* where a timestamp came in another form than the one in which it would be written, the form that came is kept
  beside it, and `Model.to_dict` gives it back unless the attribute was changed since.
"""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, TypeAlias

import attrs

from ..errors import DecodeError
from .deviations import Found, Path, json_path
from .encode import encoder
from .kinds import (
    KEY,
    KIND,
    UNSET,
    AnyOf,
    Anything,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Object,
    OneOf,
    Plain,
    Timestamp,
    fields,
)
from .timestamps import UTC, parse_wire

Decode: TypeAlias = "Callable[[dict[str, Any], Path, list[Found]], Any]"
Convert: TypeAlias = "Callable[[Any, Path, list[Found]], Any]"
_MISSING: Any = object()
_SERVER_ISO = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d\.\d{3}Z", re.ASCII)


@attrs.define
class _Side:
    """What an object carries beside its fields.

    Attributes:
        extra: Keys that the contract does not know, with their values.
        raw: For a field whose value would be written in another form than it came: (its value, what came).
    """

    extra: dict[str, Any] = attrs.field(factory=dict)
    raw: dict[str, tuple[Any, Any]] = attrs.field(factory=dict)


def _extra(side: _Side | None) -> dict[str, Any] | None:
    return (side.extra or None) if side is not None else None


def decode(kind: Kind, value: Any, found: list[Found], top: Path = None) -> Any:
    """The body of an answer as `kind` says; deviations are appended to `found`.

    `top` is the path of the value, where it came in an envelope.

    Raises:
        DecodeError: the body as a whole is of another kind than documented (an array for an object, and so on).
    """
    result = _body_converter(kind)(value, top, found)
    for row in found:
        if row.path is top:
            raise DecodeError(f"expected {row.expected}, got {_body_type(value)}", path=json_path(top))
    return result


@cache
def _body_converter(kind: Kind) -> Convert:
    return converter(kind)


def _body_type(value: Any) -> str:
    return {dict: "an object", list: "an array", type(None): "null"}.get(type(value), type(value).__name__)


_decoders: dict[type[Any], _Decoder] = {}
_MAX_SHAPES = 100


def decoder(cls: type[Any]) -> _Decoder:
    """What makes instances of a declared class from JSON objects."""
    made = _decoders.get(cls)
    if made is None:
        made = _decoders[cls] = _Decoder(cls)
    return made


class _Decoder:
    """Decodes objects by their keys: the first object of each shape has a function written for just these keys.

    A server sends the objects of one class with the same few sets of keys, always in the same order. Knowing them
    beforehand, a function need not look for any. What comes in ever new shapes is decoded key by key.

    Attributes:
        latest: Holds the function for the shape that came last, since rows of one list mostly have one. It looks for
            itself whether an object has that shape, and hands any other on. (Python calls what a list holds sooner
            than what an attribute does.)
    """

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls
        self._writer: _Writer | None = None  # not yet: classes may refer to each other in a circle
        self._shapes: dict[tuple[str, ...], Decode] = {}
        self.latest: list[Decode] = [self._decode]

    def __call__(self, data: dict[str, Any], path: Path, found: list[Found]) -> Any:
        return self.latest[0](data, path, found)

    def _decode(self, data: dict[str, Any], path: Path, found: list[Found]) -> Any:
        if self._writer is None:
            self._writer = _Writer(self._cls, self._decode)
        shape = tuple(data)
        made = self._shapes.get(shape)
        if made is None:
            if len(self._shapes) >= _MAX_SHAPES:
                return self._writer.any_shape(data, path, found)
            made = self._shapes[shape] = self._writer.write(shape)
        self.latest[0] = made
        return made(data, path, found)


@attrs.frozen
class _Fast:
    """How a field is read whose value is what the contract says: sources, in which `{v}` stands for the value.

    Attributes:
        condition: What has to be true before anything else is evaluated; empty where anything goes.
        prepare: An assignment that fails if the value is not what the contract says.
        result: An expression for what is stored, which cannot fail.
        then: An expression to be evaluated after that.
    """

    result: str
    condition: str = ""
    prepare: str = ""
    then: str = ""

    def or_null(self) -> _Fast:
        """The same for a value that may be null."""
        name, _, expression = self.prepare.partition(" = ")
        return _Fast(
            f"None if {{v}} is None else {self.result}",
            f"{{v}} is None or {self.condition}",
            f"{name} = None if {{v}} is None else {expression}" if self.prepare else "",
            f"{{v}} is None or {self.then}" if self.then else "",
        )

    def of(self, v: str) -> _Fast:
        """The same for the value in a variable."""
        return _Fast(*(each.format(v=v) for each in attrs.astuple(self)))


class _Writer:
    """Writes the source of decoding functions for one class."""

    def __init__(self, cls: type[Any], other: Decode) -> None:
        self._declared = [(each.metadata[KEY] or each.name, each) for each in fields(cls)]
        self._numbers = {key: number for number, (key, _) in enumerate(self._declared)}
        self._scope: dict[str, Any] = {
            "cls": cls,
            "other": other,
            "new": object.__new__,
            "MISSING": _MISSING,
            "UNSET": UNSET,
            "UTC": UTC,
            "from_epoch": dt.datetime.fromtimestamp,
            "from_iso": dt.datetime.fromisoformat,
            "is_server_iso": _SERVER_ISO.fullmatch,
            "extra": _keep_extra,
            "absent": _note_absent,
            "keep": _keep_raw,
            "keys": frozenset(self._numbers),
        }
        self._fast: list[_Fast | None] = []
        for number, (key, attribute) in enumerate(self._declared):
            kind: Kind = attribute.metadata[KIND]
            self._scope[f"slow{number}"] = _slow(cls, kind, attribute.name, key)
            self._fast.append(_fast(cls, kind, key, number, self._scope))

    def write(self, shape: tuple[str, ...]) -> Decode:
        """A function for objects with exactly these keys, in this order, which hands all others on.

        It looks at all values before it makes anything. Where one is not what the contract says, another function
        looks at each for itself.
        """
        conditions: list[str] = []
        prepared: list[str] = []
        stored: list[str] = []
        for v, number in self._known(shape):
            fast = self._fast[number]
            if fast is None:
                stored.append(f" slow{number}(self, {v}, path, found, data)")
                continue
            fast = fast.of(v)
            if fast.condition:
                conditions.append(f"({fast.condition})")
            if fast.prepare:
                prepared.append(f"  {fast.prepare}")
            stored.append(f" self.{self._declared[number][1].name} = {fast.result}")
            if fast.then:
                stored.append(f" {fast.then}")
        lines = [" if [*data] != shape: return other(data, path, found)", _unpacked(shape)]
        if conditions:
            lines.append(f" if not ({' and '.join(conditions)}): return careful(data, path, found)")
        if prepared:
            lines += [" try:", *prepared, f" except {_FAILURES}: return careful(data, path, found)"]
        lines += [_NEW, *stored, *self._rest(shape)]
        make_careful = cache(lambda: self._write_carefully(shape))
        return self._compile(lines, shape=[*shape], careful=lambda data, path, found: make_careful()(data, path, found))

    def _write_carefully(self, shape: tuple[str, ...]) -> Decode:
        lines = [_unpacked(shape), _NEW]
        for v, number in self._known(shape):
            lines += self._carefully(v, number)
        return self._compile([*lines, *self._rest(shape)])

    @cached_property
    def any_shape(self) -> Decode:
        """A function for objects with any keys."""
        lines = [_NEW]
        for key, number in self._numbers.items():
            lines += [f" v = data.get({key!r}, MISSING)", " if v is not MISSING:"]
            lines += [f" {line}" for line in self._carefully("v", number)]
            lines += [" else:", *(f" {line}" for line in self._absent([number]))]
        lines.append(" if not keys.issuperset(data): extra(self, data, keys, path, found)")
        return self._compile(lines)

    def _known(self, shape: tuple[str, ...]) -> list[tuple[str, int]]:
        """The variables with the values of declared fields, and which fields these are."""
        return [(f"v{index}", self._numbers[key]) for index, key in enumerate(shape) if key in self._numbers]

    def _carefully(self, v: str, number: int) -> list[str]:
        """The lines that set one field from any value."""
        fast, slow = self._fast[number], f"slow{number}(self, {v}, path, found, data)"
        if fast is None:
            return [f" {slow}"]
        fast = fast.of(v)
        lines = [f" if {fast.condition or True}:"]
        if fast.prepare:
            lines += ["  try:", f"   {fast.prepare}", f"  except {_FAILURES}: {slow}", "  else:"]
        lines.append(f"   self.{self._declared[number][1].name} = {fast.result}")
        if fast.then:
            lines.append(f"   {fast.then}")
        return [*lines, f" else: {slow}"]

    def _rest(self, shape: tuple[str, ...]) -> list[str]:
        """The lines for what is declared and not there, and for what is there and not declared."""
        lines = self._absent([number for key, number in self._numbers.items() if key not in shape])
        if not self._numbers.keys() >= set(shape):
            lines.append(" extra(self, data, keys, path, found)")
        return lines

    def _absent(self, numbers: list[int]) -> list[str]:
        declared = [self._declared[number] for number in numbers]
        lines = [f" {''.join(f'self.{attribute.name} = ' for _, attribute in declared)}UNSET"] if declared else []
        for key, attribute in declared:
            if attribute.default is attrs.NOTHING:
                lines.append(f" absent(path, {key!r}, {attribute.metadata[KIND].describe()!r}, found)")
        return lines

    def _compile(self, lines: list[str], **more: Any) -> Decode:
        scope = self._scope | more
        # Of what a server sends only keys are in the source, and those as the repr of a declared key.
        exec("\n".join(["def decode(data, path, found):", *lines, " return self"]), scope)  # noqa: S102
        made: Decode = scope["decode"]
        return made


_NEW = " self = new(cls)\n self._side = None"
_FAILURES = "(KeyError, TypeError, ValueError, OverflowError, OSError)"


def _unpacked(shape: tuple[str, ...]) -> str:
    return f" {''.join(f'v{index}, ' for index in range(len(shape)))} = data.values()" if shape else ""


def _fast(cls: type[Any], kind: Kind, key: str, number: int, scope: dict[str, Any]) -> _Fast | None:
    """How a field of this kind is read; None where everything goes the slow way."""
    fast = _fast_unless_null(cls, kind, key, number, scope)
    can_be_null = isinstance(kind, Enumeration | Plain | Anything)
    return fast.or_null() if fast is not None and kind.nullable and not can_be_null else fast


def _fast_unless_null(cls: type[Any], kind: Kind, key: str, number: int, scope: dict[str, Any]) -> _Fast | None:
    at = f"(path, {_quoted(key)})"
    if isinstance(kind, Anything):
        return _Fast("{v}")
    if isinstance(kind, Plain):
        test = " or ".join(f"{{v}}.__class__ is {each.__name__}" for each in Plain.python[kind.json])
        return _Fast("{v}", test + (" or {v} is None" if kind.nullable else ""))
    if isinstance(kind, Enumeration):
        members: dict[Any, Any] = {member.value: member for member in kind.members}
        scope[f"member{number}"] = members | ({None: None} if kind.nullable else {})
        # True and 1.0 would be found where 1 is.
        test = "{v}.__class__ is int" + (" or {v} is None" if kind.nullable else "")
        return _Fast("{v}", test if _value_type(kind) is int else "", f"{{v}} = member{number}[{{v}}]")
    if isinstance(kind, Object):
        scope[f"of{number}"] = decoder(_resolve(kind.model, cls)).latest
        return _Fast(f"of{number}[0]({{v}}, {at}, found)", "{v}.__class__ is dict" + (" and {v}" if kind.empty else ""))
    if isinstance(kind, ListOf) and type(kind.item) is Object and not kind.item.empty and not kind.item.nullable:
        scope[f"rows{number}"] = _rows(decoder(_resolve(kind.item.model, cls)).latest)
        scope[f"are{number}"] = frozenset({dict}).issuperset
        return _Fast(f"rows{number}({{v}}, {at}, found)", f"{{v}}.__class__ is list and are{number}(map(type, {{v}}))")
    if isinstance(kind, ListOf) and type(kind.item) is Plain and not kind.item.nullable:
        scope[f"are{number}"] = frozenset(Plain.python[kind.item.json]).issuperset
        return _Fast("[*{v}]", f"{{v}}.__class__ is list and are{number}(map(type, {{v}}))")
    if isinstance(kind, OneOf) and not kind.beside:
        scope[f"choice{number}"] = {name: decoder(_resolve(of.model, cls)).latest for name, of in kind.choices.items()}
        choose = f"{{v}}of = choice{number}[{{v}}[{_quoted(kind.key)}]]"
        return _Fast(f"{{v}}of[0]({{v}}, {at}, found)", "{v}.__class__ is dict", choose)
    if isinstance(kind, Timestamp) and kind.wire == "epoch" and kind.zero_is_null and not kind.nullable:
        moment = "{v} = from_epoch({v}, UTC) if {v} else None"
        return _Fast("{v}", "{v}.__class__ is int and {v} >= 0", moment)
    if isinstance(kind, Timestamp) and kind.wire == "epoch":
        least = 1 if kind.zero_is_null else 0  # null would be written as null, and not as the 0 that came
        return _Fast("{v}", f"{{v}}.__class__ is int and {{v}} >= {least}", "{v} = from_epoch({v}, UTC)")
    if isinstance(kind, Timestamp) and kind.wire == "epoch_float":
        name = next(each.name for each in fields(cls) if (each.metadata[KEY] or each.name) == key)
        return _Fast(
            "{v}at",
            "{v}.__class__ is float and 0 < {v} < 253402300799",
            "{v}at = from_epoch({v}, UTC)",
            # A moment is of microseconds, and a server writes more digits.
            f"{{v}}at.timestamp() == {{v}} or keep(self, {name!r}, {{v}}at, {{v}})",
        )
    if isinstance(kind, Timestamp):
        return _Fast("{v}", "{v}.__class__ is str and is_server_iso({v})", "{v} = from_iso({v})")
    return None


def _quoted(text: str) -> str:
    """A text as the source of itself, in a source that is a format."""
    return repr(text).replace("{", "{{").replace("}", "}}")


# It takes the place of the objects in their list, one after the other, so that the memory of each can be used again for
# the next: this is quicker than to have all of both.
def _rows(of: list[Decode]) -> Callable[[list[Any], Path, list[Found]], list[Any]]:
    def decode(rows: list[Any], path: Path, found: list[Found]) -> list[Any]:
        for index, row in enumerate(rows):
            rows[index] = of[0](row, (path, index), found)
        return rows

    return decode


def _slow(cls: type[Any], kind: Kind, name: str, key: str) -> Callable[..., None]:
    """Sets a field from any value at all."""
    if isinstance(kind, OneOf) and kind.beside:
        return _beside(cls, kind, name, key)
    convert = converter(kind, cls)
    encode = encoder(kind)
    has_moments = _has_moments(kind)

    def slow(self: Any, value: Any, path: Path, found: list[Found], data: dict[str, Any]) -> None:
        result = convert(value, (path, key), found)
        setattr(self, name, result)
        if has_moments:
            written = encode(result)
            if isinstance(value, list | dict):
                _keep_raw(self, name, copy.deepcopy(result), value)
            elif written != value or type(written) is not type(value):
                _keep_raw(self, name, result, value)

    return slow


def _beside(cls: type[Any], kind: OneOf, name: str, key: str) -> Callable[..., None]:
    """The kind of the value is named by another key of the same object (`assignee` by `assignee_type`)."""
    choices = {choice: decoder(_resolve(o.model, cls)) for choice, o in kind.choices.items()}

    def slow(self: Any, value: Any, path: Path, found: list[Found], data: dict[str, Any]) -> None:
        if isinstance(value, dict):
            choice = data.get(kind.key, kind.default)
            decode_choice = choices.get(choice) if isinstance(choice, str) else None
            # A kind that the contract does not know is reported where it is named, not here as well.
            value = decode_choice(value, (path, key), found) if decode_choice else value
        elif value is not None or not kind.nullable:
            found.append(Found((path, key), kind.describe(), value))
        setattr(self, name, value)

    return slow


def _keep_raw(self: Any, name: str, value: Any, raw: Any) -> None:
    _side(self).raw[name] = value, raw


def _note_absent(path: Path, key: str, expected: str, found: list[Found]) -> None:
    found.append(Found((path, key), expected, _MISSING))


def _keep_extra(self: Any, data: dict[str, Any], keys: frozenset[str], path: Path, found: list[Found]) -> None:
    for key, value in data.items():
        if key not in keys:
            _side(self).extra[key] = value
            found.append(Found((path, key), "no such key", value, quotable=False))


def _side(model: Any) -> _Side:
    if model._side is None:
        model._side = _Side()
    side: _Side = model._side
    return side


def _resolve(model: type[Any] | str, owner: type[Any] | None) -> type[Any]:
    if not isinstance(model, str):
        return model
    assert owner is not None, f"{model} is named by text outside of a model"
    module, _, name = model.partition(":")
    package = owner.__module__.rpartition(".")[0]
    found: type[Any] = getattr(importlib.import_module(f".{module}", package), name)
    return found


def _has_moments(kind: Kind) -> bool:
    """Whether values of this kind may be written in another form than they came."""
    if isinstance(kind, AnyOf):
        return any(map(_has_moments, kind.choices))
    if isinstance(kind, ListOf | MapOf):
        return _has_moments(kind.item if isinstance(kind, ListOf) else kind.value)
    return isinstance(kind, Timestamp)


def _value_type(kind: Enumeration) -> type[Any]:
    return int if issubclass(kind.members, int) else str


def converter(kind: Kind, owner: type[Any] | None = None) -> Convert:
    """The function that decodes any value of `kind`, wherever it stands."""
    inner = _converter(kind, owner)
    expected, quotable = kind.describe(), not (isinstance(kind, Plain) and kind.secret)

    def convert(value: Any, path: Path, found: list[Found]) -> Any:
        if value is None and kind.nullable:
            return None
        result = inner(value, path, found)
        if result is not _MISSING:
            return result
        found.append(Found(path, expected, value, quotable))
        return value

    return convert


def _converter(kind: Kind, owner: type[Any] | None) -> Convert:
    """Like `converter`, without regard to null; gives _MISSING for a value that is not of the kind."""
    if isinstance(kind, Plain):
        types = Plain.python[kind.json]
        return lambda value, path, found: value if value.__class__ in types else _MISSING
    if isinstance(kind, Timestamp):
        return _timestamp(kind)
    if isinstance(kind, Enumeration):
        return _enumeration(kind)
    if isinstance(kind, Object):
        of, empty = decoder(_resolve(kind.model, owner)), kind.empty
        return lambda value, path, found: (
            of(value, path, found if value or not empty else []) if isinstance(value, dict) else _MISSING
        )
    if isinstance(kind, ListOf):
        item = converter(kind.item, owner)
        return lambda value, path, found: (
            [item(x, (path, i), found) for i, x in enumerate(value)] if isinstance(value, list) else _MISSING
        )
    if isinstance(kind, MapOf):
        each = converter(kind.value, owner)
        return lambda value, path, found: (
            {k: each(x, (path, k), found) for k, x in value.items()} if isinstance(value, dict) else _MISSING
        )
    if isinstance(kind, OneOf):
        return _one_of(kind, owner)
    if isinstance(kind, AnyOf):
        return _any_of(kind, owner)
    return lambda value, path, found: value


def _timestamp(kind: Timestamp) -> Convert:
    def convert(value: Any, path: Path, found: list[Found]) -> Any:
        if kind.zero_is_null and value == 0 and value is not False:
            return None
        if value is None:  # where the contract has no null it is reported, and still means: no moment
            found.append(Found(path, kind.describe(), value))
            return None
        try:
            return parse_wire(value)
        except ValueError:
            return _MISSING

    return convert


def _enumeration(kind: Enumeration) -> Convert:
    expected, python = kind.describe(), _value_type(kind)
    known = {member.value for member in kind.members}

    def convert(value: Any, path: Path, found: list[Found]) -> Any:
        if value.__class__ is not python:
            return _MISSING
        if value not in known and not kind.extensible:
            found.append(Found(path, expected, value))
        return kind.members(value)

    return convert


def _one_of(kind: OneOf, owner: type[Any] | None) -> Convert:
    choices = {name: decoder(_resolve(choice.model, owner)) for name, choice in kind.choices.items()}
    expected = "one of " + ", ".join(choices)

    def convert(value: Any, path: Path, found: list[Found]) -> Any:
        if not isinstance(value, dict):
            return _MISSING
        name = value.get(kind.key, kind.default)
        if isinstance(name, str) and name in choices:
            return choices[name](value, path, found)
        if value or not kind.empty:
            found.append(Found((path, kind.key), expected, value.get(kind.key, _MISSING)))
        return value

    return convert


def _any_of(kind: AnyOf, owner: type[Any] | None) -> Convert:
    convert_choices = [_converter(choice, owner) for choice in kind.choices]

    def convert(value: Any, path: Path, found: list[Found]) -> Any:
        for convert_choice in convert_choices:
            tried: list[Found] = []
            result = convert_choice(value, path, tried)
            if result is not _MISSING:
                found.extend(tried)
                return result
        return _MISSING

    return convert
