"""Conversations as the command prints them, and text that tries to control a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from click.testing import Result

from ..conftest import load_capture

TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "60", "TERM": "xterm-256color"}
HOSTILE = "\x1b[31mred\x1b]8;;http://evil.test\x07 [bold]x[/bold] :smile: \x9b2J\x7f\u202etxt"
TAMED = "␛[31mred␛]8;;http://evil.test␇ [bold]x[/bold] :smile: \ufffd2J␡txt"

Answers = Callable[[dict[str, Any]], list[httpx.Request]]


def conversation(**changes: Any) -> dict[str, Any]:
    body = load_capture("conversation_rich").body
    body["meta"].update(changes.pop("meta", {}))
    return {**body, **changes}


def message(content: Any = "Hello", **changes: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "conversation_id": 1,
        "inbox_id": 1,
        "message_type": 0,
        "content_type": "text",
        "content": content,
        "content_attributes": {},
        "private": False,
        "status": "sent",
        "source_id": None,
        "created_at": 1795410372,
        "sender": {"id": 1, "type": "contact", "name": "Zoë"},
        **changes,
    }


Ask = Callable[..., Result]
