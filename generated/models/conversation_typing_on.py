from __future__ import annotations

from ..._wire.kinds import ByKeys, Object, Plain, field
from ..._wire.model import Model, declare
from .event_contact import EventContact
from .event_conversation import EventConversation
from .event_user import EventUser


@declare
class ConversationTypingOn(Model):
    """Somebody started typing.

    Attributes:
        user: The typing sender.
        conversation: A conversation in an event.
        is_private: Whether the text is a private note.
        event: The name of the event.
    """

    user: EventUser | EventContact = field(ByKeys(Object(EventContact), Object(EventUser)))
    conversation: EventConversation = field(Object(EventConversation))
    is_private: bool = field(Plain("boolean"))
    event: str = field(Plain("string"))
