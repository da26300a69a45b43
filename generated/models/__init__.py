"""The models of the contract. Each is loaded on first use."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .access_token_record import AccessTokenRecord as AccessTokenRecord
    from .account import Account as Account
    from .account_status import AccountStatus as AccountStatus
    from .agent_availability import AgentAvailability as AgentAvailability
    from .agent_bot import AgentBot as AgentBot
    from .agent_capacity_policy import AgentCapacityPolicy as AgentCapacityPolicy
    from .agent_open_conversations import AgentOpenConversations as AgentOpenConversations
    from .applied_sla import AppliedSla as AppliedSla
    from .applied_sla_metrics import AppliedSlaMetrics as AppliedSlaMetrics
    from .applied_sla_page import AppliedSlaPage as AppliedSlaPage
    from .applied_sla_page_meta import AppliedSlaPageMeta as AppliedSlaPageMeta
    from .article import Article as Article
    from .article_category import ArticleCategory as ArticleCategory
    from .article_counts import ArticleCounts as ArticleCounts
    from .article_page import ArticlePage as ArticlePage
    from .article_status import ArticleStatus as ArticleStatus
    from .article_status_change import ArticleStatusChange as ArticleStatusChange
    from .article_status_number import ArticleStatusNumber as ArticleStatusNumber
    from .assigned_team import AssignedTeam as AssignedTeam
    from .assignee_filter import AssigneeFilter as AssigneeFilter
    from .assignee_type import AssigneeType as AssigneeType
    from .assignment_order import AssignmentOrder as AssignmentOrder
    from .assignment_policy import AssignmentPolicy as AssignmentPolicy
    from .assignment_priority import AssignmentPriority as AssignmentPriority
    from .attachment import Attachment as Attachment
    from .attachment_file_type import AttachmentFileType as AttachmentFileType
    from .audit_action import AuditAction as AuditAction
    from .audit_log import AuditLog as AuditLog
    from .audit_log_page import AuditLogPage as AuditLogPage
    from .automation_action import AutomationAction as AutomationAction
    from .automation_action_name import AutomationActionName as AutomationActionName
    from .automation_condition import AutomationCondition as AutomationCondition
    from .automation_event import AutomationEvent as AutomationEvent
    from .automation_operator import AutomationOperator as AutomationOperator
    from .automation_rule import AutomationRule as AutomationRule
    from .availability import Availability as Availability
    from .bot_metrics import BotMetrics as BotMetrics
    from .bot_type import BotType as BotType
    from .bulk_contact_labels import BulkContactLabels as BulkContactLabels
    from .bulk_conversation_fields import BulkConversationFields as BulkConversationFields
    from .bulk_conversation_labels import BulkConversationLabels as BulkConversationLabels
    from .campaign import Campaign as Campaign
    from .campaign_audience import CampaignAudience as CampaignAudience
    from .campaign_status import CampaignStatus as CampaignStatus
    from .campaign_trigger import CampaignTrigger as CampaignTrigger
    from .campaign_type import CampaignType as CampaignType
    from .canned_response import CannedResponse as CannedResponse
    from .capacity_exclusions import CapacityExclusions as CapacityExclusions
    from .captain_assistant import CaptainAssistant as CaptainAssistant
    from .category import Category as Category
    from .category_counts import CategoryCounts as CategoryCounts
    from .category_list import CategoryList as CategoryList
    from .category_list_meta import CategoryListMeta as CategoryListMeta
    from .channel_kind import ChannelKind as ChannelKind
    from .channel_summary import ChannelSummary as ChannelSummary
    from .company import Company as Company
    from .company_contact import CompanyContact as CompanyContact
    from .company_contact_page import CompanyContactPage as CompanyContactPage
    from .company_note import CompanyNote as CompanyNote
    from .company_order import CompanyOrder as CompanyOrder
    from .company_page import CompanyPage as CompanyPage
    from .company_page_meta import CompanyPageMeta as CompanyPageMeta
    from .contact import Contact as Contact
    from .contact_created import ContactCreated as ContactCreated
    from .contact_inbox import ContactInbox as ContactInbox
    from .contact_inbox_source import ContactInboxSource as ContactInboxSource
    from .contact_note import ContactNote as ContactNote
    from .contact_order import ContactOrder as ContactOrder
    from .contact_page import ContactPage as ContactPage
    from .contact_page_meta import ContactPageMeta as ContactPageMeta
    from .contact_updated import ContactUpdated as ContactUpdated
    from .contactable_inbox import ContactableInbox as ContactableInbox
    from .conversation import Conversation as Conversation
    from .conversation_attachment import ConversationAttachment as ConversationAttachment
    from .conversation_attachment_count import ConversationAttachmentCount as ConversationAttachmentCount
    from .conversation_attachment_page import ConversationAttachmentPage as ConversationAttachmentPage
    from .conversation_counts import ConversationCounts as ConversationCounts
    from .conversation_created import ConversationCreated as ConversationCreated
    from .conversation_draft import ConversationDraft as ConversationDraft
    from .conversation_first_message import ConversationFirstMessage as ConversationFirstMessage
    from .conversation_involvement import ConversationInvolvement as ConversationInvolvement
    from .conversation_meta import ConversationMeta as ConversationMeta
    from .conversation_opened import ConversationOpened as ConversationOpened
    from .conversation_order import ConversationOrder as ConversationOrder
    from .conversation_page import ConversationPage as ConversationPage
    from .conversation_priority import ConversationPriority as ConversationPriority
    from .conversation_priority_change import ConversationPriorityChange as ConversationPriorityChange
    from .conversation_resolved import ConversationResolved as ConversationResolved
    from .conversation_search_contact import ConversationSearchContact as ConversationSearchContact
    from .conversation_search_inbox import ConversationSearchInbox as ConversationSearchInbox
    from .conversation_search_message import ConversationSearchMessage as ConversationSearchMessage
    from .conversation_search_page import ConversationSearchPage as ConversationSearchPage
    from .conversation_search_row import ConversationSearchRow as ConversationSearchRow
    from .conversation_status import ConversationStatus as ConversationStatus
    from .conversation_status_change import ConversationStatusChange as ConversationStatusChange
    from .conversation_status_changed import ConversationStatusChanged as ConversationStatusChanged
    from .conversation_status_filter import ConversationStatusFilter as ConversationStatusFilter
    from .conversation_typing_off import ConversationTypingOff as ConversationTypingOff
    from .conversation_typing_on import ConversationTypingOn as ConversationTypingOn
    from .conversation_updated import ConversationUpdated as ConversationUpdated
    from .creatable_content_type import CreatableContentType as CreatableContentType
    from .created_contact import CreatedContact as CreatedContact
    from .created_contact_inbox import CreatedContactInbox as CreatedContactInbox
    from .csat_metrics import CsatMetrics as CsatMetrics
    from .csat_order import CsatOrder as CsatOrder
    from .csat_reviewer import CsatReviewer as CsatReviewer
    from .csat_survey import CsatSurvey as CsatSurvey
    from .csat_survey_response import CsatSurveyResponse as CsatSurveyResponse
    from .custom_attribute_definition import CustomAttributeDefinition as CustomAttributeDefinition
    from .custom_attribute_display_type import CustomAttributeDisplayType as CustomAttributeDisplayType
    from .custom_attribute_display_type_code import CustomAttributeDisplayTypeCode as CustomAttributeDisplayTypeCode
    from .custom_attribute_model import CustomAttributeModel as CustomAttributeModel
    from .custom_attribute_model_code import CustomAttributeModelCode as CustomAttributeModelCode
    from .custom_filter import CustomFilter as CustomFilter
    from .custom_filter_type import CustomFilterType as CustomFilterType
    from .custom_role import CustomRole as CustomRole
    from .custom_role_permission import CustomRolePermission as CustomRolePermission
    from .dashboard_app import DashboardApp as DashboardApp
    from .dashboard_app_frame import DashboardAppFrame as DashboardAppFrame
    from .direct_upload import DirectUpload as DirectUpload
    from .direct_upload_target import DirectUploadTarget as DirectUploadTarget
    from .entity_summary import EntitySummary as EntitySummary
    from .event_account import EventAccount as EventAccount
    from .event_assignee import EventAssignee as EventAssignee
    from .event_channel import EventChannel as EventChannel
    from .event_contact import EventContact as EventContact
    from .event_contact_inbox import EventContactInbox as EventContactInbox
    from .event_conversation import EventConversation as EventConversation
    from .event_conversation_meta import EventConversationMeta as EventConversationMeta
    from .event_inbox_name import EventInboxName as EventInboxName
    from .event_team import EventTeam as EventTeam
    from .event_user import EventUser as EventUser
    from .filter_attribute_owner import FilterAttributeOwner as FilterAttributeOwner
    from .filter_condition import FilterCondition as FilterCondition
    from .filter_conjunction import FilterConjunction as FilterConjunction
    from .filter_operator import FilterOperator as FilterOperator
    from .found_article import FoundArticle as FoundArticle
    from .found_contact import FoundContact as FoundContact
    from .found_of_all_kinds import FoundOfAllKinds as FoundOfAllKinds
    from .grouped_open_conversations import GroupedOpenConversations as GroupedOpenConversations
    from .inbox import Inbox as Inbox
    from .inbox_agent_bot import InboxAgentBot as InboxAgentBot
    from .inbox_capacity_limit import InboxCapacityLimit as InboxCapacityLimit
    from .inbox_channel import InboxChannel as InboxChannel
    from .inbox_channel_settings import InboxChannelSettings as InboxChannelSettings
    from .inbox_created import InboxCreated as InboxCreated
    from .inbox_deletion import InboxDeletion as InboxDeletion
    from .inbox_help_center import InboxHelpCenter as InboxHelpCenter
    from .inbox_label_matrix import InboxLabelMatrix as InboxLabelMatrix
    from .inbox_record import InboxRecord as InboxRecord
    from .inbox_summary import InboxSummary as InboxSummary
    from .inbox_updated import InboxUpdated as InboxUpdated
    from .integration_app import IntegrationApp as IntegrationApp
    from .integration_hook import IntegrationHook as IntegrationHook
    from .integration_hook_status import IntegrationHookStatus as IntegrationHookStatus
    from .integration_hook_type import IntegrationHookType as IntegrationHookType
    from .integration_inbox import IntegrationInbox as IntegrationInbox
    from .label import Label as Label
    from .label_summary import LabelSummary as LabelSummary
    from .live_grouping import LiveGrouping as LiveGrouping
    from .macro import Macro as Macro
    from .macro_action import MacroAction as MacroAction
    from .macro_action_name import MacroActionName as MacroActionName
    from .macro_visibility import MacroVisibility as MacroVisibility
    from .message import Message as Message
    from .message_agent_bot import MessageAgentBot as MessageAgentBot
    from .message_agent_bot_type import MessageAgentBotType as MessageAgentBotType
    from .message_captain_assistant import MessageCaptainAssistant as MessageCaptainAssistant
    from .message_captain_assistant_type import MessageCaptainAssistantType as MessageCaptainAssistantType
    from .message_contact import MessageContact as MessageContact
    from .message_contact_type import MessageContactType as MessageContactType
    from .message_content_type import MessageContentType as MessageContentType
    from .message_conversation import MessageConversation as MessageConversation
    from .message_created import MessageCreated as MessageCreated
    from .message_direction import MessageDirection as MessageDirection
    from .message_list import MessageList as MessageList
    from .message_list_meta import MessageListMeta as MessageListMeta
    from .message_status import MessageStatus as MessageStatus
    from .message_template_params import MessageTemplateParams as MessageTemplateParams
    from .message_type import MessageType as MessageType
    from .message_updated import MessageUpdated as MessageUpdated
    from .message_user import MessageUser as MessageUser
    from .message_user_type import MessageUserType as MessageUserType
    from .missed_sla import MissedSla as MissedSla
    from .missed_sla_contact import MissedSlaContact as MissedSlaContact
    from .missed_sla_conversation import MissedSlaConversation as MissedSlaConversation
    from .named_inbox import NamedInbox as NamedInbox
    from .notification import Notification as Notification
    from .notification_contact_inbox import NotificationContactInbox as NotificationContactInbox
    from .notification_conversation import NotificationConversation as NotificationConversation
    from .notification_conversation_meta import NotificationConversationMeta as NotificationConversationMeta
    from .notification_deletion_type import NotificationDeletionType as NotificationDeletionType
    from .notification_email_flag import NotificationEmailFlag as NotificationEmailFlag
    from .notification_inclusion import NotificationInclusion as NotificationInclusion
    from .notification_order import NotificationOrder as NotificationOrder
    from .notification_page import NotificationPage as NotificationPage
    from .notification_page_meta import NotificationPageMeta as NotificationPageMeta
    from .notification_push_flag import NotificationPushFlag as NotificationPushFlag
    from .notification_record import NotificationRecord as NotificationRecord
    from .notification_settings import NotificationSettings as NotificationSettings
    from .notification_team import NotificationTeam as NotificationTeam
    from .notification_type import NotificationType as NotificationType
    from .open_conversations import OpenConversations as OpenConversations
    from .open_conversations_of import OpenConversationsOf as OpenConversationsOf
    from .outgoing_messages_count import OutgoingMessagesCount as OutgoingMessagesCount
    from .outgoing_messages_grouping import OutgoingMessagesGrouping as OutgoingMessagesGrouping
    from .platform_account import PlatformAccount as PlatformAccount
    from .platform_account_user import PlatformAccountUser as PlatformAccountUser
    from .platform_agent_bot import PlatformAgentBot as PlatformAgentBot
    from .platform_login import PlatformLogin as PlatformLogin
    from .platform_token_user import PlatformTokenUser as PlatformTokenUser
    from .platform_user import PlatformUser as PlatformUser
    from .platform_user_account import PlatformUserAccount as PlatformUserAccount
    from .platform_user_token import PlatformUserToken as PlatformUserToken
    from .portal import Portal as Portal
    from .portal_config import PortalConfig as PortalConfig
    from .portal_config_changes import PortalConfigChanges as PortalConfigChanges
    from .portal_counts import PortalCounts as PortalCounts
    from .portal_list import PortalList as PortalList
    from .portal_list_meta import PortalListMeta as PortalListMeta
    from .portal_locale import PortalLocale as PortalLocale
    from .profile import Profile as Profile
    from .public_contact import PublicContact as PublicContact
    from .public_conversation import PublicConversation as PublicConversation
    from .public_conversation_contact import PublicConversationContact as PublicConversationContact
    from .public_inbox import PublicInbox as PublicInbox
    from .public_message import PublicMessage as PublicMessage
    from .published_availability import PublishedAvailability as PublishedAvailability
    from .realtime_account import RealtimeAccount as RealtimeAccount
    from .realtime_assignee_changed import RealtimeAssigneeChanged as RealtimeAssigneeChanged
    from .realtime_cache import RealtimeCache as RealtimeCache
    from .realtime_cache_invalidated import RealtimeCacheInvalidated as RealtimeCacheInvalidated
    from .realtime_contact import RealtimeContact as RealtimeContact
    from .realtime_contact_created import RealtimeContactCreated as RealtimeContactCreated
    from .realtime_contact_deleted import RealtimeContactDeleted as RealtimeContactDeleted
    from .realtime_contact_merged import RealtimeContactMerged as RealtimeContactMerged
    from .realtime_contact_updated import RealtimeContactUpdated as RealtimeContactUpdated
    from .realtime_conversation import RealtimeConversation as RealtimeConversation
    from .realtime_conversation_contact_changed import (
        RealtimeConversationContactChanged as RealtimeConversationContactChanged,
    )
    from .realtime_conversation_created import RealtimeConversationCreated as RealtimeConversationCreated
    from .realtime_conversation_mentioned import RealtimeConversationMentioned as RealtimeConversationMentioned
    from .realtime_conversation_read import RealtimeConversationRead as RealtimeConversationRead
    from .realtime_conversation_status_changed import (
        RealtimeConversationStatusChanged as RealtimeConversationStatusChanged,
    )
    from .realtime_conversation_typing_off import RealtimeConversationTypingOff as RealtimeConversationTypingOff
    from .realtime_conversation_typing_on import RealtimeConversationTypingOn as RealtimeConversationTypingOn
    from .realtime_conversation_updated import RealtimeConversationUpdated as RealtimeConversationUpdated
    from .realtime_first_reply_created import RealtimeFirstReplyCreated as RealtimeFirstReplyCreated
    from .realtime_message import RealtimeMessage as RealtimeMessage
    from .realtime_message_created import RealtimeMessageCreated as RealtimeMessageCreated
    from .realtime_message_updated import RealtimeMessageUpdated as RealtimeMessageUpdated
    from .realtime_notification import RealtimeNotification as RealtimeNotification
    from .realtime_notification_created import RealtimeNotificationCreated as RealtimeNotificationCreated
    from .realtime_notification_notification import RealtimeNotificationNotification as RealtimeNotificationNotification
    from .realtime_notification_updated import RealtimeNotificationUpdated as RealtimeNotificationUpdated
    from .realtime_presence import RealtimePresence as RealtimePresence
    from .realtime_presence_update import RealtimePresenceUpdate as RealtimePresenceUpdate
    from .realtime_team_changed import RealtimeTeamChanged as RealtimeTeamChanged
    from .realtime_typing import RealtimeTyping as RealtimeTyping
    from .realtime_unread_count_changed import RealtimeUnreadCountChanged as RealtimeUnreadCountChanged
    from .reply_time import ReplyTime as ReplyTime
    from .report_figures import ReportFigures as ReportFigures
    from .report_metric import ReportMetric as ReportMetric
    from .report_period import ReportPeriod as ReportPeriod
    from .report_point import ReportPoint as ReportPoint
    from .report_scope import ReportScope as ReportScope
    from .report_summary import ReportSummary as ReportSummary
    from .reporting_event import ReportingEvent as ReportingEvent
    from .reporting_event_name import ReportingEventName as ReportingEventName
    from .reporting_event_page import ReportingEventPage as ReportingEventPage
    from .reporting_event_page_meta import ReportingEventPageMeta as ReportingEventPageMeta
    from .role import Role as Role
    from .sender_name_type import SenderNameType as SenderNameType
    from .sender_type import SenderType as SenderType
    from .settable_status import SettableStatus as SettableStatus
    from .sla_event import SlaEvent as SlaEvent
    from .sla_event_type import SlaEventType as SlaEventType
    from .sla_policy import SlaPolicy as SlaPolicy
    from .sla_status import SlaStatus as SlaStatus
    from .submitted_csat_survey import SubmittedCsatSurvey as SubmittedCsatSurvey
    from .submitted_value import SubmittedValue as SubmittedValue
    from .team import Team as Team
    from .template_category import TemplateCategory as TemplateCategory
    from .titled_label import TitledLabel as TitledLabel
    from .typing_status import TypingStatus as TypingStatus
    from .unread_counts import UnreadCounts as UnreadCounts
    from .uploaded_file import UploadedFile as UploadedFile
    from .user import User as User
    from .user_account import UserAccount as UserAccount
    from .webhook import Webhook as Webhook
    from .webhook_event import WebhookEvent as WebhookEvent
    from .webhook_inbox import WebhookInbox as WebhookInbox
    from .webwidget_triggered import WebwidgetTriggered as WebwidgetTriggered
    from .working_hours import WorkingHours as WorkingHours

_MODULES = {
    "AccessTokenRecord": ".access_token_record",
    "Account": ".account",
    "AccountStatus": ".account_status",
    "AgentAvailability": ".agent_availability",
    "AgentBot": ".agent_bot",
    "AgentCapacityPolicy": ".agent_capacity_policy",
    "AgentOpenConversations": ".agent_open_conversations",
    "AppliedSla": ".applied_sla",
    "AppliedSlaMetrics": ".applied_sla_metrics",
    "AppliedSlaPage": ".applied_sla_page",
    "AppliedSlaPageMeta": ".applied_sla_page_meta",
    "Article": ".article",
    "ArticleCategory": ".article_category",
    "ArticleCounts": ".article_counts",
    "ArticlePage": ".article_page",
    "ArticleStatus": ".article_status",
    "ArticleStatusChange": ".article_status_change",
    "ArticleStatusNumber": ".article_status_number",
    "AssignedTeam": ".assigned_team",
    "AssigneeFilter": ".assignee_filter",
    "AssigneeType": ".assignee_type",
    "AssignmentOrder": ".assignment_order",
    "AssignmentPolicy": ".assignment_policy",
    "AssignmentPriority": ".assignment_priority",
    "Attachment": ".attachment",
    "AttachmentFileType": ".attachment_file_type",
    "AuditAction": ".audit_action",
    "AuditLog": ".audit_log",
    "AuditLogPage": ".audit_log_page",
    "AutomationAction": ".automation_action",
    "AutomationActionName": ".automation_action_name",
    "AutomationCondition": ".automation_condition",
    "AutomationEvent": ".automation_event",
    "AutomationOperator": ".automation_operator",
    "AutomationRule": ".automation_rule",
    "Availability": ".availability",
    "BotMetrics": ".bot_metrics",
    "BotType": ".bot_type",
    "BulkContactLabels": ".bulk_contact_labels",
    "BulkConversationFields": ".bulk_conversation_fields",
    "BulkConversationLabels": ".bulk_conversation_labels",
    "Campaign": ".campaign",
    "CampaignAudience": ".campaign_audience",
    "CampaignStatus": ".campaign_status",
    "CampaignTrigger": ".campaign_trigger",
    "CampaignType": ".campaign_type",
    "CannedResponse": ".canned_response",
    "CapacityExclusions": ".capacity_exclusions",
    "CaptainAssistant": ".captain_assistant",
    "Category": ".category",
    "CategoryCounts": ".category_counts",
    "CategoryList": ".category_list",
    "CategoryListMeta": ".category_list_meta",
    "ChannelKind": ".channel_kind",
    "ChannelSummary": ".channel_summary",
    "Company": ".company",
    "CompanyContact": ".company_contact",
    "CompanyContactPage": ".company_contact_page",
    "CompanyNote": ".company_note",
    "CompanyOrder": ".company_order",
    "CompanyPage": ".company_page",
    "CompanyPageMeta": ".company_page_meta",
    "Contact": ".contact",
    "ContactCreated": ".contact_created",
    "ContactInbox": ".contact_inbox",
    "ContactInboxSource": ".contact_inbox_source",
    "ContactNote": ".contact_note",
    "ContactOrder": ".contact_order",
    "ContactPage": ".contact_page",
    "ContactPageMeta": ".contact_page_meta",
    "ContactUpdated": ".contact_updated",
    "ContactableInbox": ".contactable_inbox",
    "Conversation": ".conversation",
    "ConversationAttachment": ".conversation_attachment",
    "ConversationAttachmentCount": ".conversation_attachment_count",
    "ConversationAttachmentPage": ".conversation_attachment_page",
    "ConversationCounts": ".conversation_counts",
    "ConversationCreated": ".conversation_created",
    "ConversationDraft": ".conversation_draft",
    "ConversationFirstMessage": ".conversation_first_message",
    "ConversationInvolvement": ".conversation_involvement",
    "ConversationMeta": ".conversation_meta",
    "ConversationOpened": ".conversation_opened",
    "ConversationOrder": ".conversation_order",
    "ConversationPage": ".conversation_page",
    "ConversationPriority": ".conversation_priority",
    "ConversationPriorityChange": ".conversation_priority_change",
    "ConversationResolved": ".conversation_resolved",
    "ConversationSearchContact": ".conversation_search_contact",
    "ConversationSearchInbox": ".conversation_search_inbox",
    "ConversationSearchMessage": ".conversation_search_message",
    "ConversationSearchPage": ".conversation_search_page",
    "ConversationSearchRow": ".conversation_search_row",
    "ConversationStatus": ".conversation_status",
    "ConversationStatusChange": ".conversation_status_change",
    "ConversationStatusChanged": ".conversation_status_changed",
    "ConversationStatusFilter": ".conversation_status_filter",
    "ConversationTypingOff": ".conversation_typing_off",
    "ConversationTypingOn": ".conversation_typing_on",
    "ConversationUpdated": ".conversation_updated",
    "CreatableContentType": ".creatable_content_type",
    "CreatedContact": ".created_contact",
    "CreatedContactInbox": ".created_contact_inbox",
    "CsatMetrics": ".csat_metrics",
    "CsatOrder": ".csat_order",
    "CsatReviewer": ".csat_reviewer",
    "CsatSurvey": ".csat_survey",
    "CsatSurveyResponse": ".csat_survey_response",
    "CustomAttributeDefinition": ".custom_attribute_definition",
    "CustomAttributeDisplayType": ".custom_attribute_display_type",
    "CustomAttributeDisplayTypeCode": ".custom_attribute_display_type_code",
    "CustomAttributeModel": ".custom_attribute_model",
    "CustomAttributeModelCode": ".custom_attribute_model_code",
    "CustomFilter": ".custom_filter",
    "CustomFilterType": ".custom_filter_type",
    "CustomRole": ".custom_role",
    "CustomRolePermission": ".custom_role_permission",
    "DashboardApp": ".dashboard_app",
    "DashboardAppFrame": ".dashboard_app_frame",
    "DirectUpload": ".direct_upload",
    "DirectUploadTarget": ".direct_upload_target",
    "EntitySummary": ".entity_summary",
    "EventAccount": ".event_account",
    "EventAssignee": ".event_assignee",
    "EventChannel": ".event_channel",
    "EventContact": ".event_contact",
    "EventContactInbox": ".event_contact_inbox",
    "EventConversation": ".event_conversation",
    "EventConversationMeta": ".event_conversation_meta",
    "EventInboxName": ".event_inbox_name",
    "EventTeam": ".event_team",
    "EventUser": ".event_user",
    "FilterAttributeOwner": ".filter_attribute_owner",
    "FilterCondition": ".filter_condition",
    "FilterConjunction": ".filter_conjunction",
    "FilterOperator": ".filter_operator",
    "FoundArticle": ".found_article",
    "FoundContact": ".found_contact",
    "FoundOfAllKinds": ".found_of_all_kinds",
    "GroupedOpenConversations": ".grouped_open_conversations",
    "Inbox": ".inbox",
    "InboxAgentBot": ".inbox_agent_bot",
    "InboxCapacityLimit": ".inbox_capacity_limit",
    "InboxChannel": ".inbox_channel",
    "InboxChannelSettings": ".inbox_channel_settings",
    "InboxCreated": ".inbox_created",
    "InboxDeletion": ".inbox_deletion",
    "InboxHelpCenter": ".inbox_help_center",
    "InboxLabelMatrix": ".inbox_label_matrix",
    "InboxRecord": ".inbox_record",
    "InboxSummary": ".inbox_summary",
    "InboxUpdated": ".inbox_updated",
    "IntegrationApp": ".integration_app",
    "IntegrationHook": ".integration_hook",
    "IntegrationHookStatus": ".integration_hook_status",
    "IntegrationHookType": ".integration_hook_type",
    "IntegrationInbox": ".integration_inbox",
    "Label": ".label",
    "LabelSummary": ".label_summary",
    "LiveGrouping": ".live_grouping",
    "Macro": ".macro",
    "MacroAction": ".macro_action",
    "MacroActionName": ".macro_action_name",
    "MacroVisibility": ".macro_visibility",
    "Message": ".message",
    "MessageAgentBot": ".message_agent_bot",
    "MessageAgentBotType": ".message_agent_bot_type",
    "MessageCaptainAssistant": ".message_captain_assistant",
    "MessageCaptainAssistantType": ".message_captain_assistant_type",
    "MessageContact": ".message_contact",
    "MessageContactType": ".message_contact_type",
    "MessageContentType": ".message_content_type",
    "MessageConversation": ".message_conversation",
    "MessageCreated": ".message_created",
    "MessageDirection": ".message_direction",
    "MessageList": ".message_list",
    "MessageListMeta": ".message_list_meta",
    "MessageStatus": ".message_status",
    "MessageTemplateParams": ".message_template_params",
    "MessageType": ".message_type",
    "MessageUpdated": ".message_updated",
    "MessageUser": ".message_user",
    "MessageUserType": ".message_user_type",
    "MissedSla": ".missed_sla",
    "MissedSlaContact": ".missed_sla_contact",
    "MissedSlaConversation": ".missed_sla_conversation",
    "NamedInbox": ".named_inbox",
    "Notification": ".notification",
    "NotificationContactInbox": ".notification_contact_inbox",
    "NotificationConversation": ".notification_conversation",
    "NotificationConversationMeta": ".notification_conversation_meta",
    "NotificationDeletionType": ".notification_deletion_type",
    "NotificationEmailFlag": ".notification_email_flag",
    "NotificationInclusion": ".notification_inclusion",
    "NotificationOrder": ".notification_order",
    "NotificationPage": ".notification_page",
    "NotificationPageMeta": ".notification_page_meta",
    "NotificationPushFlag": ".notification_push_flag",
    "NotificationRecord": ".notification_record",
    "NotificationSettings": ".notification_settings",
    "NotificationTeam": ".notification_team",
    "NotificationType": ".notification_type",
    "OpenConversations": ".open_conversations",
    "OpenConversationsOf": ".open_conversations_of",
    "OutgoingMessagesCount": ".outgoing_messages_count",
    "OutgoingMessagesGrouping": ".outgoing_messages_grouping",
    "PlatformAccount": ".platform_account",
    "PlatformAccountUser": ".platform_account_user",
    "PlatformAgentBot": ".platform_agent_bot",
    "PlatformLogin": ".platform_login",
    "PlatformTokenUser": ".platform_token_user",
    "PlatformUser": ".platform_user",
    "PlatformUserAccount": ".platform_user_account",
    "PlatformUserToken": ".platform_user_token",
    "Portal": ".portal",
    "PortalConfig": ".portal_config",
    "PortalConfigChanges": ".portal_config_changes",
    "PortalCounts": ".portal_counts",
    "PortalList": ".portal_list",
    "PortalListMeta": ".portal_list_meta",
    "PortalLocale": ".portal_locale",
    "Profile": ".profile",
    "PublicContact": ".public_contact",
    "PublicConversation": ".public_conversation",
    "PublicConversationContact": ".public_conversation_contact",
    "PublicInbox": ".public_inbox",
    "PublicMessage": ".public_message",
    "PublishedAvailability": ".published_availability",
    "RealtimeAccount": ".realtime_account",
    "RealtimeAssigneeChanged": ".realtime_assignee_changed",
    "RealtimeCache": ".realtime_cache",
    "RealtimeCacheInvalidated": ".realtime_cache_invalidated",
    "RealtimeContact": ".realtime_contact",
    "RealtimeContactCreated": ".realtime_contact_created",
    "RealtimeContactDeleted": ".realtime_contact_deleted",
    "RealtimeContactMerged": ".realtime_contact_merged",
    "RealtimeContactUpdated": ".realtime_contact_updated",
    "RealtimeConversation": ".realtime_conversation",
    "RealtimeConversationContactChanged": ".realtime_conversation_contact_changed",
    "RealtimeConversationCreated": ".realtime_conversation_created",
    "RealtimeConversationMentioned": ".realtime_conversation_mentioned",
    "RealtimeConversationRead": ".realtime_conversation_read",
    "RealtimeConversationStatusChanged": ".realtime_conversation_status_changed",
    "RealtimeConversationTypingOff": ".realtime_conversation_typing_off",
    "RealtimeConversationTypingOn": ".realtime_conversation_typing_on",
    "RealtimeConversationUpdated": ".realtime_conversation_updated",
    "RealtimeFirstReplyCreated": ".realtime_first_reply_created",
    "RealtimeMessage": ".realtime_message",
    "RealtimeMessageCreated": ".realtime_message_created",
    "RealtimeMessageUpdated": ".realtime_message_updated",
    "RealtimeNotification": ".realtime_notification",
    "RealtimeNotificationCreated": ".realtime_notification_created",
    "RealtimeNotificationNotification": ".realtime_notification_notification",
    "RealtimeNotificationUpdated": ".realtime_notification_updated",
    "RealtimePresence": ".realtime_presence",
    "RealtimePresenceUpdate": ".realtime_presence_update",
    "RealtimeTeamChanged": ".realtime_team_changed",
    "RealtimeTyping": ".realtime_typing",
    "RealtimeUnreadCountChanged": ".realtime_unread_count_changed",
    "ReplyTime": ".reply_time",
    "ReportFigures": ".report_figures",
    "ReportMetric": ".report_metric",
    "ReportPeriod": ".report_period",
    "ReportPoint": ".report_point",
    "ReportScope": ".report_scope",
    "ReportSummary": ".report_summary",
    "ReportingEvent": ".reporting_event",
    "ReportingEventName": ".reporting_event_name",
    "ReportingEventPage": ".reporting_event_page",
    "ReportingEventPageMeta": ".reporting_event_page_meta",
    "Role": ".role",
    "SenderNameType": ".sender_name_type",
    "SenderType": ".sender_type",
    "SettableStatus": ".settable_status",
    "SlaEvent": ".sla_event",
    "SlaEventType": ".sla_event_type",
    "SlaPolicy": ".sla_policy",
    "SlaStatus": ".sla_status",
    "SubmittedCsatSurvey": ".submitted_csat_survey",
    "SubmittedValue": ".submitted_value",
    "Team": ".team",
    "TemplateCategory": ".template_category",
    "TitledLabel": ".titled_label",
    "TypingStatus": ".typing_status",
    "UnreadCounts": ".unread_counts",
    "UploadedFile": ".uploaded_file",
    "User": ".user",
    "UserAccount": ".user_account",
    "Webhook": ".webhook",
    "WebhookEvent": ".webhook_event",
    "WebhookInbox": ".webhook_inbox",
    "WebwidgetTriggered": ".webwidget_triggered",
    "WorkingHours": ".working_hours",
}

__all__ = (
    "AccessTokenRecord",
    "Account",
    "AccountStatus",
    "AgentAvailability",
    "AgentBot",
    "AgentCapacityPolicy",
    "AgentOpenConversations",
    "AppliedSla",
    "AppliedSlaMetrics",
    "AppliedSlaPage",
    "AppliedSlaPageMeta",
    "Article",
    "ArticleCategory",
    "ArticleCounts",
    "ArticlePage",
    "ArticleStatus",
    "ArticleStatusChange",
    "ArticleStatusNumber",
    "AssignedTeam",
    "AssigneeFilter",
    "AssigneeType",
    "AssignmentOrder",
    "AssignmentPolicy",
    "AssignmentPriority",
    "Attachment",
    "AttachmentFileType",
    "AuditAction",
    "AuditLog",
    "AuditLogPage",
    "AutomationAction",
    "AutomationActionName",
    "AutomationCondition",
    "AutomationEvent",
    "AutomationOperator",
    "AutomationRule",
    "Availability",
    "BotMetrics",
    "BotType",
    "BulkContactLabels",
    "BulkConversationFields",
    "BulkConversationLabels",
    "Campaign",
    "CampaignAudience",
    "CampaignStatus",
    "CampaignTrigger",
    "CampaignType",
    "CannedResponse",
    "CapacityExclusions",
    "CaptainAssistant",
    "Category",
    "CategoryCounts",
    "CategoryList",
    "CategoryListMeta",
    "ChannelKind",
    "ChannelSummary",
    "Company",
    "CompanyContact",
    "CompanyContactPage",
    "CompanyNote",
    "CompanyOrder",
    "CompanyPage",
    "CompanyPageMeta",
    "Contact",
    "ContactableInbox",
    "ContactCreated",
    "ContactInbox",
    "ContactInboxSource",
    "ContactNote",
    "ContactOrder",
    "ContactPage",
    "ContactPageMeta",
    "ContactUpdated",
    "Conversation",
    "ConversationAttachment",
    "ConversationAttachmentCount",
    "ConversationAttachmentPage",
    "ConversationCounts",
    "ConversationCreated",
    "ConversationDraft",
    "ConversationFirstMessage",
    "ConversationInvolvement",
    "ConversationMeta",
    "ConversationOpened",
    "ConversationOrder",
    "ConversationPage",
    "ConversationPriority",
    "ConversationPriorityChange",
    "ConversationResolved",
    "ConversationSearchContact",
    "ConversationSearchInbox",
    "ConversationSearchMessage",
    "ConversationSearchPage",
    "ConversationSearchRow",
    "ConversationStatus",
    "ConversationStatusChange",
    "ConversationStatusChanged",
    "ConversationStatusFilter",
    "ConversationTypingOff",
    "ConversationTypingOn",
    "ConversationUpdated",
    "CreatableContentType",
    "CreatedContact",
    "CreatedContactInbox",
    "CsatMetrics",
    "CsatOrder",
    "CsatReviewer",
    "CsatSurvey",
    "CsatSurveyResponse",
    "CustomAttributeDefinition",
    "CustomAttributeDisplayType",
    "CustomAttributeDisplayTypeCode",
    "CustomAttributeModel",
    "CustomAttributeModelCode",
    "CustomFilter",
    "CustomFilterType",
    "CustomRole",
    "CustomRolePermission",
    "DashboardApp",
    "DashboardAppFrame",
    "DirectUpload",
    "DirectUploadTarget",
    "EntitySummary",
    "EventAccount",
    "EventAssignee",
    "EventChannel",
    "EventContact",
    "EventContactInbox",
    "EventConversation",
    "EventConversationMeta",
    "EventInboxName",
    "EventTeam",
    "EventUser",
    "FilterAttributeOwner",
    "FilterCondition",
    "FilterConjunction",
    "FilterOperator",
    "FoundArticle",
    "FoundContact",
    "FoundOfAllKinds",
    "GroupedOpenConversations",
    "Inbox",
    "InboxAgentBot",
    "InboxCapacityLimit",
    "InboxChannel",
    "InboxChannelSettings",
    "InboxCreated",
    "InboxDeletion",
    "InboxHelpCenter",
    "InboxLabelMatrix",
    "InboxRecord",
    "InboxSummary",
    "InboxUpdated",
    "IntegrationApp",
    "IntegrationHook",
    "IntegrationHookStatus",
    "IntegrationHookType",
    "IntegrationInbox",
    "Label",
    "LabelSummary",
    "LiveGrouping",
    "Macro",
    "MacroAction",
    "MacroActionName",
    "MacroVisibility",
    "Message",
    "MessageAgentBot",
    "MessageAgentBotType",
    "MessageCaptainAssistant",
    "MessageCaptainAssistantType",
    "MessageContact",
    "MessageContactType",
    "MessageContentType",
    "MessageConversation",
    "MessageCreated",
    "MessageDirection",
    "MessageList",
    "MessageListMeta",
    "MessageStatus",
    "MessageTemplateParams",
    "MessageType",
    "MessageUpdated",
    "MessageUser",
    "MessageUserType",
    "MissedSla",
    "MissedSlaContact",
    "MissedSlaConversation",
    "NamedInbox",
    "Notification",
    "NotificationContactInbox",
    "NotificationConversation",
    "NotificationConversationMeta",
    "NotificationDeletionType",
    "NotificationEmailFlag",
    "NotificationInclusion",
    "NotificationOrder",
    "NotificationPage",
    "NotificationPageMeta",
    "NotificationPushFlag",
    "NotificationRecord",
    "NotificationSettings",
    "NotificationTeam",
    "NotificationType",
    "OpenConversations",
    "OpenConversationsOf",
    "OutgoingMessagesCount",
    "OutgoingMessagesGrouping",
    "PlatformAccount",
    "PlatformAccountUser",
    "PlatformAgentBot",
    "PlatformLogin",
    "PlatformTokenUser",
    "PlatformUser",
    "PlatformUserAccount",
    "PlatformUserToken",
    "Portal",
    "PortalConfig",
    "PortalConfigChanges",
    "PortalCounts",
    "PortalList",
    "PortalListMeta",
    "PortalLocale",
    "Profile",
    "PublicContact",
    "PublicConversation",
    "PublicConversationContact",
    "PublicInbox",
    "PublicMessage",
    "PublishedAvailability",
    "RealtimeAccount",
    "RealtimeAssigneeChanged",
    "RealtimeCache",
    "RealtimeCacheInvalidated",
    "RealtimeContact",
    "RealtimeContactCreated",
    "RealtimeContactDeleted",
    "RealtimeContactMerged",
    "RealtimeContactUpdated",
    "RealtimeConversation",
    "RealtimeConversationContactChanged",
    "RealtimeConversationCreated",
    "RealtimeConversationMentioned",
    "RealtimeConversationRead",
    "RealtimeConversationStatusChanged",
    "RealtimeConversationTypingOff",
    "RealtimeConversationTypingOn",
    "RealtimeConversationUpdated",
    "RealtimeFirstReplyCreated",
    "RealtimeMessage",
    "RealtimeMessageCreated",
    "RealtimeMessageUpdated",
    "RealtimeNotification",
    "RealtimeNotificationCreated",
    "RealtimeNotificationNotification",
    "RealtimeNotificationUpdated",
    "RealtimePresence",
    "RealtimePresenceUpdate",
    "RealtimeTeamChanged",
    "RealtimeTyping",
    "RealtimeUnreadCountChanged",
    "ReplyTime",
    "ReportFigures",
    "ReportingEvent",
    "ReportingEventName",
    "ReportingEventPage",
    "ReportingEventPageMeta",
    "ReportMetric",
    "ReportPeriod",
    "ReportPoint",
    "ReportScope",
    "ReportSummary",
    "Role",
    "SenderNameType",
    "SenderType",
    "SettableStatus",
    "SlaEvent",
    "SlaEventType",
    "SlaPolicy",
    "SlaStatus",
    "SubmittedCsatSurvey",
    "SubmittedValue",
    "Team",
    "TemplateCategory",
    "TitledLabel",
    "TypingStatus",
    "UnreadCounts",
    "UploadedFile",
    "User",
    "UserAccount",
    "Webhook",
    "WebhookEvent",
    "WebhookInbox",
    "WebwidgetTriggered",
    "WorkingHours",
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
