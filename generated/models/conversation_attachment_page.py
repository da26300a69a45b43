from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .conversation_attachment import ConversationAttachment
from .conversation_attachment_count import ConversationAttachmentCount


@declare
class ConversationAttachmentPage(Model):
    """One page of a conversation's attachments.

    Attributes:
        meta: Number of attachments in a conversation.
        payload: At most 100 attachments.
    """

    meta: ConversationAttachmentCount = field(Object(ConversationAttachmentCount))
    payload: list[ConversationAttachment] = field(ListOf(Object(ConversationAttachment)))
