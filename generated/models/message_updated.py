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
        message_type: The direction, as in the API; events have its name.
        content: As it is shown in the channel.
        content_type: The kind of content of a message.
        content_attributes: Free-form.
        additional_attributes: Free-form.
        private: Whether only users see it.
        sender: The sender; null when it was deleted.
        source_id: Its id in the channel.
        event: The name of the event.
        attachments: Absent where there are none.
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
