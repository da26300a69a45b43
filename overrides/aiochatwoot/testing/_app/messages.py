"""What callers write as messages: the application's own checks, and what is stored."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, get_args

from .._state.account import Account, MessageKind
from .._state.records import Agent, AgentBot, Attachment, Conversation, Inbox, Json, Message
from . import uploads
from .conversation_events import Change
from .values import is_true

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
_STATUSES = ("sent", "delivered", "read", "failed")
_LONGEST = 150_000  # characters of a message
_IN_A_MINUTE = 200  # messages of a conversation


class Unwritable(Exception):
    """A message that is not stored.

    Attributes:
        text: The words of the exception that the server meets.
        attribute: What of the record is invalid; None where it came to no record.
    """

    def __init__(self, text: str, attribute: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.attribute = attribute


@dataclass(frozen=True)
class Draft:
    """A message that may be stored."""

    kind: MessageKind
    content: str | None
    content_type: str
    private: bool
    source_id: str | None
    content_attributes: Json
    additional_attributes: Json
    attachments: list[Attachment]


def read_message(inbox: Inbox, given: Json) -> Draft:
    """A message, outgoing unless it is said otherwise; one without content is a message, too.

    Raises:
        Unwritable: the server would fail with it.
    """
    kind: MessageKind = _one_of("message_type", given.get("message_type") or "outgoing", get_args(MessageKind))
    if kind == "incoming" and inbox.channel_type != "Channel::Api":
        raise Unwritable("Incoming messages are only allowed in Api inboxes")
    content_type = _one_of("content_type", given.get("content_type") or "text", _CONTENT_TYPES)
    content = None if given.get("content") is None else str(given["content"])
    if content is not None and len(content) > _LONGEST:
        raise Unwritable(f"Content is too long (maximum is {_LONGEST} characters)", "content")
    try:
        attachments = uploads.attachments(given.get("attachments"))
    except ValueError as error:
        raise Unwritable(str(error)) from None
    return Draft(
        kind,
        content,
        content_type,
        is_true(given.get("private")),
        given.get("source_id"),
        _object(given.get("content_attributes")),
        {name: given[name] for name in ("campaign_id", "template_params") if given.get(name)},
        attachments,
    )


def write_message(account: Account, conversation: Conversation, author: Agent | AgentBot, draft: Draft) -> Message:
    """Store it. What a customer writes opens a conversation that was resolved or snoozed (source, not captured).

    Raises:
        Unwritable: too many in a minute.
    """
    minute_ago = account.installation.now() - dt.timedelta(minutes=1)
    if sum(message.created_at >= minute_ago for message in conversation.messages) >= _IN_A_MINUTE:
        raise Unwritable("Too many messages", "base")
    message = account.add_message(
        conversation,
        draft.content,
        draft.kind,
        sender=author if draft.kind == "outgoing" else conversation.contact,
        private=draft.private,
        source_id=draft.source_id,
        content_type=draft.content_type,
        content_attributes=draft.content_attributes,
        additional_attributes=draft.additional_attributes,
        attachments=draft.attachments,
    )
    if draft.kind == "incoming" and not conversation.muted:
        Change(account, conversation, author).reopen(by_system=not draft.private)
    return message


def update_status(message: Message, status: object, external_error: object, now: dt.datetime) -> None:
    """As the channel reports it; unknown ones, and what was read being only delivered, change nothing (source)."""
    if status not in _STATUSES or (message.status, status) == ("read", "delivered"):
        return
    message.status, message.updated_at = str(status), now
    error = external_error if status == "failed" else None
    if error != message.content_attributes.get("external_error"):
        message.content_attributes = message.content_attributes | {"external_error": error}


def delete_message(message: Message, now: dt.datetime) -> None:
    """The message stays, without what it said and without its files."""
    message.updated_at = now
    message.content = message.processed_content = "This message was deleted"
    message.content_type = "text"
    message.content_attributes = {"deleted": True}
    message.attachments = []


def retry_message(message: Message, now: dt.datetime) -> None:
    """Send it again, which empties its `content_attributes`, whether or not it had failed."""
    message.status, message.updated_at = "sent", now
    message.content_attributes = {}


def _object(given: Any) -> Json:
    """An object, which may come as JSON text; anything else is an empty one."""
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            return {}
    return given if isinstance(given, dict) else {}


def _one_of(name: str, value: object, known: tuple[Any, ...]) -> Any:
    for each in known:
        if each == value:
            return each
    raise Unwritable(f"'{value}' is not a valid {name}")
