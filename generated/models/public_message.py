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
from .message_type import MessageType
from .message_user import MessageUser


@declare
class PublicMessage(Model):
    """A message in the public API.

    Attributes:
        id: Unique across the whole installation.
        content: The text, up to 150,000 characters.
        message_type: The direction or origin of a message.
        content_type: The content type of a message.
        content_attributes: Free-form: items of a select, `submitted_values` and more.
        created_at: Time of creation.
        conversation_id: Display ID of the conversation: the number that the app shows.
        attachments: Absent if there are none.
        sender: The sender, of the kind that `type` specifies. Absent for activity messages and deleted
            senders.
    """

    id: int = field(Plain("integer"))
    content: str | None = field(Plain("string", nullable=True))
    message_type: MessageType = field(Enumeration(MessageType))
    content_type: MessageContentType = field(Enumeration(MessageContentType))
    content_attributes: dict[str, Any] = field(MapOf(Anything()))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    conversation_id: int = field(Plain("integer"))
    attachments: list[Attachment] | None = field(ListOf(Object(Attachment)), default=None)
    sender: MessageContact | MessageUser | MessageAgentBot | MessageCaptainAssistant | None = field(
        OneOf(
            "type",
            {
                "contact": Object(MessageContact),
                "user": Object(MessageUser),
                "agent_bot": Object(MessageAgentBot),
                "captain_assistant": Object(MessageCaptainAssistant),
            },
        ),
        default=None,
    )
