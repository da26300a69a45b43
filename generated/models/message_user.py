from __future__ import annotations

from ..._wire.kinds import Enumeration, Plain, field
from ..._wire.model import Model, declare
from .availability import Availability
from .message_user_type import MessageUserType


@declare
class MessageUser(Model):
    """A user as the sender of a message.

    Attributes:
        type: The kind of sender.
        available_name: Name that contacts see.
        avatar_url: URL of the picture; empty if there is none.
        thumbnail: URL of the picture; empty if there is none.
    """

    id: int = field(Plain("integer"))
    type: MessageUserType = field(Enumeration(MessageUserType))
    name: str = field(Plain("string"))
    available_name: str = field(Plain("string"))
    avatar_url: str = field(Plain("string"))
    availability_status: Availability | None = field(Enumeration(Availability, extensible=True, nullable=True))
    thumbnail: str = field(Plain("string"))
