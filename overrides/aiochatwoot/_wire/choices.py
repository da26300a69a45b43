"""Kinds of unions."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from .containers import ListOf, MapOf, Object
from .decode import decoder
from .deviations import Findings, Mismatch, Path
from .kind import MISSING, Convert, Field, Inline, Kind, Place, Set, plain, quoted
from .scalars import Timestamp


class _Chosen(Kind):
    """A union of objects."""

    def __init__(self, objects: Iterable[Object], *, nullable: bool) -> None:
        super().__init__(nullable=nullable)
        self._objects = tuple(objects)

    def bind(self, owner: type[Any]) -> None:
        for each in self._objects:
            each.bind(owner)

    @abstractmethod
    def _choice(self, value: Any) -> Object | None:
        """Return the member of the union that matches a value to send."""
        ...

    def _check(self, value: Any) -> str | None:
        choice = self._choice(value)
        return self._unexpected(value) if choice is None else choice.check(value)

    def encode(self, value: Any) -> Any:
        choice = self._choice(value)
        return plain(value) if choice is None else choice.encode(value)


class OneOf(_Chosen):
    """Objects distinguished by a key.

    Attributes:
        key: The key.
        choices: The objects by the values of that key.
        beside: Whether the key belongs to the enclosing object, not to the objects themselves.
        default: The value used if the key is absent.
        empty: Whether an empty object is allowed if there is no default; it has no kind.
    """

    def __init__(
        self,
        key: str,
        choices: Mapping[Any, Object],
        beside: bool = False,
        default: str | None = None,
        empty: bool = False,
        *,
        nullable: bool = False,
    ) -> None:
        super().__init__(choices.values(), nullable=nullable)
        self.key = key
        self.choices = choices
        self.beside = beside
        self.default = default
        self.empty = empty

    def words(self) -> str:
        return f"object with {self.key} {_listed(self.choices)}" if not self.beside else "object"

    def _choice(self, value: Any) -> Object | None:
        if isinstance(value, Mapping):
            return self.choices.get(_kind_of(value.get(self.key, self.default)))
        return next((each for each in self.choices.values() if each.model is type(value)), None)

    def _check(self, value: Any) -> str | None:
        if self.beside:
            return None if isinstance(value, Mapping) else self._unexpected(value)
        return super()._check(value)

    def _decoder(self, owner: type[Any] | None) -> Convert:
        choices = {name: decoder(choice.class_seen_from(owner)) for name, choice in self.choices.items()}
        expected, key, default, empty = f"one of {_listed(choices)}", self.key, self.default, self.empty

        def decode(value: Any, path: Path, found: Findings) -> Any:
            if not isinstance(value, dict):
                return MISSING
            name = _kind_of(value.get(key, default))
            if name in choices:
                return choices[name](value, path, found)
            if value or not empty:
                found.append(Mismatch((path, key), expected, value.get(key, MISSING)))
            return value

        return decode

    def setter(self, owner: type[Any], field: Field) -> Set:
        return self._setter_beside(owner, field) if self.beside else super().setter(owner, field)

    def _setter_beside(self, owner: type[Any], field: Field) -> Set:
        """Return a setter for a value whose kind is named by another key of the enclosing object.

        For example, `assignee_type` names the kind of `assignee`.
        """
        choices = {name: decoder(choice.class_seen_from(owner)) for name, choice in self.choices.items()}

        def set_field(model: Any, value: Any, path: Path, found: Findings, data: dict[str, Any]) -> None:
            if isinstance(value, dict):
                of = choices.get(_kind_of(data.get(self.key, self.default)))
                # A kind unknown to the contract is reported at the key that names it, not again here.
                value = of(value, (path, field.key), found) if of else value
            elif value is not None or not self.nullable:
                found.append(Mismatch((path, field.key), self.describe(), value))
            setattr(model, field.name, value)

        return set_field

    def _inline(self, place: Place) -> Inline | None:
        if self.beside:
            return None
        choices = {name: decoder(of.class_seen_from(place.owner)).latest for name, of in self.choices.items()}
        if not all(isinstance(name, str) for name in choices):
            return None  # True and 1.0 would match 1
        choose = f"{{v}}of = {place.add('choice', choices)}[{{v}}[{quoted(self.key)}]]"
        return Inline(f"{{v}}of[0]({{v}}, {place.path}, found)", "{v}.__class__ is dict", choose)


def _listed(choices: Mapping[Any, Any]) -> str:
    return ", ".join(map(str, choices))


def _kind_of(value: Any) -> str | int | None:
    """Return the value of a discriminator; None if it is invalid."""
    value = plain(value)
    return value if value.__class__ in (str, int) else None


class ByKeys(_Chosen):
    """Objects distinguished by their required keys.

    Attributes:
        choices: The objects, ordered so that an object comes before others whose required keys it also has: the first
            one with all required keys present is used.
    """

    def __init__(self, *choices: Object, nullable: bool = False) -> None:
        super().__init__(choices, nullable=nullable)
        self.choices = choices

    def words(self) -> str:
        return " or ".join(choice.words() for choice in self.choices)

    def _choice(self, value: Any) -> Object | None:
        for choice in self.choices:
            if choice.model is type(value) or (isinstance(value, Mapping) and choice.required <= value.keys()):
                return choice
        return None

    def _decoder(self, owner: type[Any] | None) -> Convert:
        known = [(choice.required_seen_from(owner), decoder(choice.class_seen_from(owner))) for choice in self.choices]

        def decode(value: Any, path: Path, found: Findings) -> Any:
            if isinstance(value, dict):
                for required, of in known:
                    if required <= value.keys():
                        return of(value, path, found)
            return MISSING

        return decode


class AnyOf(Kind):
    """A union of kinds with different JSON types; without any kind, the value is null.

    Attributes:
        choices: The kinds.
    """

    def __init__(self, choices: tuple[Kind, ...], *, nullable: bool = False) -> None:
        super().__init__(nullable=nullable)
        self.choices = choices
        self.secret = any(each.secret for each in choices)
        self.keeps_form = any(each.keeps_form for each in choices)

    def describe(self) -> str:
        return super().describe() if self.choices else self.words()

    def words(self) -> str:
        return " or ".join(choice.words() for choice in self.choices) or "null"

    def bind(self, owner: type[Any]) -> None:
        for choice in self.choices:
            choice.bind(owner)

    def _check(self, value: Any) -> str | None:
        problems = [choice.check(value) for choice in self.choices]
        return None if None in problems else problems[0] if problems else self._unexpected(value)

    def encode(self, value: Any) -> Any:
        for choice in self.choices:
            if (isinstance(choice, Timestamp) and isinstance(value, dt.datetime)) or choice.check(value) is None:
                return choice.encode(value)
        for choice in self.choices:  # a deviating value may still hold models and datetimes
            if isinstance(value, list if isinstance(choice, ListOf) else dict if isinstance(choice, MapOf) else ()):
                return choice.encode(value)
        return plain(value)

    def _decoder(self, owner: type[Any] | None) -> Convert:
        choices = [choice._decoder(owner) for choice in self.choices]

        def decode(value: Any, path: Path, found: Findings) -> Any:
            for decode_choice in choices:
                result = decode_choice(value, path, found)
                if result is not MISSING:
                    return result
            return MISSING

        return decode
