from __future__ import annotations

from ..._wire.kinds import Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .message_agent_bot import MessageAgentBot
from .message_user import MessageUser


@declare
class RealtimeAccount(Model):
    """The account.

    Attributes:
        performer: User or bot that caused the event in the app or through the API.
    """

    account_id: int = field(Plain("integer"))
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
