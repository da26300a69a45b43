"""Models of pydantic and msgspec with the fields of ours, made from the annotations of ours.

They are built for speed and do less: they drop unknown keys, raise where a value is not what is declared, take 0 for a
moment in 1970, know an assignee as a user only, and cannot write back exactly what came. Timestamps are datetimes,
enumerations the same enums, and senders are told apart by their type.
"""

from __future__ import annotations

import enum
import functools
import operator
import types
import typing
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, Literal


def reader(library: str, model: type[Any]) -> Callable[[bytes], Any]:
    """The function of a library that reads bytes into the twin of a model."""
    twin = Twins(library).of(model)
    if library == "pydantic":
        read: Callable[[bytes], Any] = twin.model_validate_json
    else:
        read = import_module("msgspec.json").Decoder(twin, strict=False).decode  # not strict: numbers may be timestamps
    return read


class Twins:
    """Makes a `pydantic.BaseModel` or a `msgspec.Struct` for each model, once."""

    def __init__(self, library: str) -> None:
        self._library: Any = import_module(library)
        self._is_pydantic = library == "pydantic"
        self._made: dict[Any, Any] = {}

    def of(self, model: type[Any], tag: str | None = None) -> Any:
        """The twin of a model; where `tag` names a field, its value tells the model from others."""
        if (model, tag) not in self._made:
            hints = typing.get_type_hints(model)
            members = {name: self._twin(hints[name]) for name in model.__annotations__}
            make = self._pydantic if self._is_pydantic else self._msgspec
            self._made[model, tag] = make(model.__name__, members, tag, tag and _only(hints[tag]))
        return self._made[model, tag]

    def _pydantic(self, name: str, members: dict[str, tuple[Any, bool]], tag: str | None, value: Any) -> Any:
        fields: Any = {each: (twin, None if optional else ...) for each, (twin, optional) in members.items()}
        fields |= {tag: (Literal[value], ...)} if tag else {}
        return self._library.create_model(name, __config__={"protected_namespaces": ()}, **fields)

    def _msgspec(self, name: str, members: dict[str, tuple[Any, bool]], tag: str | None, value: Any) -> Any:
        kept = {each: made for each, made in members.items() if each != tag}
        fields = [(each, twin, *((None,) if optional else ())) for each, (twin, optional) in kept.items()]
        return self._library.defstruct(name, fields, kw_only=True, **({"tag_field": tag, "tag": value} if tag else {}))

    def _twin(self, hint: Any) -> tuple[Any, bool]:
        """The annotation of a twin's field, and whether it may be left out."""
        if not isinstance(hint, types.UnionType) and typing.get_origin(hint) is not typing.Union:
            if arguments := typing.get_args(hint):
                return typing.get_origin(hint)[tuple(self._twin(each)[0] for each in arguments)], False
            return (self.of(hint) if _is_model(hint) else hint), hint is Any
        choices = typing.get_args(hint)
        more = [each for each in choices if each is type(None) or getattr(each, "__name__", "") == "Unset"]
        models = [each for each in choices if _is_model(each)]
        kept = [self._twin(each)[0] for each in choices if each not in more]
        twin = self._of_models(models) if models else functools.reduce(operator.or_, kept)
        return (twin | None if more else twin), bool(more)

    def _of_models(self, models: list[type[Any]]) -> Any:
        shared = set.intersection(*(set(each.__annotations__) for each in models))
        tags = [name for name in shared if all(_only(typing.get_type_hints(each)[name]) for each in models)]
        if len(models) == 1 or not tags:
            return self.of(models[0])
        union = functools.reduce(operator.or_, [self.of(each, tags[0]) for each in models])
        return Annotated[union, self._library.Field(discriminator=tags[0])] if self._is_pydantic else union


def _is_model(hint: Any) -> bool:
    is_ours = isinstance(hint, type) and hint.__module__.startswith("aiochatwoot.generated.models")
    return is_ours and not issubclass(hint, enum.Enum)


def _only(hint: Any) -> Any:
    """The only value of an enumeration; None if it has more."""
    is_only = isinstance(hint, type) and issubclass(hint, enum.Enum) and len(hint) == 1
    return next(iter(hint)).value if is_only else None
