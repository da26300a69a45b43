"""Parsing and writing JSON."""

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
    """What json.loads does for a body as servers send it: in UTF-8 (RFC 8259, section 8.1), with no space around."""
    text = content.decode()
    value, end = _raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


@cache
def quick_loads() -> Callable[[bytes], Any]:
    """The quickest function that there is; where it reads a body at all, it reads what json.loads does."""
    try:
        quickest: Callable[[bytes], Any] = importlib.import_module("msgspec.json").decode  # the extra [fast]
    except ImportError:
        return bare_loads
    return quickest


def loads(content: bytes) -> Any:
    """Parse a JSON body.

    Raises:
        DecodeError: not JSON, not UTF-8, or nested too deeply for Python to read.
    """
    try:
        return quick_loads()(content)
    except Exception:  # noqa: BLE001, S110  # what msgspec raises is no ValueError before 0.21
        pass  # json.loads takes a bit more (NaN, UTF-16), and says what is wrong
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
    """JSON, as UTF-8.

    Raises:
        InvalidRequestError: something in it is not JSON.
    """
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError(f"{name}: the body cannot be written as JSON: {error}") from None


def check_media_type(content_type: str, content: bytes, accept: str | None, redact: Callable[[str], str]) -> None:
    """Refuse a success that is not what the contract declares, such as the sign-in page of a proxy.

    Args:
        content_type: The header.
        content: The body, as far as it was read.
        accept: The media types of a success that is no JSON.
        redact: Takes tokens out of a text.

    Raises:
        DecodeError: there is a body, and its media type is another one.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if not is_declared(media_type, accept) and (accept is not None or content.strip()):
        # Of the body nothing but a title is quoted: it may be a profile, with its token.
        page = page_of_html(media_type, redact(content.decode("utf-8", "replace")))
        raise DecodeError(f"the body is not {accept or 'JSON'}, but {page or printable(media_type)}")
