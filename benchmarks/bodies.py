"""Builds response bodies and headers from recorded ones."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

MESSAGES, PAGE = 20, 25
"""Number of messages of each conversation in an account, and number of conversations on a page."""
_HERE = Path(__file__).parent
_CAPTURES = _HERE.parent / "tests" / "captures"
# Captures keep the headers that Chatwoot itself sets. Rails and a proxy in front add these, and `date`, by default.
_MORE_HEADERS = {
    "server": "nginx",
    "connection": "keep-alive",
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
    "vary": "Accept",
}


@cache
def _recorded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _body(path: Path) -> Any:
    return json.loads(_recorded(path)["body_text"])


def headers() -> dict[str, str]:
    """Return the headers of a response, without `date` and `content-length`."""
    recorded: dict[str, str] = _recorded(_CAPTURES / "conversation_rich.json")["headers"]
    return recorded | _MORE_HEADERS


def body(name: str, messages: int) -> bytes:
    """Return the body `conversation`, or `window` or `mixed` with this number of messages.

    A window repeats recorded messages, which all have the same keys. A mixed body has messages of several content
    types, drawn with a fixed seed; their texts are shortened, and optional keys are dropped or added.
    """
    if name == "conversation":
        return bytes(_recorded(_CAPTURES / "conversation_rich.json")["body_text"], "utf-8")
    path, draw = _CAPTURES / "messages_window.json", random.Random(12)
    rows = _body(path)["payload"]
    if name == "window":
        made = [rows[number % len(rows)] | {"id": number} for number in range(1, messages + 1)]
    else:
        # Contacts and attachments have more keys since 4.16.2; the benchmark measures the contract of all versions.
        newer = [row for row in _body(_HERE / "messages_4_16_2.json")["payload"] if "attachments" not in row]
        rows = [*rows[:30], *(row for row in newer if row.get("sender", {}).get("type") != "contact")]
        rows += _body(_CAPTURES / "messages_conv3.json")["payload"]  # with attachments
        made = [_varied(draw.choice(rows) | {"id": number}, draw) for number in range(1, messages + 1)]
    return _written(_body(path) | {"payload": made})


@cache
def _conversation_and_messages() -> tuple[Any, list[Any]]:
    return json.loads(body("conversation", 1)), json.loads(body("window", MESSAGES))["payload"]


def of_account(count: int, target: str, content: bytes) -> bytes:
    """Return the response to a request of an export: an account with `count` conversations of `MESSAGES` messages each.

    Args:
        count: The number of conversations.
        target: The request's path and query.
        content: The request's body, which selects conversations by id.
    """
    conversation, messages = _conversation_and_messages()
    url = urlsplit(target)
    query = dict(parse_qsl(url.query))
    made: Any
    match url.path.split("/"):
        case [*_, "profile"]:
            made = {"id": 1, "accounts": [{"id": 1, "role": "administrator"}]}
        case [*_, "conversations", "filter"]:
            (condition,) = json.loads(content)["payload"]
            rows = [conversation | {"id": each} for each in condition["values"] if 1 <= each <= count]
            made = {"meta": {"all_count": len(rows)}, "payload": rows}
        case [*_, "conversations"]:
            newest = count - (int(query.get("page", 1)) - 1) * PAGE
            rows = [conversation | {"id": each} for each in range(newest, max(newest - PAGE, 0), -1)]
            made = {"data": {"meta": {"all_count": count}, "payload": rows}}
        case [*_, "conversations", number]:
            made = conversation | {"id": int(number)}
        case [*_, "conversations", number, "messages"]:
            ids = range(int(number) * 100, int(number) * 100 + MESSAGES)
            rows = [row | {"id": each, "conversation_id": int(number)} for row, each in zip(messages, ids, strict=True)]
            made = {"meta": {}, "payload": [row for row in rows if row["id"] >= int(query.get("after", 0))]}
        case [*_, "inboxes" | "labels"]:
            made = {"payload": []}
        case _:
            made = []
    return _written(made)


def _written(whole: Any) -> bytes:
    """Return JSON in the server's form: unescaped UTF-8 without spaces."""
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _varied(row: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    for key in ("sender", "attachments"):
        if draw.random() < 0.25:
            row.pop(key, None)
    if draw.random() < 0.25:
        row["echo_id"] = f"e-{row['id']}"
    if row["content"]:
        row["content"] = row["content"][: draw.randint(1, 20)]
    return row
