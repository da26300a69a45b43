"""The resources of the contract: one module per tag, one method per operation."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..._client import BaseClient
from ..._wire.operation import Operation, RateLimitRule

if TYPE_CHECKING:
    from .account import AccountResource
    from .agent_bots import AgentBotsResource
    from .agent_capacity_policies import AgentCapacityPoliciesResource
    from .agents import AgentsResource
    from .applied_slas import AppliedSlasResource
    from .articles import ArticlesResource
    from .assignment_policies import AssignmentPoliciesResource
    from .audit_logs import AuditLogsResource
    from .automation_rules import AutomationRulesResource
    from .bulk_actions import BulkActionsResource
    from .campaigns import CampaignsResource
    from .canned_responses import CannedResponsesResource
    from .categories import CategoriesResource
    from .companies import CompaniesResource
    from .contact_notes import ContactNotesResource
    from .contacts import ContactsResource
    from .conversations import ConversationsResource
    from .csat_survey_responses import CsatSurveyResponsesResource
    from .custom_attribute_definitions import CustomAttributeDefinitionsResource
    from .custom_filters import CustomFiltersResource
    from .custom_roles import CustomRolesResource
    from .dashboard_apps import DashboardAppsResource
    from .inbox_members import InboxMembersResource
    from .inboxes import InboxesResource
    from .integrations import IntegrationsResource
    from .labels import LabelsResource
    from .live_reports import LiveReportsResource
    from .macros import MacrosResource
    from .messages import MessagesResource
    from .notification_settings import NotificationSettingsResource
    from .notifications import NotificationsResource
    from .platform_account_users import PlatformAccountUsersResource
    from .platform_accounts import PlatformAccountsResource
    from .platform_agent_bots import PlatformAgentBotsResource
    from .platform_users import PlatformUsersResource
    from .portals import PortalsResource
    from .profile import ProfileResource
    from .public_contacts import PublicContactsResource
    from .public_conversations import PublicConversationsResource
    from .public_csat_survey import PublicCsatSurveyResource
    from .public_inboxes import PublicInboxesResource
    from .public_messages import PublicMessagesResource
    from .reporting_events import ReportingEventsResource
    from .reports import ReportsResource
    from .search import SearchResource
    from .sla_policies import SlaPoliciesResource
    from .summary_reports import SummaryReportsResource
    from .team_members import TeamMembersResource
    from .teams import TeamsResource
    from .webhooks import WebhooksResource

RATE_LIMITS: tuple[RateLimitRule, ...] = (RateLimitRule(rule="requests", requests=3000, seconds=60, by=("address",)),)
"""The server's rate limits for all requests together."""

_TAGS = (
    "conversations",
    "messages",
    "contacts",
    "contact_notes",
    "labels",
    "search",
    "inboxes",
    "inbox_members",
    "agents",
    "teams",
    "team_members",
    "profile",
    "canned_responses",
    "custom_attribute_definitions",
    "custom_filters",
    "bulk_actions",
    "macros",
    "automation_rules",
    "webhooks",
    "agent_bots",
    "reports",
    "summary_reports",
    "live_reports",
    "reporting_events",
    "csat_survey_responses",
    "notifications",
    "notification_settings",
    "companies",
    "campaigns",
    "assignment_policies",
    "agent_capacity_policies",
    "sla_policies",
    "applied_slas",
    "portals",
    "categories",
    "articles",
    "account",
    "custom_roles",
    "audit_logs",
    "dashboard_apps",
    "integrations",
    "platform_accounts",
    "platform_account_users",
    "platform_users",
    "platform_agent_bots",
    "public_inboxes",
    "public_contacts",
    "public_conversations",
    "public_messages",
    "public_csat_survey",
)


def operations() -> dict[str, Operation[Any]]:
    """Return every operation of the contract by its ID; loads all of them."""
    found = (value for tag in _TAGS for value in vars(import_module(f".{tag}", __name__)).values())
    return {each.id: each for each in found if isinstance(each, Operation)}


class Resources(BaseClient):
    """A client with the resources of the contract, each loaded when it is first used."""

    @cached_property
    def conversations(self) -> ConversationsResource:
        """Conversations between customers and agents."""
        from .conversations import ConversationsResource

        return ConversationsResource(self._core)

    @cached_property
    def messages(self) -> MessagesResource:
        """The messages of a conversation."""
        from .messages import MessagesResource

        return MessagesResource(self._core)

    @cached_property
    def contacts(self) -> ContactsResource:
        """The customers of an account."""
        from .contacts import ContactsResource

        return ContactsResource(self._core)

    @cached_property
    def contact_notes(self) -> ContactNotesResource:
        """Users' notes about a contact; contacts do not see them."""
        from .contact_notes import ContactNotesResource

        return ContactNotesResource(self._core)

    @cached_property
    def labels(self) -> LabelsResource:
        """The labels of an account, with their colors. `set_labels` adds them to conversations and contacts."""
        from .labels import LabelsResource

        return LabelsResource(self._core)

    @cached_property
    def search(self) -> SearchResource:
        """Search for messages, contacts and articles."""
        from .search import SearchResource

        return SearchResource(self._core)

    @cached_property
    def inboxes(self) -> InboxesResource:
        """Inboxes receive conversations, each through its channel."""
        from .inboxes import InboxesResource

        return InboxesResource(self._core)

    @cached_property
    def inbox_members(self) -> InboxMembersResource:
        """The agents of an inbox. Administrators see all inboxes."""
        from .inbox_members import InboxMembersResource

        return InboxMembersResource(self._core)

    @cached_property
    def agents(self) -> AgentsResource:
        """The users of an account, agents and administrators."""
        from .agents import AgentsResource

        return AgentsResource(self._core)

    @cached_property
    def teams(self) -> TeamsResource:
        """Groups of users to which conversations are assigned."""
        from .teams import TeamsResource

        return TeamsResource(self._core)

    @cached_property
    def team_members(self) -> TeamMembersResource:
        """The users of a team."""
        from .team_members import TeamMembersResource

        return TeamMembersResource(self._core)

    @cached_property
    def profile(self) -> ProfileResource:
        """The user to whom the access token belongs."""
        from .profile import ProfileResource

        return ProfileResource(self._core)

    @cached_property
    def canned_responses(self) -> CannedResponsesResource:
        """Texts that users insert by a short code."""
        from .canned_responses import CannedResponsesResource

        return CannedResponsesResource(self._core)

    @cached_property
    def custom_attribute_definitions(self) -> CustomAttributeDefinitionsResource:
        """The definitions of an account's custom attributes of conversations and contacts."""
        from .custom_attribute_definitions import CustomAttributeDefinitionsResource

        return CustomAttributeDefinitionsResource(self._core)

    @cached_property
    def custom_filters(self) -> CustomFiltersResource:
        """Filters that the token's user saved."""
        from .custom_filters import CustomFiltersResource

        return CustomFiltersResource(self._core)

    @cached_property
    def bulk_actions(self) -> BulkActionsResource:
        """Changes to several conversations or contacts in one request."""
        from .bulk_actions import BulkActionsResource

        return BulkActionsResource(self._core)

    @cached_property
    def macros(self) -> MacrosResource:
        """Sets of actions that users run on conversations."""
        from .macros import MacrosResource

        return MacrosResource(self._core)

    @cached_property
    def automation_rules(self) -> AutomationRulesResource:
        """Rules that the server runs when an event occurs in a conversation."""
        from .automation_rules import AutomationRulesResource

        return AutomationRulesResource(self._core)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        """URLs to which an account sends its events."""
        from .webhooks import WebhooksResource

        return WebhooksResource(self._core)

    @cached_property
    def agent_bots(self) -> AgentBotsResource:
        """Programs that take part in conversations."""
        from .agent_bots import AgentBotsResource

        return AgentBotsResource(self._core)

    @cached_property
    def reports(self) -> ReportsResource:
        """Reports of an account over time, as numbers and as CSV."""
        from .reports import ReportsResource

        return ReportsResource(self._core)

    @cached_property
    def summary_reports(self) -> SummaryReportsResource:
        """The metrics of a time range by agent, team, inbox, label or channel."""
        from .summary_reports import SummaryReportsResource

        return SummaryReportsResource(self._core)

    @cached_property
    def live_reports(self) -> LiveReportsResource:
        """Counts of the conversations that are open now."""
        from .live_reports import LiveReportsResource

        return LiveReportsResource(self._core)

    @cached_property
    def reporting_events(self) -> ReportingEventsResource:
        """The events that the reports count."""
        from .reporting_events import ReportingEventsResource

        return ReportingEventsResource(self._core)

    @cached_property
    def csat_survey_responses(self) -> CsatSurveyResponsesResource:
        """Contacts' responses to satisfaction surveys."""
        from .csat_survey_responses import CsatSurveyResponsesResource

        return CsatSurveyResponsesResource(self._core)

    @cached_property
    def notifications(self) -> NotificationsResource:
        """The notifications of the token's user."""
        from .notifications import NotificationsResource

        return NotificationsResource(self._core)

    @cached_property
    def notification_settings(self) -> NotificationSettingsResource:
        """Settings of the events about which the token's user is notified."""
        from .notification_settings import NotificationSettingsResource

        return NotificationSettingsResource(self._core)

    @cached_property
    def companies(self) -> CompaniesResource:
        """Companies of contacts; paid edition only."""
        from .companies import CompaniesResource

        return CompaniesResource(self._core)

    @cached_property
    def campaigns(self) -> CampaignsResource:
        """Messages that the server sends to many contacts or visitors."""
        from .campaigns import CampaignsResource

        return CampaignsResource(self._core)

    @cached_property
    def assignment_policies(self) -> AssignmentPoliciesResource:
        """How the server assigns conversations to agents."""
        from .assignment_policies import AssignmentPoliciesResource

        return AssignmentPoliciesResource(self._core)

    @cached_property
    def agent_capacity_policies(self) -> AgentCapacityPoliciesResource:
        """Maximum number of conversations per agent; paid edition only."""
        from .agent_capacity_policies import AgentCapacityPoliciesResource

        return AgentCapacityPoliciesResource(self._core)

    @cached_property
    def sla_policies(self) -> SlaPoliciesResource:
        """Service level agreements: targets for replies and resolutions."""
        from .sla_policies import SlaPoliciesResource

        return SlaPoliciesResource(self._core)

    @cached_property
    def applied_slas(self) -> AppliedSlasResource:
        """Conversations that missed their service level agreement."""
        from .applied_slas import AppliedSlasResource

        return AppliedSlasResource(self._core)

    @cached_property
    def portals(self) -> PortalsResource:
        """The help centers of an account. Visitors read them under `/hc/<slug>`."""
        from .portals import PortalsResource

        return PortalsResource(self._core)

    @cached_property
    def categories(self) -> CategoriesResource:
        """The categories of a help center's articles."""
        from .categories import CategoriesResource

        return CategoriesResource(self._core)

    @cached_property
    def articles(self) -> ArticlesResource:
        """The articles of a help center."""
        from .articles import ArticlesResource

        return ArticlesResource(self._core)

    @cached_property
    def account(self) -> AccountResource:
        """The account itself."""
        from .account import AccountResource

        return AccountResource(self._core)

    @cached_property
    def custom_roles(self) -> CustomRolesResource:
        """Sets of permissions for users of an account; paid edition only."""
        from .custom_roles import CustomRolesResource

        return CustomRolesResource(self._core)

    @cached_property
    def audit_logs(self) -> AuditLogsResource:
        """The audit log: who changed what in an account."""
        from .audit_logs import AuditLogsResource

        return AuditLogsResource(self._core)

    @cached_property
    def dashboard_apps(self) -> DashboardAppsResource:
        """Pages of other systems that agents see next to a conversation."""
        from .dashboard_apps import DashboardAppsResource

        return DashboardAppsResource(self._core)

    @cached_property
    def integrations(self) -> IntegrationsResource:
        """Other products, such as Slack, that an account is connected to."""
        from .integrations import IntegrationsResource

        return IntegrationsResource(self._core)


class PlatformResources(BaseClient):
    """A client with the resources of ChatwootPlatform, each loaded when it is first used."""

    @cached_property
    def accounts(self) -> PlatformAccountsResource:
        """The accounts of a platform app."""
        from .platform_accounts import PlatformAccountsResource

        return PlatformAccountsResource(self._core)

    @cached_property
    def account_users(self) -> PlatformAccountUsersResource:
        """The members of accounts, with their roles."""
        from .platform_account_users import PlatformAccountUsersResource

        return PlatformAccountUsersResource(self._core)

    @cached_property
    def users(self) -> PlatformUsersResource:
        """The users of a platform app; a user can be in several accounts."""
        from .platform_users import PlatformUsersResource

        return PlatformUsersResource(self._core)

    @cached_property
    def agent_bots(self) -> PlatformAgentBotsResource:
        """The bots of a platform app."""
        from .platform_agent_bots import PlatformAgentBotsResource

        return PlatformAgentBotsResource(self._core)


class PublicResources(BaseClient):
    """A client with the resources of ChatwootPublic, each loaded when it is first used."""

    @cached_property
    def inboxes(self) -> PublicInboxesResource:
        """The inbox that the contact writes to."""
        from .public_inboxes import PublicInboxesResource

        return PublicInboxesResource(self._core)

    @cached_property
    def contacts(self) -> PublicContactsResource:
        """The contact's own record in the public API."""
        from .public_contacts import PublicContactsResource

        return PublicContactsResource(self._core)

    @cached_property
    def conversations(self) -> PublicConversationsResource:
        """The conversations of the contact."""
        from .public_conversations import PublicConversationsResource

        return PublicConversationsResource(self._core)

    @cached_property
    def messages(self) -> PublicMessagesResource:
        """The messages of the contact's conversations."""
        from .public_messages import PublicMessagesResource

        return PublicMessagesResource(self._core)

    @cached_property
    def csat_survey(self) -> PublicCsatSurveyResource:
        """The satisfaction survey about a conversation."""
        from .public_csat_survey import PublicCsatSurveyResource

        return PublicCsatSurveyResource(self._core)
