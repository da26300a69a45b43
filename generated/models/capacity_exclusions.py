from __future__ import annotations

from ..._wire.kinds import Anything, ListOf, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CapacityExclusions(Model):
    """Conversations that do not count towards the limit.

    Attributes:
        excluded_labels: Conversations with one of these labels.
        exclude_older_than_hours: Age in hours; older conversations do not count.
    """

    excluded_labels: list[str] | None = field(ListOf(Plain("string")), default=None)
    exclude_older_than_hours: int | None = field(Plain("integer", nullable=True), default=None)

    _more = MapOf(Anything())
