"""Kinds of objects, arrays and maps."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from .decode import decoder
from .deviations import Findings, Path
from .kind import MISSING, UNSET, Convert, Field, Inline, Kind, Place, fields, plain, shown
from .scalars import Anything, Plain


class Object(Kind):
    """A model.

    Attributes:
        model: The class, or ``"module:Class"`` relative to the declaring module if two classes refer to each other.
        empty: Whether an empty object is allowed; it becomes a model without set attributes.
    """

    def __init__(self, model: type[Any] | str, empty: bool = False, *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.model = model
        self.empty = empty
        self._is_bound = False

    def words(self) -> str:
        return f"object ({self.model if isinstance(self.model, str) else self.model.__name__})".replace(":", ".")

    def class_seen_from(self, owner: type[Any] | None) -> type[Any]:
        """Return the class; `owner` is the declaring model, which may name it by text."""
        if not isinstance(self.model, str):
            return self.model
        assert owner is not None, f"{self.model} is named by text outside of a model"
        module, _, name = self.model.partition(":")
        package = owner.__module__.rpartition(".")[0]
        found: type[Any] = getattr(importlib.import_module(f".{module}", package), name)
        return found

    def required_seen_from(self, owner: type[Any] | None) -> frozenset[str]:
        """Return the keys that an object in a response must have."""
        return frozenset(each.key for each in fields(self.class_seen_from(owner)) if each.required)

    @cached_property
    def required(self) -> frozenset[str]:
        """The keys that an object in a request must have."""
        return frozenset(each.key for each in self._fields() if each.needed)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys declared in the contract."""
        return frozenset(each.key for each in self._fields())

    def bind(self, owner: type[Any]) -> None:
        self.model = self.class_seen_from(owner)

    def _fields(self) -> Collection[Field]:
        """Return the fields, after binding kinds that name classes by text."""
        assert isinstance(self.model, type), f"{self.model} is named by text outside of a model"
        declared = fields(self.model)
        if not self._is_bound:
            for each in declared:
                each.kind.bind(self.model)
            if self._more is not None:
                self._more.bind(self.model)
            self._is_bound = True
        return declared

    def _check(self, value: Any) -> str | None:
        """Check declared keys by their kinds, and other keys by the kind in the contract or as free-form JSON."""
        if isinstance(value, Mapping):
            given: Mapping[str, Any] = value
        elif isinstance(self.model, type) and isinstance(value, self.model):
            model: Any = value
            given = {each.key: getattr(model, each.name) for each in self._fields() if model.has(each.name)}
            given = {**model.additional_properties, **given}
        else:
            return self._unexpected(value)
        for each in self._fields():
            inner = given.get(each.key, UNSET)
            problem = each.kind.check(inner) if inner is not UNSET else ": is missing" if each.needed else None
            if problem is not None:
                return f".{each.key}{problem}"
        return (self._more or _FREE).check(self._others(given))

    def encode(self, value: Any) -> Any:
        if not isinstance(value, Mapping) or not isinstance(self.model, type):
            return plain(value)
        kinds, more = {each.key: each.kind for each in self._fields()}, self._more
        others = {} if more is None else more.encode(self._others(value))
        return {
            key: kinds[key].encode(each) if key in kinds else others.get(key, plain(each))
            for key, each in value.items()
        }

    @property
    def _more(self) -> Kind | None:
        """The kind of undeclared keys."""
        model: Any = self.model
        more: Kind | None = model._more
        return more

    def _others(self, given: Mapping[str, Any]) -> dict[str, Any]:
        declared = {each.key for each in self._fields()}
        return {key: each for key, each in given.items() if key not in declared}

    def _decoder(self, owner: type[Any] | None) -> Convert:
        of, empty = decoder(self.class_seen_from(owner)), self.empty
        return lambda value, path, found: (
            of(value, path, found if value or not empty else Findings()) if isinstance(value, dict) else MISSING
        )

    def _inline(self, place: Place) -> Inline:
        of = place.add("of", decoder(self.class_seen_from(place.owner)).latest)
        return Inline(
            f"{of}[0]({{v}}, {place.path}, found)", "{v}.__class__ is dict" + (" and {v}" if self.empty else "")
        )


class ListOf(Kind):
    """A JSON array.

    Attributes:
        item: The kind of its elements.
    """

    def __init__(self, item: Kind, *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.item = item
        self.secret = item.secret
        self.keeps_form = item.keeps_form

    def bind(self, owner: type[Any]) -> None:
        self.item.bind(owner)

    def words(self) -> str:
        return "array"

    def _check(self, value: Any) -> str | None:
        if isinstance(value, str | bytes) or not isinstance(value, Sequence):
            return f": expected a list, got {shown(value)}"
        if isinstance(self.item, Anything):
            return self.item.check(value)
        for index, each in enumerate(value):
            problem = self.item.check(each)
            if problem is not None:
                return f"[{index}]{problem}"
        return None

    def encode(self, value: Any) -> Any:
        if isinstance(value, str | bytes) or not isinstance(value, Sequence):
            return plain(value)
        return [self.item.encode(each) for each in value]

    def _decoder(self, owner: type[Any] | None) -> Convert:
        rows = _rows([self.item.decoder(owner)])
        return lambda value, path, found: rows(value.copy(), path, found) if isinstance(value, list) else MISSING

    def _inline(self, place: Place) -> Inline | None:
        if isinstance(self.item, Object) and not self.item.empty and not self.item.nullable:
            rows = place.add("rows", _rows(decoder(self.item.class_seen_from(place.owner)).latest))
            are = place.add("are", frozenset({dict}).issuperset)
            return Inline(f"{rows}({{v}}, {place.path}, found)", f"{_SHORT} and {are}(map(type, {{v}}))")
        if isinstance(self.item, Plain) and not self.item.nullable:
            are = place.add("are", frozenset(Plain.python[self.item.json]).issuperset)
            return Inline("[*{v}]", f"{_SHORT} and {are}(map(type, {{v}}))")
        return None


# Decode longer lists element by element, which can be interrupted: decoding all at once would block the event loop.
_SHORT = "{v}.__class__ is list and len({v}) < 100_000"


# Each model replaces its object in the list, so that the object's memory can be reused for the next one: this is faster
# than holding both lists. It also allows decoding the rest of a list later.
def _rows(of: Sequence[Convert]) -> Callable[[list[Any], Path, Findings], list[Any]]:
    def decode(rows: list[Any], path: Path, found: Findings) -> list[Any]:
        if not found.in_slices:
            for index, row in enumerate(rows):
                rows[index] = of[0](row, (path, index), found)
        else:
            go_on(rows, path, found, 0)
        return rows

    def go_on(rows: list[Any], path: Path, found: Findings, start: int) -> None:
        for index in range(start, len(rows)):
            rows[index] = of[0](rows[index], (path, index), found)
            if found.is_over():
                return found.put_off(partial(go_on, rows, path, found, index + 1))
        return None

    return decode


def _entries(of: Convert) -> Callable[[dict[str, Any], Path, Findings], dict[str, Any]]:
    def decode(value: dict[str, Any], path: Path, found: Findings) -> dict[str, Any]:
        if not found.in_slices:
            return {key: of(each, (path, key), found) for key, each in value.items()}
        result = value.copy()
        go_on(result, iter(value.items()), path, found)
        return result

    def go_on(result: dict[str, Any], rest: Iterator[tuple[str, Any]], path: Path, found: Findings) -> None:
        for key, each in rest:
            result[key] = of(each, (path, key), found)
            if found.is_over():
                return found.put_off(partial(go_on, result, rest, path, found))
        return None

    return decode


class MapOf(Kind):
    """A JSON object with any keys, all values of one kind.

    Attributes:
        value: The kind of its values.
    """

    def __init__(self, value: Kind, *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.value = value
        self.secret = value.secret
        self.keeps_form = value.keeps_form

    def bind(self, owner: type[Any]) -> None:
        self.value.bind(owner)

    def words(self) -> str:
        return "object"

    def _check(self, value: Any) -> str | None:
        if not isinstance(value, Mapping):
            return f": expected a dict, got {shown(value)}"
        if isinstance(self.value, Anything):
            return self.value.check(value)
        for key, each in value.items():
            problem = self.value.check(each)
            if problem is not None:
                return f"[{key!r:.40}]{problem}"
        return None

    def encode(self, value: Any) -> Any:
        if not isinstance(value, Mapping) or isinstance(self.value, Anything):
            return plain(value)
        return {key: self.value.encode(each) for key, each in value.items()}

    def _decoder(self, owner: type[Any] | None) -> Convert:
        if isinstance(self.value, Anything):
            return lambda value, path, found: value if isinstance(value, dict) else MISSING
        entries = _entries(self.value.decoder(owner))
        return lambda value, path, found: entries(value, path, found) if isinstance(value, dict) else MISSING

    def _inline(self, place: Place) -> Inline | None:
        return Inline("{v}", "{v}.__class__ is dict") if isinstance(self.value, Anything) else None


_FREE = MapOf(Anything())
