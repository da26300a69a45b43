from __future__ import annotations

from ..._wire.kinds import MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CsatMetrics(Model):
    """How satisfied contacts are.

    Attributes:
        total_count: Responses.
        ratings_count: How many responses have each rating; a rating that nobody gave is absent.
        total_sent_messages_count: Surveys that were sent in the range, whatever the other parameters say.
    """

    total_count: int = field(Plain("integer"))
    ratings_count: dict[str, int] = field(MapOf(Plain("integer")))
    total_sent_messages_count: int = field(Plain("integer"))
