"""Parses and writes JSON."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from .._texts import is_declared, page_of_html, printable
from ..errors import DecodeError, InvalidRequestError

_raw_decode = json.JSONDecoder().raw_decode


def bare_loads(content: bytes) -> Any:
    """Parse JSON as json.loads does, for bodies as servers send them: UTF-8 (RFC 8259) without space around."""
    text = content.decode()
    value, end = _raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


@cache
def quick_loads() -> Callable[[bytes], Any]:
    """Return the fastest available parser. If it accepts a body, its result equals that of json.loads."""
    try:
        quickest: Callable[[bytes], Any] = importlib.import_module("msgspec.json").decode  # the extra [fast]
    except ImportError:
        return bare_loads
    return quickest


def loads(content: bytes) -> Any:
    """Parse a JSON body.

    Raises:
        DecodeError: the body is not JSON, not UTF-8, or nested too deeply for Python.
    """
    try:
        return quick_loads()(content)
    except Exception:  # noqa: BLE001, S110  # before 0.21, msgspec's errors are not ValueErrors
        pass  # json.loads accepts more (NaN, UTF-16), and has better error messages
    try:
        return json.loads(content)
    except RecursionError:
        raise DecodeError("the body is nested too deeply to be read") from None
    except ValueError as error:
        if not content.strip():
            raise DecodeError("the body is empty") from None
        page = page_of_html("", content.decode("utf-8", "replace"))
        raise DecodeError(f"the body is not JSON, but {page}" if page else f"the body is not JSON ({error})") from None


def dump_json(value: Any, name: str) -> bytes:
    """Serialize a value as JSON, in UTF-8.

    Raises:
        InvalidRequestError: a part of the value is not JSON; the message begins with its path, such as
            ``json.items[0]``.
    """
    try:
        return _dump(value)
    except RecursionError:
        raise InvalidRequestError(f"{name}: nested too deeply to be written as JSON") from None
    except (TypeError, ValueError) as error:
        place, problem = _innermost(value, name, error)
        raise InvalidRequestError(f"{place}: cannot be written as JSON; pass text or a number: {problem}") from None


def _dump(value: Any) -> bytes:
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


def _innermost(value: Any, place: str, error: Exception) -> tuple[str, Exception]:
    """Find the first innermost value that cannot be serialized, by halving; return its path and its error."""
    from .free_form import below  # most values can be written

    around: set[int] = set()
    while isinstance(value, dict | list | tuple) and id(value) not in around:  # stop if the value contains itself
        around.add(id(value))
        parts = list(value.items() if isinstance(value, dict) else enumerate(value))
        while len(parts) > 1:
            half = parts[: len(parts) // 2]
            parts = half if _error([each for _, each in half]) else parts[len(half) :]
        [(key, part)] = parts
        inner = _error(part)
        if inner is None:  # all values can be serialized, but not all keys
            break
        place, value, error = below(place, key), part, inner
    return place, error


def _error(value: Any) -> Exception | None:
    try:
        _dump(value)
    except (TypeError, ValueError) as error:
        return error
    return None


def check_media_type(content_type: str, content: bytes, accept: str | None, redact: Callable[[str], str]) -> None:
    """Reject a success with an undeclared media type, such as a proxy's sign-in page.

    Args:
        content_type: The header.
        content: The body, as far as it was read.
        accept: The media types of a success that is not JSON.
        redact: Removes tokens from a text.

    Raises:
        DecodeError: there is a body with another media type.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if not is_declared(media_type, accept) and (accept is not None or content.strip()):
        # Quote only a title of the body: the body may be a profile, with its token.
        page = page_of_html(media_type, redact(content.decode("utf-8", "replace")))
        raise DecodeError(f"the body is not {accept or 'JSON'}, but {page or printable(media_type)}")
