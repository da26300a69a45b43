from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Enumeration, Object, OneOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .attachment_file_type import AttachmentFileType
from .message_agent_bot import MessageAgentBot
from .message_captain_assistant import MessageCaptainAssistant
from .message_contact import MessageContact
from .message_user import MessageUser


@declare
class ConversationAttachment(Model):
    """An attachment in the list of a conversation's attachments, with fewer keys than in a message.

    Attributes:
        file_type: The kind of an attachment, on which its other keys depend.
        id: Since Chatwoot 4.14.0.
        message_id: ID of the message that the attachment belongs to.
        conversation_id: Conversation that it belongs to; only in the list of a contact's attachments. Since
            Chatwoot 4.14.0.
        account_id: Only from old servers.
        data_url: URL of the file. The server redirects it to its storage; do not send the token there.
        thumb_url: URL of a small preview picture; empty if there is none.
        file_size: Size in bytes.
        width: In pixels.
        height: In pixels.
        created_at: Time of the message.
        sender: The sender, of the kind that `type` specifies. Absent for deleted senders.
    """

    file_type: AttachmentFileType = field(Enumeration(AttachmentFileType))
    id: int | None = field(Plain("integer"), default=None)
    message_id: int | None = field(Plain("integer"), default=None)
    conversation_id: int | None = field(Plain("integer"), default=None)
    account_id: int | None = field(Plain("integer"), default=None)
    data_url: str | None = field(Plain("string", nullable=True), default=None)
    thumb_url: str | None = field(Plain("string", nullable=True), default=None)
    file_size: int | None = field(Plain("integer", nullable=True), default=None)
    extension: str | None = field(Plain("string", nullable=True), default=None)
    width: int | None = field(Plain("integer", nullable=True), default=None)
    height: int | None = field(Plain("integer", nullable=True), default=None)
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
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
