"""Decodes JSON objects to models: lenient, lossless, fast.

`decoder` reads the declaration of a class and compiles a function for each shape of its objects on first use, as attrs
and cattrs do. The function is a sequence of look-ups and identity checks for values that match the contract. The kinds
handle all other values: they keep the value unchanged and note a `Mismatch`. No part of a response is lost:

* unknown keys are in `Model.additional_properties`;
* a value that the contract does not allow stays at its attribute, as plain JSON;
* if a timestamp arrives in another form than the one in which it is written, the original form is kept beside it,
  and `Model.to_dict` returns that form unless the attribute was changed since.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from functools import cache, cached_property
from itertools import islice
from sys import getsizeof
from typing import Any, TypeAlias

from ..errors import DecodeError
from .deviations import Findings, Mismatch, Path, json_path
from .kind import MISSING, OTHER_KEYS, Inline, Kind, Place, extras_of, fields, keep_raw
from .timestamps import UTC

Decode: TypeAlias = "Callable[[dict[str, Any], Path, Findings], Any]"
_MAX_SHAPES = 2**20
"""Approximate maximum bytes of a class's functions: their keys and compiled code."""
_SHAPE = 10_000  # bytes of a function with its scope
_LONG = 200


def decode(kind: Kind, value: Any, found: Findings, top: Path = None) -> Any:
    """Decode a response body as `kind`; append deviations to `found`.

    `top` is the path of the value if it was in an envelope.

    Raises:
        DecodeError: the type of the whole body differs from the contract (an array instead of an object, and so on).
    """
    result = kind.top(value, top, found)
    for row in found:
        if row.path is top:
            raise DecodeError(f"expected {row.expected}, got {_body_type(value)}", path=json_path(top))
    return result


def _body_type(value: Any) -> str:
    return {dict: "an object", list: "an array", type(None): "null"}.get(type(value), type(value).__name__)


_decoders: dict[type[Any], Decoder] = {}


def decoder(cls: type[Any]) -> Decoder:
    """Return the decoder of a model class."""
    made = _decoders.get(cls)
    if made is None:
        made = _decoders[cls] = Decoder(cls)
    return made


class Decoder:
    """Decodes objects by their keys. The first object of each shape compiles a function for exactly its keys.

    A server sends objects of one class with the same few sets of keys. A function that knows the keys in advance does
    not search for them. If a class has too many shapes, further objects are decoded key by key.

    Attributes:
        latest: Holds the function for the latest shape, since rows of one list mostly share a shape. The function
            itself checks the shape of an object, and passes other objects on. (Python calls a list item faster than an
            attribute.)
    """

    def __init__(self, cls: type[Any]) -> None:
        self._cls = cls
        self._writer: _Writer | None = None  # created later: classes may refer to each other
        self._shapes: dict[tuple[str, ...], Decode] = {}
        self._lengths: dict[int, Decode] = {}
        self._room = _MAX_SHAPES
        self.latest: list[Decode] = [self._decode]

    def __call__(self, data: dict[str, Any], path: Path, found: Findings) -> Any:
        return self.latest[0](data, path, found)

    def _decode(self, data: dict[str, Any], path: Path, found: Findings) -> Any:
        """Decode an object with another number of keys than the last: objects of one length mostly share one shape."""
        made = self.latest[0] = self._lengths.get(len(data), self._decode_by_keys)
        return made(data, path, found)

    def _decode_by_keys(self, data: dict[str, Any], path: Path, found: Findings) -> Any:
        if self._writer is None:
            self._writer = _Writer(self._cls, self._decode, self._decode_by_keys)
        shape = tuple(data)
        made = self._shapes.get(shape)
        if made is None:
            size = _SHAPE + sum(map(getsizeof, shape))
            if size > self._room:
                return self._writer.any_shape(data, path, found)
            self._room -= size
            made = self._shapes[shape] = self._writer.write(shape)
        self.latest[0] = self._lengths[len(shape)] = made
        return made(data, path, found)


class _Writer:
    """Writes the source of decoding functions for one class."""

    def __init__(self, cls: type[Any], other_length: Decode, other_keys: Decode) -> None:
        self._fields = [*fields(cls)]
        self._numbers = {each.key: number for number, each in enumerate(self._fields)}
        self._other_length = other_length
        self._other_keys = other_keys
        self._scope: dict[str, Any] = {
            "cls": cls,
            "new": object.__new__,
            "MISSING": MISSING,
            "UTC": UTC,
            "from_epoch": dt.datetime.fromtimestamp,
            "from_iso": dt.datetime.fromisoformat,
            "extra": _keep_extra if cls._more is None else _typed_extra(cls, cls._more),
            "absent": _note_absent,
            "keep": keep_raw,
            "keys": frozenset(self._numbers),
        }
        self._inline: list[Inline | None] = []
        for number, each in enumerate(self._fields):
            place = Place(cls, each, number, self._scope)
            place.add("set", each.kind.setter(cls, each))
            self._inline.append(each.kind.inline(place))

    def write(self, shape: tuple[str, ...]) -> Decode:
        """Compile a function for objects with exactly these keys; it passes other objects on.

        An object matches if it has the same number of keys, and each of them. The function checks all values before it
        creates anything: if one violates the contract, another function checks each value separately.
        """
        keys, careful = frozenset(shape), cache(lambda: self._write_carefully(shape))

        def failed(data: dict[str, Any], path: Path, found: Findings) -> Any:
            return (careful() if data.keys() == keys else self._other_keys)(data, path, found)

        conditions: list[str] = []
        prepared: list[str] = []
        stored: list[str] = []
        for key, number in self._known(shape):
            v, inline = f"v{number}", self._inline[number]
            prepared.append(f"  {v} = data[{key!r}]")
            if inline is None:
                stored.append(f" set{number}(self, {v}, path, found, data)")
                continue
            inline = inline.of(v)
            if inline.condition:
                conditions.append(f"({inline.condition})")
            stored.append(f" self.{self._fields[number].name} = {inline.result}")
            if inline.then:
                stored.append(f" {inline.then}")
        unknown = {f"unknown{number}": key for number, key in enumerate(set(shape) - self._numbers.keys())}
        prepared += [f"  data[{name}]" for name in unknown]
        lines = [f" if len(data) != {len(shape)}: return other(data, path, found)", " try:", "  pass", *prepared]
        if conditions:
            lines.append(f"  if not ({' and '.join(conditions)}): return failed(data, path, found)")
        for _, number in self._known(shape):
            inline = self._inline[number]
            if inline is not None and inline.prepare:
                lines.append(f"  {inline.of(f'v{number}').prepare}")
        lines += [f" except {_FAILURES}: return failed(data, path, found)", _NEW, *stored, *self._rest(shape)]
        return self._compile(lines, other=self._other_length, failed=failed, **unknown)

    def _write_carefully(self, shape: tuple[str, ...]) -> Decode:
        lines = [_NEW]
        for key, number in self._known(shape):
            lines += [f" v = data[{key!r}]", *self._carefully(number)]
        return self._compile([*lines, *self._rest(shape)])

    @cached_property
    def any_shape(self) -> Decode:
        """Compile a function for objects with any keys."""
        lines = [_NEW]
        for key, number in self._numbers.items():
            lines += [f" v = data.get({key!r}, MISSING)", " if v is not MISSING:"]
            lines += [f" {line}" for line in self._carefully(number)]
            lines += [f" else: {line.strip()}" for line in self._absent([number])]
        lines.append(" if not keys.issuperset(data): extra(self, data, keys, path, found)")
        return self._compile(lines)

    def _known(self, shape: tuple[str, ...]) -> list[tuple[str, int]]:
        """Return the declared ones of these keys, with the numbers of their fields."""
        return [(key, self._numbers[key]) for key in shape if key in self._numbers]

    def _carefully(self, number: int) -> list[str]:
        """Return the source lines that set one field from any value, ``v``."""
        inline, set_field = self._inline[number], f"set{number}(self, v, path, found, data)"
        if inline is None:
            return [f" {set_field}"]
        inline = inline.of("v")
        lines = [f" if {inline.condition or True}:"]
        if inline.prepare:
            lines += ["  try:", f"   {inline.prepare}", f"  except {_FAILURES}: {set_field}", "  else:"]
        lines.append(f"   self.{self._fields[number].name} = {inline.result}")
        if inline.then:
            lines.append(f"   {inline.then}")
        return [*lines, f" else: {set_field}"]

    def _rest(self, shape: tuple[str, ...]) -> list[str]:
        """Return the source lines for missing declared keys, and for undeclared keys."""
        lines = self._absent([number for key, number in self._numbers.items() if key not in shape])
        if not self._numbers.keys() >= set(shape):
            lines.append(" extra(self, data, keys, path, found)")
        return lines

    def _absent(self, numbers: list[int]) -> list[str]:
        """Return the source line for absent fields: they stay unset, and read as None."""
        declared = [self._fields[number] for number in numbers]
        required = tuple((each.key, each.kind.describe()) for each in declared if each.required)
        return [f" absent(path, {required!r}, found)"] if required else []

    def _compile(self, lines: list[str], **more: Any) -> Decode:
        scope = self._scope | more
        # The source contains no server data; from the contract it contains only keys, as their repr.
        exec("\n".join(["def decode(data, path, found):", *lines, " return self"]), scope)  # noqa: S102
        made: Decode = scope["decode"]
        return made


_NEW = " self = new(cls)\n self._extras = None"
_FAILURES = "(KeyError, TypeError, ValueError, OverflowError, OSError)"


def _note_absent(path: Path, required: tuple[tuple[str, str], ...], found: Findings) -> None:
    if len(found) >= found.most:  # early exit: the smallest objects lack the most keys
        found.more += len(required)
        return
    for key, expected in required:
        found.append(Mismatch((path, key), expected, MISSING))


def _keep_extra(model: Any, data: dict[str, Any], keys: frozenset[str], path: Path, found: Findings) -> None:
    extra = extras_of(model).extra
    if len(data) > _LONG:  # at the speed of the parser
        extra.update(data)
        for key in keys:
            extra.pop(key, None)
        note_unknown(extra, path, found)
        return
    for key, value in data.items():
        if key in keys:
            continue
        extra[key] = value
        found.append(Mismatch((path, key), "no such key", value, quotable=False))


def _typed_extra(cls: type[Any], more: Kind) -> Callable[..., None]:
    """Return the function for undeclared keys if the contract declares their kind."""
    convert, keeps_form = more.decoder(cls), more.keeps_form

    def keep(model: Any, data: dict[str, Any], keys: frozenset[str], path: Path, found: Findings) -> None:
        rest = {key: value for key, value in data.items() if key not in keys}
        raw = copy.deepcopy(rest) if keeps_form else None  # decoding modifies its lists
        extra = extras_of(model).extra = convert(rest, path, found)
        if raw is not None:
            keep_raw(model, OTHER_KEYS, copy.deepcopy(extra), raw)

    return keep


def note_unknown(unknown: dict[str, Any], path: Path, found: Findings) -> None:
    """Note that an object has keys unknown to the contract."""
    for key, value in islice(unknown.items(), found.most):
        found.append(Mismatch((path, key), "no such key", value, quotable=False))
    found.more += max(0, len(unknown) - found.most)
