"""Reads webhook deliveries saved in files: headers and the body, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_REQUEST = re.compile(rb"[A-Z]+ \S+ HTTP/[\d.]+\r?\n")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class Delivery(NamedTuple):
    """The request of a delivery.

    Attributes:
        headers: Names and values, unchanged.
        body: The body.
    """

    headers: list[tuple[str, str]]
    body: bytes


def read_delivery(content: bytes) -> Delivery:
    """Parse a delivery: an HTTP message (with or without the request line), or JSON with headers and body.

    Raises:
        ValueError: the content is neither.
    """
    if content.lstrip().startswith(b"{"):
        return _from_json(json.loads(content))
    head, *rest = _END_OF_HEADERS.split(_REQUEST.sub(b"", content, count=1), maxsplit=1)
    if not rest:
        raise ValueError("there is no empty line between headers and body")
    lines = [line.partition(":") for line in head.decode("latin-1").splitlines()]
    if wrong := next((name for name, colon, _ in lines if not colon or name != name.strip()), None):
        raise ValueError(f"{wrong[:40]!r} is no header")
    return Delivery([(name, value.strip()) for name, _, value in lines], rest[0])


def _from_json(saved: Any) -> Delivery:
    headers, body = saved.get("headers"), saved.get("body", saved.get("body_text"))
    if not isinstance(headers, dict | list) or not isinstance(body, str):
        raise ValueError('JSON needs "headers" and "body"; the body of a delivery alone is not enough')
    pairs = headers.items() if isinstance(headers, dict) else headers
    return Delivery([(str(name), str(value)) for name, value in pairs], body.encode())


def near_misses(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield bodies from before common changes by tools that save them, each with a description of the change."""
    yield "without the line break at its end: an editor added it", body.rstrip(b"\r\n")
    yield "with the line breaks of Unix: the file was converted", body.replace(b"\r\n", b"\n")
    yield "with the line breaks of HTTP: the file was converted", body.replace(b"\n", b"\r\n")
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return
    for each in "&<>\u2028\u2029":  # the characters that Rails escapes
        text = text.replace(each, f"\\u{ord(each):04x}")
    yield "as Chatwoot writes JSON: a tool parsed it and wrote it anew", text.encode("utf-8", "surrogatepass")
