"""Models of pydantic and of msgspec with the fields of ours, made from the same declarations.

They are made to be fast, and do less than ours: they drop unknown keys, raise where a value is not what is declared,
take 0 for a moment in 1970, know an assignee as a user only, and cannot write back exactly what came. Timestamps are
datetimes, enumerations the same enums, and senders are told apart by their type.
"""

from __future__ import annotations

import abc
import datetime as dt
import functools
import operator
from typing import Annotated, Any, Literal

import attrs

from aiochatwoot._wire.kinds import (
    KEY,
    KIND,
    AnyOf,
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

from .optional import module

_PLAIN: dict[str, Any] = {"string": str, "integer": int, "number": float, "boolean": bool}
_Tag = tuple[str, str] | None


class Twins(abc.ABC):
    """Makes classes with the fields of our models, each once."""

    def __init__(self) -> None:
        self._made: dict[tuple[type[Any], _Tag], Any] = {}

    def of(self, model: type[Any] | str, tag: _Tag = None) -> Any:
        """The twin of a model; with a tag (key, value), one that is told apart from others by that key.

        Raises:
            TypeError: it is in a circle of models, which no measured answer has.
        """
        if isinstance(model, str):
            raise TypeError(f"{model} is in a circle of models")
        if (model, tag) not in self._made:
            self._made[model, tag] = self._make(model, tag)
        return self._made[model, tag]

    def hint(self, kind: Kind) -> Any:
        """The annotation of a field of this kind."""
        hint = self._hint(kind)
        return hint | None if kind.nullable and hint is not Any else hint

    def _hint(self, kind: Kind) -> Any:
        match kind:
            case Plain():
                return _PLAIN[kind.json]
            case Timestamp():
                return dt.datetime
            case Enumeration():
                return kind.members
            case Object():
                return self.of(kind.model)
            case ListOf():
                return list[self.hint(kind.item)]  # type: ignore[misc]  # made at run time
            case MapOf():
                return dict[str, self.hint(kind.value)]  # type: ignore[misc]
            case OneOf(beside=True):
                return self._hint(kind.choices[kind.default or next(iter(kind.choices))])
            case OneOf():
                return self._told_apart(kind, [self.of(each.model, (kind.key, tag)) for tag, each in _choices(kind)])
            case AnyOf():
                return functools.reduce(operator.or_, map(self.hint, kind.choices))
            case _:
                return Any

    @abc.abstractmethod
    def _make(self, model: type[Any], tag: _Tag) -> Any: ...

    @abc.abstractmethod
    def _told_apart(self, kind: OneOf, twins: list[Any]) -> Any: ...


def _choices(kind: OneOf) -> list[tuple[str, Object]]:
    return list(kind.choices.items())


def _wire(attribute: attrs.Attribute[Any]) -> str:
    key: str = attribute.metadata[KEY] or attribute.name
    return key


class PydanticTwins(Twins):
    """Twins that are `pydantic.BaseModel`."""

    def _make(self, model: type[Any], tag: _Tag) -> Any:
        pydantic = module("pydantic")
        members: dict[str, Any] = {}
        for attribute in fields(model):
            key = _wire(attribute)
            hint = Literal[tag[1]] if tag and tag[0] == key else self.hint(attribute.metadata[KIND])
            default = ... if attribute.default is attrs.NOTHING else None
            members[attribute.name] = (hint, pydantic.Field(default, alias=key))
        config = pydantic.ConfigDict(protected_namespaces=())
        return pydantic.create_model(model.__name__, __config__=config, **members)

    def _told_apart(self, kind: OneOf, twins: list[Any]) -> Any:
        union = functools.reduce(operator.or_, twins)
        return Annotated[union, module("pydantic").Field(discriminator=kind.key)]


class MsgspecTwins(Twins):
    """Twins that are `msgspec.Struct`."""

    def _make(self, model: type[Any], tag: _Tag) -> Any:
        msgspec = module("msgspec")
        members: list[tuple[Any, ...]] = []
        names: dict[str, str] = {}
        for attribute in fields(model):
            names[attribute.name] = key = _wire(attribute)
            if tag and tag[0] == key:
                continue  # the class says it
            hint = self.hint(attribute.metadata[KIND])
            if attribute.default is attrs.NOTHING:
                members.append((attribute.name, hint))
            else:
                members.append((attribute.name, hint | msgspec.UnsetType, msgspec.UNSET))
        tagged = {"tag_field": tag[0], "tag": tag[1]} if tag else {}
        return msgspec.defstruct(model.__name__, members, kw_only=True, rename=names, **tagged)

    def _told_apart(self, kind: OneOf, twins: list[Any]) -> Any:
        return functools.reduce(operator.or_, twins)
