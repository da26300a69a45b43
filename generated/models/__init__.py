"""The models of the contract. Each is loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account_status import AccountStatus as AccountStatus
    from .agent_bot import AgentBot as AgentBot
    from .applied_sla import AppliedSla as AppliedSla
    from .assignee_filter import AssigneeFilter as AssigneeFilter
    from .assignee_type import AssigneeType as AssigneeType
    from .attachment import Attachment as Attachment
    from .attachment_file_type import AttachmentFileType as AttachmentFileType
    from .availability import Availability as Availability
    from .bot_type import BotType as BotType
    from .contact import Contact as Contact
    from .contact_inbox_source import ContactInboxSource as ContactInboxSource
    from .conversation import Conversation as Conversation
    from .conversation_counts import ConversationCounts as ConversationCounts
    from .conversation_involvement import ConversationInvolvement as ConversationInvolvement
    from .conversation_meta import ConversationMeta as ConversationMeta
    from .conversation_order import ConversationOrder as ConversationOrder
    from .conversation_page import ConversationPage as ConversationPage
    from .conversation_priority import ConversationPriority as ConversationPriority
    from .conversation_status import ConversationStatus as ConversationStatus
    from .conversation_status_filter import ConversationStatusFilter as ConversationStatusFilter
    from .message import Message as Message
    from .message_agent_bot import MessageAgentBot as MessageAgentBot
    from .message_agent_bot_type import MessageAgentBotType as MessageAgentBotType
    from .message_contact import MessageContact as MessageContact
    from .message_contact_type import MessageContactType as MessageContactType
    from .message_content_type import MessageContentType as MessageContentType
    from .message_conversation import MessageConversation as MessageConversation
    from .message_list import MessageList as MessageList
    from .message_list_meta import MessageListMeta as MessageListMeta
    from .message_status import MessageStatus as MessageStatus
    from .message_type import MessageType as MessageType
    from .message_user import MessageUser as MessageUser
    from .message_user_type import MessageUserType as MessageUserType
    from .profile import Profile as Profile
    from .role import Role as Role
    from .sender_type import SenderType as SenderType
    from .sla_event import SlaEvent as SlaEvent
    from .sla_event_type import SlaEventType as SlaEventType
    from .sla_status import SlaStatus as SlaStatus
    from .team import Team as Team
    from .user import User as User
    from .user_account import UserAccount as UserAccount

_MODULES = {
    "AccountStatus": ".account_status",
    "AgentBot": ".agent_bot",
    "AppliedSla": ".applied_sla",
    "AssigneeFilter": ".assignee_filter",
    "AssigneeType": ".assignee_type",
    "Attachment": ".attachment",
    "AttachmentFileType": ".attachment_file_type",
    "Availability": ".availability",
    "BotType": ".bot_type",
    "Contact": ".contact",
    "ContactInboxSource": ".contact_inbox_source",
    "Conversation": ".conversation",
    "ConversationCounts": ".conversation_counts",
    "ConversationInvolvement": ".conversation_involvement",
    "ConversationMeta": ".conversation_meta",
    "ConversationOrder": ".conversation_order",
    "ConversationPage": ".conversation_page",
    "ConversationPriority": ".conversation_priority",
    "ConversationStatus": ".conversation_status",
    "ConversationStatusFilter": ".conversation_status_filter",
    "Message": ".message",
    "MessageAgentBot": ".message_agent_bot",
    "MessageAgentBotType": ".message_agent_bot_type",
    "MessageContact": ".message_contact",
    "MessageContactType": ".message_contact_type",
    "MessageContentType": ".message_content_type",
    "MessageConversation": ".message_conversation",
    "MessageList": ".message_list",
    "MessageListMeta": ".message_list_meta",
    "MessageStatus": ".message_status",
    "MessageType": ".message_type",
    "MessageUser": ".message_user",
    "MessageUserType": ".message_user_type",
    "Profile": ".profile",
    "Role": ".role",
    "SenderType": ".sender_type",
    "SlaEvent": ".sla_event",
    "SlaEventType": ".sla_event_type",
    "SlaStatus": ".sla_status",
    "Team": ".team",
    "User": ".user",
    "UserAccount": ".user_account",
}

__all__ = (
    "AccountStatus",
    "AgentBot",
    "AppliedSla",
    "AssigneeFilter",
    "AssigneeType",
    "Attachment",
    "AttachmentFileType",
    "Availability",
    "BotType",
    "Contact",
    "ContactInboxSource",
    "Conversation",
    "ConversationCounts",
    "ConversationInvolvement",
    "ConversationMeta",
    "ConversationOrder",
    "ConversationPage",
    "ConversationPriority",
    "ConversationStatus",
    "ConversationStatusFilter",
    "Message",
    "MessageAgentBot",
    "MessageAgentBotType",
    "MessageContact",
    "MessageContactType",
    "MessageContentType",
    "MessageConversation",
    "MessageList",
    "MessageListMeta",
    "MessageStatus",
    "MessageType",
    "MessageUser",
    "MessageUserType",
    "Profile",
    "Role",
    "SenderType",
    "SlaEvent",
    "SlaEventType",
    "SlaStatus",
    "Team",
    "User",
    "UserAccount",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
