from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, ListOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .conversation_status import ConversationStatus
from .public_conversation_contact import PublicConversationContact
from .public_message import PublicMessage


@declare
class PublicConversation(Model):
    """A conversation in the public API.

    Attributes:
        id: The display ID.
        uuid: ID of the conversation for `csat_survey`.
        contact_last_seen_at: Time at which the contact last saw the conversation.
        status: The status of a conversation.
        agent_last_seen_at: Time at which an agent last saw the conversation.
        messages: The messages that the contact sees.
        contact: The contact of a conversation, with all data that the account has about it.
    """

    id: int = field(Plain("integer"))
    uuid: str = field(Plain("string"))
    inbox_id: int = field(Plain("integer"))
    contact_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    status: ConversationStatus = field(Enumeration(ConversationStatus))
    agent_last_seen_at: datetime.datetime | None = field(Timestamp("epoch", zero_is_null=True))
    messages: list[PublicMessage] = field(ListOf(Object(PublicMessage)))
    contact: PublicConversationContact = field(Object(PublicConversationContact))
