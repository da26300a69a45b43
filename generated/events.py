"""The events of webhooks and, with dots in their names, of `/cable`. Models are loaded on first use."""

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
"""The class of each event of webhooks, in `models`."""

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
REALTIME: Mapping[str, str] = {
    "conversation.created": "RealtimeConversationCreated",
    "conversation.updated": "RealtimeConversationUpdated",
    "conversation.status_changed": "RealtimeConversationStatusChanged",
    "conversation.read": "RealtimeConversationRead",
    "conversation.contact_changed": "RealtimeConversationContactChanged",
    "conversation.mentioned": "RealtimeConversationMentioned",
    "assignee.changed": "RealtimeAssigneeChanged",
    "team.changed": "RealtimeTeamChanged",
    "conversation.typing_on": "RealtimeConversationTypingOn",
    "conversation.typing_off": "RealtimeConversationTypingOff",
    "conversation.unread_count_changed": "RealtimeUnreadCountChanged",
    "message.created": "RealtimeMessageCreated",
    "message.updated": "RealtimeMessageUpdated",
    "first.reply.created": "RealtimeFirstReplyCreated",
    "contact.created": "RealtimeContactCreated",
    "contact.updated": "RealtimeContactUpdated",
    "contact.merged": "RealtimeContactMerged",
    "contact.deleted": "RealtimeContactDeleted",
    "notification.created": "RealtimeNotificationCreated",
    "notification.updated": "RealtimeNotificationUpdated",
    "account.cache_invalidated": "RealtimeCacheInvalidated",
    "presence.update": "RealtimePresenceUpdate",
}
"""The class of each event over `/cable`, in `models`."""

KnownRealtimeEvent: TypeAlias = Union[
    "models.RealtimeConversationCreated",
    "models.RealtimeConversationUpdated",
    "models.RealtimeConversationStatusChanged",
    "models.RealtimeConversationRead",
    "models.RealtimeConversationContactChanged",
    "models.RealtimeConversationMentioned",
    "models.RealtimeAssigneeChanged",
    "models.RealtimeTeamChanged",
    "models.RealtimeConversationTypingOn",
    "models.RealtimeConversationTypingOff",
    "models.RealtimeUnreadCountChanged",
    "models.RealtimeMessageCreated",
    "models.RealtimeMessageUpdated",
    "models.RealtimeFirstReplyCreated",
    "models.RealtimeContactCreated",
    "models.RealtimeContactUpdated",
    "models.RealtimeContactMerged",
    "models.RealtimeContactDeleted",
    "models.RealtimeNotificationCreated",
    "models.RealtimeNotificationUpdated",
    "models.RealtimeCacheInvalidated",
    "models.RealtimePresenceUpdate",
]
