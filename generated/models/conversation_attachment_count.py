from __future__ import annotations

from ..._wire.kinds import Plain, declare, field
from ..._wire.model import Model


@declare
class ConversationAttachmentCount(Model):
    """How many attachments a conversation has."""

    total_count: int = field(Plain("integer"))
