from __future__ import annotations

from ..._wire.kinds import MapOf, Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .message_agent_bot import MessageAgentBot
from .message_user import MessageUser


@declare
class RealtimeCache(Model):
    """Change times of the data that browsers cache.

    Attributes:
        cache_keys: Epoch seconds, as text, by label, inbox and team.
        performer: User or bot that caused the event in the app or through the API.
    """

    cache_keys: dict[str, str] = field(MapOf(Plain("string")))
    account_id: int = field(Plain("integer"))
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
