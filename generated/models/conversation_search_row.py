from __future__ import annotations

import datetime

from ..._wire.kinds import ListOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .conversation_search_contact import ConversationSearchContact
from .conversation_search_inbox import ConversationSearchInbox
from .conversation_search_message import ConversationSearchMessage


@declare
class ConversationSearchRow(Model):
    """A search result, with fewer keys than a conversation of the list.

    Attributes:
        id: Display ID: the number that the app shows; unique only within an account.
        uuid: Globally unique ID of the conversation.
        account_id: ID of the account.
        created_at: Time of creation.
        contact: The contact in a search result.
        inbox: The inbox in a search result.
        messages: The messages that contain the text.
    """

    id: int = field(Plain("integer"))
    uuid: str = field(Plain("string"))
    account_id: int = field(Plain("integer"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    contact: ConversationSearchContact = field(Object(ConversationSearchContact))
    inbox: ConversationSearchInbox = field(Object(ConversationSearchInbox))
    messages: list[ConversationSearchMessage] = field(ListOf(Object(ConversationSearchMessage)))
