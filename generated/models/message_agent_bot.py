from __future__ import annotations

from ...declarations import UNSET, Plain, Unset, declare, field
from ...decoding import Model


@declare
class MessageAgentBot(Model):
    """A bot, as sender of a message.

    Attributes:
        type: `agent_bot`
    """

    id: int = field(Plain("integer"))
    type: str = field(Plain("string"))
    name: str = field(Plain("string"))
    avatar_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    thumbnail: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
