from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, ByKeys, Enumeration, ListOf, MapOf, Named, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .attachment import Attachment
from .event_account import EventAccount
from .event_contact import EventContact
from .event_conversation import EventConversation
from .event_inbox_name import EventInboxName
from .event_user import EventUser
from .message_content_type import MessageContentType
from .message_type import MessageType


@declare
class MessageUpdated(Model):
    """A message changed.

    Attributes:
        account: The account of an event.
        inbox: The inbox of an event.
        conversation: A conversation in an event.
        message_type: Direction of the message. Events contain its name; the API returns a number.
        content: The text, as the channel shows it.
        content_type: The content type of a message.
        content_attributes: Free-form.
        additional_attributes: Free-form.
        private: Whether it is a private note, which the contact does not see.
        sender: The sender; null if it was deleted.
        source_id: ID of the message in the channel.
        event: The name of the event.
        attachments: Absent if there are none.
    """

    id: int = field(Plain("integer"))
    account: EventAccount = field(Object(EventAccount))
    inbox: EventInboxName = field(Object(EventInboxName))
    conversation: EventConversation = field(Object(EventConversation))
    message_type: MessageType = field(Named(MessageType))
    content: str | None = field(Plain("string", nullable=True))
    content_type: MessageContentType = field(Enumeration(MessageContentType))
    content_attributes: dict[str, Any] = field(MapOf(Anything()))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    private: bool = field(Plain("boolean"))
    sender: EventUser | EventContact | None = field(ByKeys(Object(EventContact), Object(EventUser), nullable=True))
    source_id: str | None = field(Plain("string", nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    event: str = field(Plain("string"))
    attachments: list[Attachment] | None = field(ListOf(Object(Attachment)), default=None)
