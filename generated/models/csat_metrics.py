from __future__ import annotations

from ..._wire.kinds import MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CsatMetrics(Model):
    """Metrics of contact satisfaction.

    Attributes:
        total_count: Number of responses.
        ratings_count: Number of responses for each rating; unused ratings are absent.
        total_sent_messages_count: Number of surveys that were sent in the range; ignores the other
            parameters.
    """

    total_count: int = field(Plain("integer"))
    ratings_count: dict[str, int] = field(MapOf(Plain("integer")))
    total_sent_messages_count: int = field(Plain("integer"))
