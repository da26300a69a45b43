from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class BotMetrics(Model):
    """The metrics of bots in a range.

    Attributes:
        conversation_count: Conversations in inboxes that have a bot.
        message_count: Messages to contacts there.
        resolution_rate: Percent that bots resolved.
        handoff_rate: Percent that bots handed over.
    """

    conversation_count: int = field(Plain("integer"))
    message_count: int = field(Plain("integer"))
    resolution_rate: float = field(Plain("number"))
    handoff_rate: float = field(Plain("number"))
