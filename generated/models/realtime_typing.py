from __future__ import annotations

from ..._wire.kinds import Object, OneOf, Plain, field
from ..._wire.model import Model, declare
from .event_conversation import EventConversation
from .message_agent_bot import MessageAgentBot
from .message_contact import MessageContact
from .message_user import MessageUser


@declare
class RealtimeTyping(Model):
    """Somebody started or stopped typing.

    Attributes:
        conversation: A conversation in an event.
        user: The typing sender.
        is_private: Whether the text is a private note.
        performer: User or bot that caused the event in the app or through the API.
    """

    conversation: EventConversation = field(Object(EventConversation))
    user: MessageContact | MessageUser | MessageAgentBot = field(
        OneOf(
            "type",
            {"contact": Object(MessageContact), "user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)},
        )
    )
    is_private: bool = field(Plain("boolean"))
    account_id: int = field(Plain("integer"))
    performer: MessageUser | MessageAgentBot | None = field(
        OneOf("type", {"user": Object(MessageUser), "agent_bot": Object(MessageAgentBot)}), default=None
    )
