"""What callers write: the application's own checks, and what is stored."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from .account import Account, MessageKind
from .answers import Refusal
from .records import Agent, AgentBot, Conversation, Json, Message

_CONTENT_TYPES = (
    "text",
    "input_text",
    "input_textarea",
    "input_email",
    "input_select",
    "cards",
    "form",
    "article",
    "incoming_email",
    "input_csat",
    "integrations",
    "sticker",
    "voice_call",
)
_LONGEST = 150_000  # characters of a message
_IN_A_MINUTE = 200  # messages of a conversation
# What Rails reads as false, besides null and "".
_FALSE = (None, False, "", "0", "f", "F", "false", "FALSE", "off", "OFF")


def create_message(account: Account, conversation: Conversation, author: Agent | AgentBot, given: Json) -> Message:
    """A message, outgoing unless it is said otherwise; one without content is a message, too.

    Raises:
        Refusal: 422, with the words of the exception that the server meets.
    """
    kind: MessageKind = _one_of("message_type", given.get("message_type") or "outgoing", get_args(MessageKind))
    if kind == "incoming" and conversation.inbox.channel_type != "Channel::Api":
        raise _unprocessable("Incoming messages are only allowed in Api inboxes")
    content_type = _one_of("content_type", given.get("content_type") or "text", _CONTENT_TYPES)
    content = None if given.get("content") is None else str(given["content"])
    if content is not None and len(content) > _LONGEST:
        raise _unprocessable(f"Validation failed: Content is too long (maximum is {_LONGEST} characters)")
    minute_ago = account.installation.now() - dt.timedelta(minutes=1)
    if sum(message.created_at >= minute_ago for message in conversation.messages) >= _IN_A_MINUTE:
        raise _unprocessable("Validation failed: Too many messages")
    attributes = given.get("content_attributes")
    return account.add_message(
        conversation,
        content,
        kind,
        sender=author if kind == "outgoing" else conversation.contact,
        private=given.get("private") not in _FALSE,
        source_id=given.get("source_id"),
        content_type=content_type,
        content_attributes=attributes if isinstance(attributes, dict) else {},
    )


def _one_of(name: str, value: object, known: tuple[Any, ...]) -> Any:
    for each in known:
        if each == value:
            return each
    raise _unprocessable(f"'{value}' is not a valid {name}")


def _unprocessable(message: str) -> Refusal:
    return Refusal(422, {"error": message})
