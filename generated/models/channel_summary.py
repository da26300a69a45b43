from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ChannelSummary(Model):
    """Number of conversations of a type of channel, by their current status."""

    open: int = field(Plain("integer"))
    resolved: int = field(Plain("integer"))
    pending: int = field(Plain("integer"))
    snoozed: int = field(Plain("integer"))
    total: int = field(Plain("integer"))
