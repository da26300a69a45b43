from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class LabelSummary(Model):
    """The metrics of a label.

    Attributes:
        id: The agent's, team's or inbox's number.
        conversations_count: Conversations that began.
        resolved_conversations_count: How often a conversation was resolved.
        avg_resolution_time: In seconds; null if nothing was resolved.
        avg_first_response_time: In seconds; null if there was no reply.
        avg_reply_time: In seconds; null if there was no reply.
        name: The label's title.
    """

    id: int = field(Plain("integer"))
    conversations_count: int = field(Plain("integer"))
    resolved_conversations_count: int = field(Plain("integer"))
    avg_resolution_time: float | None = field(Plain("number", nullable=True))
    avg_first_response_time: float | None = field(Plain("number", nullable=True))
    avg_reply_time: float | None = field(Plain("number", nullable=True))
    name: str = field(Plain("string"))
