"""Validates arguments and encodes them."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any, Literal, cast

import attrs

from .._texts import quoted
from ..errors import InvalidRequestError
from .json import dump_json
from .kind import Kind, shown


@attrs.frozen
class Parameter:
    """One argument of an operation.

    Attributes:
        place: Its location: the path, the query, a header, a cookie, a key of the body, the whole body (content), or a
            file of a multipart body.
        name: Its name there.
        kind: Its kind, or a function that returns it. The function is called once, on first use, since it loads models.
        argument: Its name in Python, if that differs.
        required: Whether a call must have it.
        setting: The setting used if a call does not pass it.
        json_in_form: Whether it is written as JSON if the body is multipart.
        beside_files: Whether it has a meaning only together with files.
        separator: The separator of list items; None if each item is a separate pair in the query.
        deep: Whether the keys of an object are written in brackets after its name (``filter[key]=value``).
        elsewhere: Values that another method sends, with the name of that method.
    """

    place: Literal["path", "query", "header", "cookie", "body", "content", "file"]
    name: str
    _kind: Kind | Callable[[], Kind] = attrs.field(alias="kind")
    argument: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), kw_only=True)
    required: bool = attrs.field(default=False, kw_only=True)
    setting: str | None = attrs.field(default=None, kw_only=True)
    json_in_form: bool = attrs.field(default=False, kw_only=True)
    beside_files: bool = attrs.field(default=False, kw_only=True)
    separator: str | None = attrs.field(default=None, kw_only=True)
    deep: bool = attrs.field(default=False, kw_only=True)
    elsewhere: Mapping[str, str] = attrs.field(factory=dict, kw_only=True)

    @property
    def kind(self) -> Kind:
        """The kind of its values."""
        if callable(self._kind):
            object.__setattr__(self, "_kind", self._kind())
        return cast("Kind", self._kind)


def encode_argument(parameter: Parameter, value: Any) -> Any:
    """Validate an argument, and encode it as JSON.

    Raises:
        InvalidRequestError: the argument violates the contract; the message begins with its name.
    """
    problem = parameter.kind.check(value)
    if problem is not None:
        method = parameter.elsewhere.get(value) if isinstance(value, str) else None
        raise InvalidRequestError(f"{parameter.argument}{problem}{f'; that is {method}' if method else ''}")
    return parameter.kind.encode(value)


def note_secret(parameter: Parameter, value: Any, secrets: list[tuple[str, str]]) -> None:
    """Collect the secrets of a call: credentials among its arguments."""
    if parameter.kind.secret and isinstance(value, str) and value:
        secrets.append((value, f"{{{parameter.name}}}"))


def pairs_of(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """Return the names and values of a query parameter; headers and cookies have exactly one pair."""
    if isinstance(value, dict):
        named = f"{parameter.name}[{{}}]" if parameter.deep else "{}"
        return [(named.format(key), text_of(each)) for key, each in value.items() if each is not None]
    values = value if isinstance(value, list) else [value]
    texts = [text_of(each) for each in values]
    if parameter.separator is None:
        return [(parameter.name, each) for each in texts]
    if isinstance(value, list):
        for index, each in enumerate(texts):
            if parameter.separator in each:
                what = f"{each!r:.40} has {parameter.separator!r}, which separates the items"
                raise InvalidRequestError(f"{parameter.argument}[{index}]: {what}")
    return [(parameter.name, parameter.separator.join(texts))] if texts else []


def text_of(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def form_fields(parameters: Iterable[Parameter], body: Mapping[str, Any], kind: str) -> list[tuple[str, str]]:
    """Encode the keys of a body as form fields, which hold only text.

    Args:
        parameters: The operation's parameters.
        body: The body, as JSON.
        kind: The encoding of the body: `Operation.body`.

    Raises:
        InvalidRequestError: a value would change if sent as text.
    """
    from .kinds import Object

    fields: list[tuple[str, str]] = []
    is_whole = kind in ("form", "multipart")
    for parameter in parameters:
        if parameter.place != "body" or parameter.name not in body:
            continue
        value = body[parameter.name]
        if isinstance(value, str | int | float):
            fields.append((parameter.name, text_of(value)))
        elif is_whole and isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
            fields += [(parameter.name, text_of(each)) for each in value]
        elif (is_whole and isinstance(value, list | dict)) or parameter.json_in_form:
            fields.append((parameter.name, dump_json(value, parameter.argument).decode()))
        elif isinstance(value, dict) and not is_whole:
            declared = parameter.kind.keys if isinstance(parameter.kind, Object) else ()
            fields += _beside_a_file(parameter.argument, parameter.name, value, declared)
        else:
            raise InvalidRequestError(
                f"{parameter.argument}: {shown(value)} cannot be sent "
                + ("in a form" if is_whole else "together with a file; use two calls")
            )
    return fields


def _beside_a_file(
    argument: str, name: str, value: Mapping[str, Any], declared: Container[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the form fields for an object, with its keys in brackets; the server reads them as an object of texts.

    Args:
        argument: Its name in errors.
        name: Its name in the form.
        value: The object.
        declared: Keys whose type the server knows: a number or a bool may be sent as text.

    Raises:
        InvalidRequestError: the server would store a value as text that is not text.
    """
    for key, each in value.items():
        if isinstance(each, dict):
            yield from _beside_a_file(f"{argument}.{key}", f"{name}[{key}]", each)
        elif isinstance(each, str | int | float if key in declared else str) and not set("[]") & set(key):
            yield f"{name}[{key}]", text_of(each)
        else:
            raise InvalidRequestError(
                f"{argument}.{key}: {shown(each)} would not stay the same together with a file; use two calls"
            )


def unwritable(operation: str, arguments: Mapping[str, Any]) -> InvalidRequestError:
    """Return the error for an argument that Python cannot convert to text."""
    culprit = next((name for name, value in arguments.items() if not _is_writable(value)), operation)
    return InvalidRequestError(
        f"{culprit}: has a number of more than 4,300 digits or a date outside the years 1 to 9999 in UTC"
    )


def _is_writable(value: Any) -> bool:
    try:
        repr(value)
        if isinstance(value, dt.datetime):
            value.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return False
    return True


def warn_deprecated(method: str) -> None:
    """Warn the caller of a generated method that the contract marks `deprecated`."""
    warnings.warn(f"{method} is deprecated in the contract", DeprecationWarning, stacklevel=3)


def query_pairs(label: str, params: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the names and values of a query. Lists repeat their name, None is omitted.

    Raises:
        InvalidRequestError: a value is not text, a number or a bool.
    """
    if not isinstance(params, Mapping):
        raise InvalidRequestError(f"{label}: expected a mapping of names and values, got {quoted(params)}")
    pairs: list[tuple[str, str]] = []
    for name, values in params.items():
        for value in values if isinstance(values, list | tuple) else [values]:
            if value is None:
                continue
            if not isinstance(value, str | int | float):
                raise InvalidRequestError(
                    f"{label}: {name}: expected text, a number or a bool, got {quoted(value, 40)}"
                )
            try:
                pairs.append((str(name), str(value).lower() if isinstance(value, bool) else str(value)))
            except ValueError:
                raise InvalidRequestError(f"{label}: {name}: is {quoted(value)}") from None
    return tuple(pairs)
