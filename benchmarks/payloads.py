"""What is read: recorded answers, the messages repeated with ids of their own until there are enough of them."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

CAPTURES = Path(__file__).parent.parent / "tests" / "captures"
CONVERSATION = "conversation_rich"
WINDOW = "messages_window"


def recorded(name: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body of a recorded answer."""
    exchange = json.loads((CAPTURES / f"{name}.json").read_text(encoding="utf-8"))
    return exchange["headers"], exchange["body_text"].encode()


@functools.cache
def conversation() -> bytes:
    """A conversation with one message, as Conversation Details sends it."""
    return recorded(CONVERSATION)[1]


@functools.cache
def _window() -> tuple[bytes, list[dict[str, Any]]]:
    content = json.loads(recorded(WINDOW)[1])
    return _dump(content["meta"]), content["payload"]


@functools.cache
def message(number: int) -> bytes:
    """The message with this id."""
    rows = _window()[1]
    return _dump(rows[number % len(rows)] | {"id": number})


@functools.cache
def window(first: int, end: int) -> bytes:
    """A list of the messages with first <= id < end."""
    rows = b",".join(message(number) for number in range(first, end))
    return b'{"meta":' + _window()[0] + b',"payload":[' + rows + b"]}"


def body(name: str, messages: int) -> bytes:
    """The body that a measurement names: `conversation`, or `window`, with so many messages."""
    return conversation() if name == "conversation" else window(1, messages + 1)


def _dump(value: Any) -> bytes:
    # As the server writes it: UTF-8 as it is, no spaces.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
