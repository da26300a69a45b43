from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .event_account import EventAccount
from .event_contact import EventContact
from .event_conversation import EventConversation
from .event_inbox_name import EventInboxName


@declare
class WebwidgetTriggered(Model):
    """A visitor opened the widget of a website.

    Attributes:
        id: ID of the contact's identity in the inbox.
        contact: A contact, in an event. The event does not contain the contact's own `type`.
        inbox: The inbox of an event.
        account: The account of an event.
        current_conversation: The visitor's current conversation; null for none.
        source_id: ID of the contact in the inbox's channel.
        event_info: Free-form: the page and the browser.
        event: The name of the event.
    """

    id: int = field(Plain("integer"))
    contact: EventContact = field(Object(EventContact))
    inbox: EventInboxName = field(Object(EventInboxName))
    account: EventAccount = field(Object(EventAccount))
    current_conversation: EventConversation | None = field(Object(EventConversation, nullable=True))
    source_id: str = field(Plain("string"))
    event_info: dict[str, Any] = field(MapOf(Anything()))
    event: str = field(Plain("string"))
