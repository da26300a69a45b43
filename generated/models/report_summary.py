from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .report_figures import ReportFigures


@declare
class ReportSummary(Model):
    """Metrics of a time range and of the range before it.

    Attributes:
        conversations_count: Number of new conversations.
        incoming_messages_count: Number of messages from contacts.
        outgoing_messages_count: Number of messages to contacts.
        avg_first_response_time: In seconds; null if there was no reply.
        avg_resolution_time: In seconds; null if nothing was resolved.
        resolutions_count: Number of resolutions.
        reply_time: Average time that contacts waited for a reply, in seconds; null if there was no reply.
        previous: The metrics of a range.
    """

    conversations_count: int = field(Plain("integer"))
    incoming_messages_count: int = field(Plain("integer"))
    outgoing_messages_count: int = field(Plain("integer"))
    avg_first_response_time: float | None = field(Plain("number", nullable=True))
    avg_resolution_time: float | None = field(Plain("number", nullable=True))
    resolutions_count: int = field(Plain("integer"))
    reply_time: float | None = field(Plain("number", nullable=True))
    previous: ReportFigures = field(Object(ReportFigures))
