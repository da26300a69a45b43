"""Models: timestamps, enums, keys that may be absent, and JSON in and out."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, assert_type

import attrs

from aiochatwoot import models


def times(conversation: models.Conversation, message: models.Message) -> None:
    """Every timestamp is a datetime, or None if the server may send never or nothing."""
    assert_type(conversation.created_at, dt.datetime)
    assert_type(conversation.updated_at, dt.datetime)
    assert_type(conversation.waiting_since, dt.datetime | None)
    assert_type(conversation.snoozed_until, dt.datetime | None)
    assert_type(message.created_at, dt.datetime)
    assert_type(message.updated_at, dt.datetime | None)


def enums(conversation: models.Conversation, message: models.Message) -> None:
    """Members are also text or numbers, and can be compared with `is`."""
    assert_type(conversation.status, models.ConversationStatus)
    assert_type(conversation.priority, models.ConversationPriority | None)
    assert_type(message.message_type, models.MessageType)
    text: str = conversation.status
    number: int = message.message_type
    print(text, number, message.message_type.name)
    assert_type(models.MessageType(7), models.MessageType)
    assert_type(models.ConversationStatus("brand-new"), models.ConversationStatus)
    if message.message_type is models.MessageType.INCOMING:
        assert_type(message.message_type, Literal[models.MessageType.INCOMING])


def absence(message: models.Message, meta: models.ConversationMeta) -> None:
    """An attribute whose key may be absent may be None; `has` distinguishes absent from null."""
    assert_type(message.attachments, list[models.Attachment] | None)
    if message.attachments is not None:
        assert_type(message.attachments, list[models.Attachment])
    for attachment in message.attachments or []:
        assert_type(attachment, models.Attachment)
    if message.echo_id:
        assert_type(message.echo_id, str)
    assert_type(meta.team, models.Team | None)
    assert_type(meta.team.name if meta.team else None, str | None)
    if meta.assignee is None:
        assert_type(meta.assignee, None)
    else:
        assert_type(meta.assignee.name, str)
    assert_type(meta.has("assignee"), bool)
    del meta.team


def unions(message: models.Message, meta: models.ConversationMeta) -> None:
    """`isinstance` narrows an attribute with several classes."""
    sender = message.sender
    assert_type(
        sender,
        models.MessageContact
        | models.MessageUser
        | models.MessageAgentBot
        | models.MessageCaptainAssistant
        | dict[str, Any]
        | None,
    )
    if isinstance(sender, models.MessageContact):
        assert_type(sender.id, int)
    assert_type(meta.assignee, models.User | models.AgentBot | models.CaptainAssistant | None)
    assert_type(meta.sender, models.Contact)


def json(conversation: models.Conversation) -> None:
    """Free-form JSON is a dict; models convert from and to JSON."""
    assert_type(conversation.custom_attributes, dict[str, Any])
    assert_type(models.Message.from_dict({}).sentiment, dict[str, Any] | None)
    assert_type(conversation.additional_properties, dict[str, Any])
    assert_type(conversation.to_dict(), dict[str, Any])
    assert_type(models.Conversation.from_dict({"id": 1}), models.Conversation)


def construction() -> None:
    """Models for requests are created with keyword arguments; only the contract's required ones are needed."""
    condition = models.FilterCondition(
        attribute_key="status", filter_operator=models.FilterOperator.EQUAL_TO, values=["open"]
    )
    assert_type(condition, models.FilterCondition)
    assert_type(models.ConversationFirstMessage().content, str | None)
    changed = attrs.evolve(condition, values=["pending"])
    assert_type(changed, models.FilterCondition)
