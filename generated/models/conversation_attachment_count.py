from __future__ import annotations

from ...declarations import Plain, declare, field
from ...decoding import Model


@declare
class ConversationAttachmentCount(Model):
    """How many attachments a conversation has."""

    total_count: int = field(Plain("integer"))
