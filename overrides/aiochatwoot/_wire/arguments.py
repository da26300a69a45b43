"""Validates arguments and encodes them."""

from __future__ import annotations

import datetime as dt
import enum
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

import attrs

from ..errors import InvalidRequestError
from .encode import encoder
from .kinds import KEY, KIND, UNSET, AnyOf, Anything, Enumeration, Kind, ListOf, MapOf, Object, Plain, Timestamp, fields


@attrs.frozen
class Parameter:
    """One argument of an operation.

    Attributes:
        place: Where it goes: into the path, the query, the JSON body, or as a file into a multipart body.
        name: Its name there.
        kind: What it may be, or a function that says so: asked once, when first needed, since it loads models.
        argument: Its name in Python, where that differs.
        required: Whether a call must have it.
        setting: The setting that stands in for it where a call does not have it.
        minimum, maximum: The bounds of a number, inclusive.
        json_in_form: Whether it is written as JSON where the body is multipart.
    """

    place: Literal["path", "query", "body", "file"]
    name: str
    _kind: Kind | Callable[[], Kind] = attrs.field(alias="kind")
    argument: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), kw_only=True)
    required: bool = attrs.field(default=False, kw_only=True)
    setting: str | None = attrs.field(default=None, kw_only=True)
    minimum: int | None = attrs.field(default=None, kw_only=True)
    maximum: int | None = attrs.field(default=None, kw_only=True)
    json_in_form: bool = attrs.field(default=False, kw_only=True)

    @property
    def kind(self) -> Kind:
        """What it may be."""
        if callable(self._kind):
            object.__setattr__(self, "_kind", self._kind())
        return cast("Kind", self._kind)


def written(parameter: Parameter, value: Any) -> Any:
    """An argument as JSON.

    Raises:
        InvalidRequestError: it is not what the contract says.
    """
    problem = _problem(parameter.kind, value)
    if problem is None and isinstance(value, int | float) and isinstance(parameter.kind, Plain):
        if parameter.minimum is not None and value < parameter.minimum:
            problem = f"{value} is below {parameter.minimum}"
        elif parameter.maximum is not None and value > parameter.maximum:
            problem = f"{value} is above {parameter.maximum}"
    if problem is not None:
        raise InvalidRequestError(f"{parameter.argument}: {problem}")
    return _json(parameter.kind, value)


def _json(kind: Kind, value: Any) -> Any:
    if isinstance(kind, Object) and isinstance(value, Mapping):
        kinds = {key: of for key, of, _ in _declared(kind)}
        return {key: _json(kinds.get(key, Anything()), each) for key, each in value.items()}
    if isinstance(kind, ListOf) and isinstance(value, Sequence):
        return [_json(kind.item, each) for each in value]
    return encoder(kind)(value)


def _declared(kind: Object) -> list[tuple[str, Kind, attrs.Attribute[Any]]]:
    """The keys of an object: each with its kind and field."""
    assert isinstance(kind.model, type)  # a circle of models is for answers
    return [(each.metadata[KEY] or each.name, each.metadata[KIND], each) for each in fields(kind.model)]


def _problem(kind: Kind, value: Any) -> str | None:
    """Why a value cannot be sent, if it cannot."""
    if isinstance(kind, Anything) or (value is None and kind.nullable):
        return None
    if isinstance(kind, Enumeration):
        allowed = [member.value for member in kind.members]
        plain = value.value if isinstance(value, enum.Enum) else value
        if (plain in allowed and not isinstance(plain, bool)) or (kind.extensible and isinstance(plain, str)):
            return None
        return f"{value!r} is not {kind.words()}"
    if isinstance(kind, Timestamp):
        if not isinstance(value, dt.datetime):
            return f"expected a datetime, got {_named(value)}"
        return None if value.tzinfo else "expected a datetime with a time zone, got one without"
    if isinstance(kind, ListOf):
        if isinstance(value, str | bytes) or not isinstance(value, Sequence):
            return f"expected a list, got {_named(value)}"
        return next(filter(None, (_problem(kind.item, item) for item in value)), None)
    if isinstance(kind, MapOf):
        if not isinstance(value, Mapping):
            return f"expected a dict, got {_named(value)}"
        return next(filter(None, (_problem(kind.value, item) for item in value.values())), None)
    if isinstance(kind, AnyOf):
        problems = [_problem(choice, value) for choice in kind.choices]
        return None if None in problems else problems[0]
    if isinstance(kind, Plain):
        return _plain_problem(kind, value)
    if isinstance(kind, Object) and isinstance(value, kind.model if isinstance(kind.model, type) else ()):
        return _object_problem(kind, {key: getattr(value, each.name) for key, _, each in _declared(kind)})
    if isinstance(kind, Object) and isinstance(value, Mapping):
        return _object_problem(kind, value)
    return f"expected {kind.words()}, got {_named(value)}"


def _object_problem(kind: Object, given: Mapping[str, Any]) -> str | None:
    """What is wrong with an object inside of a body, by its declared keys; others are sent as they are."""
    for key, of, each in _declared(kind):
        value = given.get(key, UNSET)
        may_be_absent = each.default is not attrs.NOTHING
        problem = _problem(of, value) if value is not UNSET else None if may_be_absent else "is missing"
        if problem is not None:
            return f"{key}: {problem}"
    return None


def _plain_problem(kind: Plain, value: Any) -> str | None:
    # bool is an int in Python; as an id or a page it is always a mistake.
    if isinstance(value, bool) != (kind.json == "boolean") or not isinstance(value, Plain.python[kind.json]):
        return f"expected {kind.json}, got {_named(value)}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"expected a finite number, got {value!r}"
    if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
        return f"half of a surrogate pair cannot be sent: {value!r:.40}"
    return None


def _named(value: Any) -> str:
    return "None" if value is None else f"{type(value).__name__} {value!r:.40}"
