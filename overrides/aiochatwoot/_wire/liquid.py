"""Escapes text that the server would render as a Liquid template, so that the server stores it literally.

Chatwoot renders the content of outgoing messages, and of notes, as Liquid (https://shopify.github.io/liquid): a bot
that repeats a customer's ``{{ agent.email }}`` reveals the address. It does not render text in backticks, nor a
contact's messages (``message_type`` incoming).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ESCAPES = {"{": '{{ "%7B" | url_decode }}', "`": '{{ "%60" | url_decode }}'}


class Liquid(str):
    """A text that the server renders as a Liquid template: ``content=Liquid("Hello {{ contact.name }}")``.

    All other texts are escaped, so that the server stores them unchanged.
    """

    __slots__ = ()


def literal(text: str) -> str:
    """Return a template that renders to the text, or the text itself if the server would not render any of it.

    Every brace and backtick is escaped, not only in tags: a remaining one would join with the next escape.
    """
    if isinstance(text, Liquid) or ("{{" not in text and "{%" not in text):
        return text
    return re.sub("[{`]", lambda found: _ESCAPES[found[0]], text)


def with_literals(value: Any, path: str) -> Any:
    """Escape the texts below a path (keys joined by dots) of a JSON body; an incoming message stays unchanged."""
    if isinstance(value, str):
        return literal(value) if not path else value
    if isinstance(value, Mapping):
        if not path:
            return {key: with_literals(each, "") for key, each in value.items()}
        key, _, rest = path.partition(".")
        if key not in value or value.get("message_type") == "incoming":
            return value
        return {**value, key: with_literals(value[key], rest)}
    return [with_literals(each, "") for each in value] if isinstance(value, list | tuple) and not path else value
