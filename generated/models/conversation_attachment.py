from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import UNSET, Enumeration, Object, OneOf, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model
from .attachment_file_type import AttachmentFileType
from .message_agent_bot import MessageAgentBot
from .message_captain_assistant import MessageCaptainAssistant
from .message_contact import MessageContact
from .message_user import MessageUser


@declare
class ConversationAttachment(Model):
    """An attachment, in the list of a conversation's attachments, with fewer keys than in a message.

    Attributes:
        file_type: What an attachment is; it decides which keys there are.
        id: Since Chatwoot 4.14.0.
        message_id: The message that has it.
        account_id: Only from old servers (source, not captured).
        data_url: Where the file is; the server redirects to its storage, where the token must not go.
        thumb_url: A small picture; empty when there is none.
        file_size: Bytes.
        width: Pixels.
        height: Pixels.
        created_at: When the message was written.
        sender: Who wrote the message, by `type`; absent for deleted senders.
    """

    file_type: AttachmentFileType = field(Enumeration(AttachmentFileType))
    id: int | Unset = field(Plain("integer"), default=UNSET)
    message_id: int | Unset = field(Plain("integer"), default=UNSET)
    account_id: int | Unset = field(Plain("integer"), default=UNSET)
    data_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    thumb_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    file_size: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    extension: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    width: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    height: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    created_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
    sender: MessageContact | MessageUser | MessageAgentBot | MessageCaptainAssistant | dict[str, Any] | Unset = field(
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
        default=UNSET,
    )
