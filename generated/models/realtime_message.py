from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, OneOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .attachment import Attachment
from .message_agent_bot import MessageAgentBot
from .message_captain_assistant import MessageCaptainAssistant
from .message_contact import MessageContact
from .message_content_type import MessageContentType
from .message_conversation import MessageConversation
from .message_status import MessageStatus
from .message_type import MessageType
from .message_user import MessageUser
from .sender_type import SenderType


@declare
class RealtimeMessage(Model):
    """A message, as sent to browsers.

    Attributes:
        id: Unique across the whole installation.
        conversation_id: Display ID of the conversation: the number that the app shows.
        message_type: The direction or origin of a message.
        content_type: The content type of a message.
        content: The text, up to 150,000 characters.
        content_attributes: Free-form: items of a select, in_reply_to, deleted and more.
        private: Whether it is a private note, which the contact does not see.
        status: The delivery status of an outgoing message.
        source_id: ID of the message in its channel.
        created_at: Time of creation.
        account_id: Present only in messages inside a conversation.
        sender: The sender, of the kind that `type` specifies. Absent for activity messages and deleted
            senders. A sender of an unknown kind is left as plain JSON.
        attachments: Absent if there are none.
        updated_at: Present only in messages inside a conversation.
        sender_type: Present only in messages inside a conversation.
        sender_id: Present only in messages inside a conversation.
        external_source_ids: Free-form: IDs in other systems (Slack). Only inside a conversation.
        additional_attributes: Free-form. Only inside a conversation.
        processed_message_content: The text without the quoted parts of an email. Only inside a
            conversation.
        sentiment: Free-form. Only inside a conversation.
        conversation: The conversation's fields inside a message.
        attachment: Not sent by servers; they send `attachments` instead.
        echo_id: The `echo_id` given at creation. Only in the response to the creation.
        call: Free-form: data of the call. Only in messages with content type voice_call. Since Chatwoot
            4.14.0.
        performer: User or bot that caused the event in the app or through the API.
        previous_changes: Free-form: for each changed attribute, a list that contains the previous value.
    """

    id: int = field(Plain("integer"))
    conversation_id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    message_type: MessageType = field(Enumeration(MessageType))
    content_type: MessageContentType = field(Enumeration(MessageContentType))
    content: str | None = field(Plain("string", nullable=True))
    content_attributes: dict[str, Any] = field(MapOf(Anything()))
    private: bool = field(Plain("boolean"))
    status: MessageStatus = field(Enumeration(MessageStatus))
    source_id: str | None = field(Plain("string", nullable=True))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    account_id: int = field(Plain("integer"))
    sender: MessageContact | MessageUser | MessageAgentBot | MessageCaptainAssistant | dict[str, Any] | None = field(
        OneOf(
            "type",
            {
                "contact": Object(MessageContact),
                "user": Object(MessageUser),
                "agent_bot": Object(MessageAgentBot),
                "captain_assistant": Object(MessageCaptainAssistant),
            },
            empty=True,
        ),
        default=None,
    )
    attachments: list[Attachment] | None = field(ListOf(Object(Attachment)), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("iso"), default=None)
    sender_type: SenderType | None = field(Enumeration(SenderType, nullable=True), default=None)
    sender_id: int | None = field(Plain("integer", nullable=True), default=None)
    external_source_ids: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    additional_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    processed_message_content: str | None = field(Plain("string", nullable=True), default=None)
    sentiment: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    conversation: MessageConversation | None = field(Object(MessageConversation), default=None)
    attachment: Attachment | None = field(Object(Attachment, empty=True), default=None)
    echo_id: str | None = field(Plain("string", nullable=True), default=None)
    call: Any = field(Anything(), default=None)
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
    previous_changes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
