from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ReportFigures(Model):
    """The metrics of a range.

    Attributes:
        conversations_count: Conversations that began.
        incoming_messages_count: Messages of contacts.
        outgoing_messages_count: Messages to contacts.
        avg_first_response_time: Seconds; null if there was no reply.
        avg_resolution_time: Seconds; null where nothing was resolved.
        resolutions_count: How often a conversation was resolved.
        reply_time: Seconds that contacts waited for a reply on average; null where there was none.
    """

    conversations_count: int = field(Plain("integer"))
    incoming_messages_count: int = field(Plain("integer"))
    outgoing_messages_count: int = field(Plain("integer"))
    avg_first_response_time: float | None = field(Plain("number", nullable=True))
    avg_resolution_time: float | None = field(Plain("number", nullable=True))
    resolutions_count: int = field(Plain("integer"))
    reply_time: float | None = field(Plain("number", nullable=True))
