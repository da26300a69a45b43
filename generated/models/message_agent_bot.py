from __future__ import annotations

from ..._wire.kinds import Enumeration, Plain, field
from ..._wire.model import Model, declare
from .message_agent_bot_type import MessageAgentBotType


@declare
class MessageAgentBot(Model):
    """A bot as the sender of a message.

    Attributes:
        type: The kind of sender.
    """

    id: int = field(Plain("integer"))
    type: MessageAgentBotType = field(Enumeration(MessageAgentBotType))
    name: str = field(Plain("string"))
    avatar_url: str | None = field(Plain("string", nullable=True), default=None)
    thumbnail: str | None = field(Plain("string", nullable=True), default=None)
