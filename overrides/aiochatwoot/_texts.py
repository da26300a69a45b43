"""Formats values of callers and servers as short text for messages and logs."""

from __future__ import annotations

import html
import re
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Any

_LONGEST = 300
_SAYS_NOTHING = ("application/octet-stream", "")  # RFC 9110, section 8.3
_MAIL_ADDRESS = re.compile(r"[^\s@]@[^\s@]")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_EPOCH = re.compile(r"[12]?\d{9}(\.\d+)?")
_PHONE_NUMBER = re.compile(r"\+?[\d ().-]{7,}", re.ASCII)
_PARTS = re.compile(r"[A-Za-z0-9]{16,}")
_UUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


class Hidden(tuple[tuple[str, str], ...]):
    """Secret texts, each with its replacement; no repr shows them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "[secret]"


NOTHING_HIDDEN = Hidden()


def one_line(text: object) -> str:
    """Join a text to one line, and shorten it."""
    line = " ".join(str(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def printable(text: str) -> str:
    """Join a text to one line, shorten it, and remove control, bidi and invisible characters."""
    return one_line("".join(each if each.isprintable() else " " for each in text[: 4 * _LONGEST]))


def is_declared(media_type: str, accept: str | None) -> bool:
    """Return whether a success body may have a media type: one of `accept`, or JSON if that is None."""
    if media_type in _SAYS_NOTHING:
        return True
    if accept is None:
        return media_type == "application/json" or media_type.endswith("+json")
    return any(fnmatchcase(media_type, each.strip().lower()) for each in accept.split(","))


def page_of_html(content_type: str, text: str) -> str | None:
    """Describe an HTML page by its title; return None for another text."""
    if not text.strip() or not ("html" in content_type or text.lstrip()[:1] == "<"):
        return None
    title = re.search(r"<title[^<>]*>([^<]{1,200})</title>", text[:65536], re.IGNORECASE)
    return f"a page of HTML: {printable(html.unescape(title[1]))}" if title else "a page of HTML"


def quoted(value: object, length: int = 100) -> str:
    """Return the repr of an argument, shortened."""
    try:
        return repr(value)[:length]
    except ValueError:  # Python does not convert an int with too many digits
        return "a number of more than 4,300 digits"


def data_in(text: str) -> str | None:
    """Return the kind of personal or secret data that a text looks like; None if it looks harmless.

    Dates, epoch seconds and words are harmless. A person's name cannot be distinguished from other words.
    """
    if _MAIL_ADDRESS.search(text):
        return "mail address"
    if _ISO_DATE.match(text) or _EPOCH.fullmatch(text):
        return None
    if _UUID.search(text):
        return "id"
    if _PHONE_NUMBER.fullmatch(text) and sum(each.isdigit() for each in text) >= 7:
        return "phone number or id"
    # Words of identifiers are shorter, or have no digits.
    for part in _PARTS.findall(text):
        if len(part) >= 32 or (any(each.isdigit() for each in part) and any(each.isalpha() for each in part)):
            return "token or id"
        if part.isdigit():
            return "id"
    return None


def error_text(status: int, content_type: str, body: Any) -> str:
    """Return the text of an error response: sentences of the body, a page's title, or the name of the status."""
    if isinstance(body, dict):
        # The last two are from RFC 9457; FastAPI has `detail`, too.
        for key in ("error", "message", "errors", "description", "detail", "title"):
            text = _sentences(body.get(key))
            if text:
                return text
    page = page_of_html(content_type, body) if isinstance(body, str) else None
    if isinstance(body, str) and body.strip() and page is None:
        return one_line(body)
    return f"{_status_name(status)} ({page})" if page else _status_name(status)


def _sentences(value: Any) -> str:
    """Return the sentences in a value: text, or a list of texts, ``{field, message}`` or FastAPI's ``{loc, msg}``."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        parts = [
            _sentences(item.get("message", item.get("msg"))) if isinstance(item, dict) else _sentences(item)
            for item in value
        ]
        return one_line("; ".join(part for part in parts if part))
    return ""


def _status_name(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # 520 to 526 are Cloudflare's own
        return "error from a proxy in front of the server" if 520 <= status <= 530 else "unknown status"
