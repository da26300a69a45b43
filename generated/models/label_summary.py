from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class LabelSummary(Model):
    """The metrics of a label.

    Attributes:
        id: ID of the agent, team or inbox.
        conversations_count: Number of created conversations.
        resolved_conversations_count: Number of resolutions.
        avg_resolution_time: In seconds; null if nothing was resolved.
        avg_first_response_time: In seconds; null if there was no reply.
        avg_reply_time: In seconds; null if there was no reply.
        name: Title of the label.
    """

    id: int = field(Plain("integer"))
    conversations_count: int = field(Plain("integer"))
    resolved_conversations_count: int = field(Plain("integer"))
    avg_resolution_time: float | None = field(Plain("number", nullable=True))
    avg_first_response_time: float | None = field(Plain("number", nullable=True))
    avg_reply_time: float | None = field(Plain("number", nullable=True))
    name: str = field(Plain("string"))
