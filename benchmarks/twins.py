"""Models of pydantic and msgspec with the fields of ours, made from the annotations of ours.

They are built for speed and do less: they drop unknown keys, raise where a value is not what is declared, take 0 for a
moment in 1970, know an assignee as a user only, and cannot write back exactly what came. Timestamps are datetimes,
enumerations the same enums, and senders are told apart by their type.
"""

from __future__ import annotations

import enum
import functools
import importlib
import operator
import types
import typing
from typing import Annotated, Any, Literal


class PydanticTwins:
    """Makes a `pydantic.BaseModel` for each model, once."""

    def __init__(self) -> None:
        self._made: dict[Any, Any] = {}

    def of(self, model: type[Any], tag: str | None = None) -> Any:
        """The twin of a model; where `tag` names a field, its value tells the model from others."""
        if (model, tag) not in self._made:
            hints = typing.get_type_hints(model)
            self._made[model, tag] = self._make(model, {name: hints[name] for name in model.__annotations__}, tag)
        return self._made[model, tag]

    def _make(self, model: type[Any], hints: dict[str, Any], tag: str | None) -> Any:
        pydantic = importlib.import_module("pydantic")
        members: dict[str, Any] = {}
        for name, hint in hints.items():
            twin, is_optional = self._twin(hint)
            if name == tag:
                twin = Literal[_only(hint)]
            members[name] = (twin, None if is_optional else ...)
        config = pydantic.ConfigDict(protected_namespaces=())
        return pydantic.create_model(model.__name__, __config__=config, **members)

    def _told_apart(self, twins: list[Any], tag: str) -> Any:
        pydantic = importlib.import_module("pydantic")
        return Annotated[functools.reduce(operator.or_, twins), pydantic.Field(discriminator=tag)]

    def _twin(self, hint: Any) -> tuple[Any, bool]:
        """The annotation of a twin's field, and whether it may be left out."""
        if not isinstance(hint, types.UnionType) and typing.get_origin(hint) is not typing.Union:
            arguments = typing.get_args(hint)
            if arguments:
                return typing.get_origin(hint)[tuple(self._twin(each)[0] for each in arguments)], False
            return (self.of(hint) if _is_model(hint) else hint), hint is Any
        choices = typing.get_args(hint)
        more = [each for each in choices if each is type(None) or getattr(each, "__name__", "") == "Unset"]
        models = [each for each in choices if _is_model(each)]
        kept = models or [each for each in choices if each not in more]
        twin = self._of_models(models) if models else functools.reduce(operator.or_, (self._twin(e)[0] for e in kept))
        return (twin | None if more else twin), bool(more)

    def _of_models(self, models: list[type[Any]]) -> Any:
        shared = set.intersection(*(set(each.__annotations__) for each in models))
        tags = [name for name in shared if all(_only(typing.get_type_hints(each)[name]) for each in models)]
        if len(models) == 1 or not tags:
            return self.of(models[0])
        return self._told_apart([self.of(each, tags[0]) for each in models], tags[0])


class MsgspecTwins(PydanticTwins):
    """Makes a `msgspec.Struct` for each model, once."""

    def _make(self, model: type[Any], hints: dict[str, Any], tag: str | None) -> Any:
        members: list[tuple[Any, ...]] = []
        for name, hint in hints.items():
            twin, is_optional = self._twin(hint)
            if name != tag:
                members.append((name, twin, None) if is_optional else (name, twin))
        tagged = {"tag_field": tag, "tag": _only(hints[tag])} if tag else {}
        return importlib.import_module("msgspec").defstruct(model.__name__, members, kw_only=True, **tagged)

    def _told_apart(self, twins: list[Any], tag: str) -> Any:
        return functools.reduce(operator.or_, twins)


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and hint.__module__.startswith("aiochatwoot.generated.models") and not _is_enum(hint)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def _only(hint: Any) -> Any:
    """The only value of an enumeration; None if it has more."""
    return next(iter(hint)).value if _is_enum(hint) and len(hint) == 1 else None
