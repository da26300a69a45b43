"""The events of webhooks, by name. A model is loaded when it is first used."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from . import models

MODELS: Mapping[str, str] = {
    "conversation_created": "ConversationCreated",
    "conversation_updated": "ConversationUpdated",
    "conversation_status_changed": "ConversationStatusChanged",
    "conversation_resolved": "ConversationResolved",
    "conversation_opened": "ConversationOpened",
    "conversation_typing_on": "ConversationTypingOn",
    "conversation_typing_off": "ConversationTypingOff",
    "contact_created": "ContactCreated",
    "contact_updated": "ContactUpdated",
    "message_created": "MessageCreated",
    "message_updated": "MessageUpdated",
    "webwidget_triggered": "WebwidgetTriggered",
    "inbox_created": "InboxCreated",
    "inbox_updated": "InboxUpdated",
}
"""The class of each event, in `models`."""

KnownEvent: TypeAlias = Union[
    "models.ConversationCreated",
    "models.ConversationUpdated",
    "models.ConversationStatusChanged",
    "models.ConversationResolved",
    "models.ConversationOpened",
    "models.ConversationTypingOn",
    "models.ConversationTypingOff",
    "models.ContactCreated",
    "models.ContactUpdated",
    "models.MessageCreated",
    "models.MessageUpdated",
    "models.WebwidgetTriggered",
    "models.InboxCreated",
    "models.InboxUpdated",
]
