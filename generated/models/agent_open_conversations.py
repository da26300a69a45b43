from __future__ import annotations

from ..._wire.kinds import Enumeration, Object, Plain, field
from ..._wire.model import Model, declare
from .availability import Availability
from .open_conversations import OpenConversations


@declare
class AgentOpenConversations(Model):
    """Numbers of an agent's open conversations.

    Attributes:
        thumbnail: URL of the picture; empty if there is none.
        availability: The presence of a user.
        metric: Numbers of open conversations.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    email: str = field(Plain("string"))
    thumbnail: str = field(Plain("string"))
    availability: Availability = field(Enumeration(Availability, extensible=True))
    metric: OpenConversations = field(Object(OpenConversations))
