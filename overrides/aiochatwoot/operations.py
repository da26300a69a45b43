"""Operations of the contract: how the arguments of a call become a request.

Everything is checked before anything is sent, since a wrong value reaches Chatwoot as a useless 500, or as another
request than the one that was meant (a path value ``..`` walks up the URL).
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import math
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Generic, Literal, Protocol, TypeVar
from urllib.parse import quote

import attrs

from .declarations import (
    UNSET,
    AnyOf,
    Anything,
    Enumeration,
    Kind,
    ListOf,
    MapOf,
    Plain,
    Timestamp,
)
from .decoding import Model, decode, encoder, loads
from .drift import Found
from .errors import DecodeError, InvalidRequestError

T = TypeVar("T")


@attrs.frozen
class Parameter:
    """One argument of an operation.

    Attributes:
        place: Where it goes: into the path, the query, or the JSON body.
        name: Its name there.
        kind: What it may be.
        argument: Its name in Python, where that differs.
        required: Whether a call must have it.
        setting: The setting that stands in for it where a call does not have it.
        minimum, maximum: The bounds of a number, inclusive.
    """

    place: Literal["path", "query", "body"]
    name: str
    kind: Kind
    argument: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), kw_only=True)
    required: bool = attrs.field(default=False, kw_only=True)
    setting: str | None = attrs.field(default=None, kw_only=True)
    minimum: int | None = attrs.field(default=None, kw_only=True)
    maximum: int | None = attrs.field(default=None, kw_only=True)


@attrs.frozen(kw_only=True)
class Operation(Generic[T]):
    """An operation of the contract; a call of it answers with a T.

    Attributes:
        id: Its id in the contract: ``<tag>_<verb>``.
        method: The HTTP method.
        path: The path below the base URL, with ``{names}``.
        returns: What the body of a success is; None where there is nothing in it.
        unwrap: The key of an envelope that carries nothing but the answer.
        retry_safe: Whether doing it twice is the same as doing it once, whatever the method.
        parameters: Its arguments.
    """

    id: str
    method: str
    path: str
    returns: Kind | None
    unwrap: str | None = None
    retry_safe: bool = False
    parameters: tuple[Parameter, ...] = ()


class Caller(Protocol):
    """What generated functions need of a client."""

    async def call(self, operation: Operation[T], arguments: Mapping[str, Any]) -> T:
        """Do an operation with arguments by their Python names."""
        ...

    def one_deadline(self) -> AbstractContextManager[None]:
        """Puts all calls inside under one deadline."""
        ...


@attrs.frozen
class Prepared:
    """A request, checked and ready to be sent.

    Attributes:
        path: Below the base URL, percent-encoded.
        query: Names and values, in order.
        content: The JSON body.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None


def prepare(operation: Operation[Any], arguments: Mapping[str, Any], settings: object) -> Prepared:
    """The request for a call.

    Raises:
        InvalidRequestError: an argument is missing or cannot be sent; the message begins with its name.
        SettingsError: a setting that stands in for an argument is not set.
    """
    path: dict[str, str] = {}
    query: list[tuple[str, str]] = []
    body: dict[str, Any] | None = None
    for parameter in operation.parameters:
        value = arguments[parameter.argument]
        if parameter.place == "body":
            body = {} if body is None else body
            if value is not UNSET or parameter.required:
                body[parameter.name] = written(parameter, value)
            continue
        if value is None and parameter.setting is not None:
            value = require_setting(settings, parameter.setting)
        if value is None and not parameter.required:
            continue
        value = written(parameter, value)
        if parameter.place == "path":
            path[parameter.name] = _segment(parameter, value)
        else:
            values = value if isinstance(value, list) else [value]
            query += [(parameter.name, _text(each)) for each in values]
    return Prepared(
        operation.path.format_map(path), tuple(query), None if body is None else dump_json(body, operation.id)
    )


def read_answer(operation: Operation[T], content: bytes, found: list[Found]) -> T:
    """The body of a success as the contract says; deviations are appended to `found`.

    Raises:
        DecodeError: it is no JSON, or as a whole of another kind than documented.
    """
    if operation.returns is None:
        return None  # type: ignore[return-value]  # T is None for these
    value, key = loads(content), operation.unwrap
    if key is not None:
        if not isinstance(value, dict) or key not in value:
            raise DecodeError(f"expected an object with the key {key}")
        found += [
            Found((None, other), "no such key", more, quotable=False) for other, more in value.items() if other != key
        ]
        value = value[key]
    result: T = decode(operation.returns, value, found, key)
    return result


def require_setting(settings: object, name: str) -> Any:
    """The value of a setting.

    Raises:
        SettingsError: it is not set. `settings` says so itself, with what to do about it.
    """
    value = getattr(settings, name)
    return value if value is not None else settings.missing(name)  # type: ignore[attr-defined]


def dump_json(value: Any, name: str) -> bytes:
    """JSON, as UTF-8.

    Raises:
        InvalidRequestError: something in it is not JSON.
    """
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError(f"{name}: the body cannot be written as JSON: {error}") from None


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
    if isinstance(parameter.kind, ListOf) and isinstance(value, Sequence):
        value = list(value)
    return encoder(parameter.kind)(value)


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
    return None if isinstance(value, Model | Mapping) else f"expected {kind.words()}, got {_named(value)}"


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


def _segment(parameter: Parameter, value: Any) -> str:
    text = _text(value)
    if not text.strip() or any(part.strip() in (".", "..") for part in re.split(r"[/\\]", text)):
        raise InvalidRequestError(f"{parameter.argument}: {text!r} cannot be part of a path")
    return quote(text, safe="")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
