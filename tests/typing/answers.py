"""Models: timestamps, enums, what may be absent, and JSON in and out."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, assert_type

from aiochatwoot import UNSET, Unset, models


def times(conversation: models.Conversation, message: models.Message) -> None:
    """Every timestamp is a datetime; None where the server may say never, UNSET where it may say nothing."""
    assert_type(conversation.created_at, dt.datetime)
    assert_type(conversation.updated_at, dt.datetime)
    assert_type(conversation.waiting_since, dt.datetime | None)
    assert_type(conversation.snoozed_until, dt.datetime | None)
    assert_type(message.created_at, dt.datetime)
    assert_type(message.updated_at, dt.datetime | Unset)


def enums(conversation: models.Conversation, message: models.Message) -> None:
    """Members are text or numbers, too, and can be compared with `is`."""
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
    """`is not UNSET` takes Unset away, and so does truth."""
    assert_type(message.attachments, list[models.Attachment] | Unset)
    if message.attachments is not UNSET:
        assert_type(message.attachments, list[models.Attachment])
    for attachment in message.attachments or []:
        assert_type(attachment, models.Attachment)
    if message.echo_id:
        assert_type(message.echo_id, str)
    assert_type(meta.team, models.Team | Unset)
    assert_type(meta.team.name if meta.team else None, str | None)


def unions(message: models.Message, meta: models.ConversationMeta) -> None:
    """What is one of several classes is told apart by `isinstance`."""
    sender = message.sender
    assert_type(
        sender,
        models.MessageContact
        | models.MessageUser
        | models.MessageAgentBot
        | models.MessageCaptainAssistant
        | dict[str, Any]
        | Unset,
    )
    if isinstance(sender, models.MessageContact):
        assert_type(sender.id, int)
    assert_type(meta.assignee, models.User | models.AgentBot | models.CaptainAssistant | Unset)
    assert_type(meta.sender, models.Contact)


def json(conversation: models.Conversation) -> None:
    """Free-form JSON is Any; a model is made of JSON and turns into it again."""
    assert_type(conversation.custom_attributes, Any)
    assert_type(conversation.additional_properties, dict[str, Any])
    assert_type(conversation.to_dict(), dict[str, Any])
    assert_type(models.Conversation.from_dict({"id": 1}), models.Conversation)


def construction() -> None:
    """Models that callers send are made with keywords, as few as the contract allows."""
    condition = models.FilterCondition(
        attribute_key="status", filter_operator=models.FilterOperator.EQUAL_TO, values=["open"]
    )
    assert_type(condition, models.FilterCondition)
    assert_type(models.ConversationFirstMessage().content, str | None | Unset)
