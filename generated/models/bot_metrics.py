from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class BotMetrics(Model):
    """The metrics of bots in a range.

    Attributes:
        conversation_count: Number of conversations in inboxes with a bot.
        message_count: Number of messages to contacts in inboxes with a bot.
        resolution_rate: Percentage of conversations that bots resolved.
        handoff_rate: Percentage of conversations that bots handed over.
    """

    conversation_count: int = field(Plain("integer"))
    message_count: int = field(Plain("integer"))
    resolution_rate: float = field(Plain("number"))
    handoff_rate: float = field(Plain("number"))
