"""Builds models of pydantic and msgspec with the fields of our models, from the annotations of our models.

The twins are built for speed, and do less: they drop unknown keys, raise for values that do not match their
declaration, decode the timestamp 0 as 1970, know only users as assignees, and cannot encode values exactly as
received. They decode timestamps as datetimes, use the same enums, and select the model of a sender by its type.
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


def reader(library: str, model: str) -> Callable[[bytes], Any]:
    """Return the function of a library that decodes bytes into the twin of a model."""
    from aiochatwoot import models

    made = twin(library, getattr(models, model))
    if library == "pydantic":
        read: Callable[[bytes], Any] = made.model_validate_json
    else:
        read = import_module("msgspec.json").Decoder(made, strict=False).decode  # not strict: timestamps may be numbers
    return read


@functools.cache
def twin(library: str, model: Any, tag: str = "") -> Any:
    """Return a `pydantic.BaseModel` or `msgspec.Struct`. The value of the field `tag` selects it within a union."""
    hints = typing.get_type_hints(model)
    fields = {name: _field(library, hints[name]) for name in model.__annotations__}
    value = _only(hints[tag]) if tag else None
    if library == "pydantic":
        declared: Any = {name: (hint, None if optional else ...) for name, (hint, optional) in fields.items()}
        declared |= {tag: (Literal[value], ...)} if tag else {}
        config = {"protected_namespaces": ()}
        return import_module(library).create_model(model.__name__, __config__=config, **declared)
    tagged = {"tag_field": tag, "tag": value} if tag else {}
    members = [(name, hint, *((None,) if optional else ())) for name, (hint, optional) in fields.items() if name != tag]
    return import_module(library).defstruct(model.__name__, members, kw_only=True, **tagged)


def _field(library: str, hint: Any) -> tuple[Any, bool]:
    """Return the annotation of a twin's field, and whether it is optional."""
    if not isinstance(hint, types.UnionType) and typing.get_origin(hint) is not typing.Union:
        if arguments := typing.get_args(hint):
            return typing.get_origin(hint)[tuple(_field(library, each)[0] for each in arguments)], False
        return (twin(library, hint) if _is_model(hint) else hint), hint is Any
    choices = typing.get_args(hint)
    more = [each for each in choices if each is type(None) or getattr(each, "__name__", "") == "Unset"]
    kept = [_field(library, each)[0] for each in choices if each not in more]
    models = [each for each in choices if _is_model(each)]
    made = _one_of(library, models) if models else functools.reduce(operator.or_, kept)
    return (made | None if more else made), bool(more)


def _one_of(library: str, models: list[Any]) -> Any:
    shared = set.intersection(*(set(each.__annotations__) for each in models))
    tags = [name for name in shared if all(_only(typing.get_type_hints(each)[name]) for each in models)]
    if len(models) == 1 or not tags:
        return twin(library, models[0])
    union = functools.reduce(operator.or_, [twin(library, each, tags[0]) for each in models])
    return Annotated[union, import_module(library).Field(discriminator=tags[0])] if library == "pydantic" else union


def _is_model(hint: Any) -> bool:
    is_ours = isinstance(hint, type) and hint.__module__.startswith("aiochatwoot.generated.models")
    return is_ours and not issubclass(hint, enum.Enum)


def _only(hint: Any) -> Any:
    """Return the only value of an enumeration; None if it has several."""
    is_only = isinstance(hint, type) and issubclass(hint, enum.Enum) and len(hint) == 1
    return next(iter(hint)).value if is_only else None
