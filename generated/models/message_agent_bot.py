from __future__ import annotations

from ..._wire.kinds import UNSET, Enumeration, Plain, Unset, declare, field
from ..._wire.model import Model
from .message_agent_bot_type import MessageAgentBotType


@declare
class MessageAgentBot(Model):
    """A bot, as sender of a message.

    Attributes:
        type: The kind of sender.
        thumbnail: (Source, not captured.)
    """

    id: int = field(Plain("integer"))
    type: MessageAgentBotType = field(Enumeration(MessageAgentBotType))
    name: str = field(Plain("string"))
    avatar_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    thumbnail: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
