from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationDraft(Model):
    """The draft of a reply.

    Attributes:
        has_draft: Whether a draft exists.
        message: Text of the draft; absent if there is none.
    """

    has_draft: bool = field(Plain("boolean"))
    message: str | None = field(Plain("string", nullable=True), default=None)
