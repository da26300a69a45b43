from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationAttachmentCount(Model):
    """Number of attachments in a conversation."""

    total_count: int = field(Plain("integer"))
