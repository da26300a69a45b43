"""The resources of the contract: one class a tag, one method an operation."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..._wire.operation import Caller, Operation

if TYPE_CHECKING:
    from .account import AccountResource
    from .agent_bots import AgentBotsResource
    from .agents import AgentsResource
    from .canned_responses import CannedResponsesResource
    from .contact_notes import ContactNotesResource
    from .contacts import ContactsResource
    from .conversations import ConversationsResource
    from .custom_attribute_definitions import CustomAttributeDefinitionsResource
    from .custom_filters import CustomFiltersResource
    from .inbox_members import InboxMembersResource
    from .inboxes import InboxesResource
    from .labels import LabelsResource
    from .messages import MessagesResource
    from .profile import ProfileResource
    from .team_members import TeamMembersResource
    from .teams import TeamsResource
    from .webhooks import WebhooksResource

_OPERATIONS = (
    "conversations.conversations_list",
    "conversations.conversations_create",
    "conversations.conversations_get",
    "conversations.conversations_delete",
    "conversations.conversations_update",
    "conversations.conversations_counts",
    "conversations.conversations_filter",
    "conversations.conversations_search",
    "conversations.conversations_set_status",
    "conversations.conversations_snooze",
    "conversations.conversations_flip_status",
    "conversations.conversations_set_priority",
    "conversations.conversations_set_typing",
    "conversations.conversations_set_custom_attributes",
    "conversations.conversations_assign_agent",
    "conversations.conversations_assign_team",
    "conversations.conversations_unassign",
    "conversations.conversations_unassign_team",
    "conversations.conversations_labels",
    "conversations.conversations_set_labels",
    "conversations.conversations_mute",
    "conversations.conversations_unmute",
    "conversations.conversations_send_transcript",
    "conversations.conversations_update_last_seen",
    "conversations.conversations_mark_unread",
    "conversations.conversations_participants",
    "conversations.conversations_add_participants",
    "conversations.conversations_remove_participants",
    "conversations.conversations_set_participants",
    "conversations.conversations_attachments",
    "conversations.conversations_draft",
    "conversations.conversations_delete_draft",
    "conversations.conversations_save_draft",
    "conversations.conversations_reporting_events",
    "messages.messages_list",
    "messages.messages_create",
    "messages.messages_delete",
    "messages.messages_update",
    "messages.messages_retry",
    "messages.messages_translate",
    "contacts.contacts_list",
    "contacts.contacts_create",
    "contacts.contacts_search",
    "contacts.contacts_filter",
    "contacts.contacts_active",
    "contacts.contacts_get",
    "contacts.contacts_update",
    "contacts.contacts_delete",
    "contacts.contacts_conversations",
    "contacts.contacts_labels",
    "contacts.contacts_set_labels",
    "contacts.contacts_contactable_inboxes",
    "contacts.contacts_add_to_inbox",
    "contacts.contacts_merge",
    "contact_notes.contact_notes_list",
    "contact_notes.contact_notes_create",
    "contact_notes.contact_notes_get",
    "contact_notes.contact_notes_delete",
    "contact_notes.contact_notes_update",
    "labels.labels_list",
    "labels.labels_create",
    "labels.labels_get",
    "labels.labels_delete",
    "labels.labels_update",
    "canned_responses.canned_responses_list",
    "canned_responses.canned_responses_create",
    "canned_responses.canned_responses_delete",
    "canned_responses.canned_responses_update",
    "custom_attribute_definitions.custom_attribute_definitions_list",
    "custom_attribute_definitions.custom_attribute_definitions_create",
    "custom_attribute_definitions.custom_attribute_definitions_get",
    "custom_attribute_definitions.custom_attribute_definitions_delete",
    "custom_attribute_definitions.custom_attribute_definitions_update",
    "custom_filters.custom_filters_list",
    "custom_filters.custom_filters_create",
    "custom_filters.custom_filters_get",
    "custom_filters.custom_filters_delete",
    "custom_filters.custom_filters_update",
    "webhooks.webhooks_list",
    "webhooks.webhooks_create",
    "webhooks.webhooks_delete",
    "webhooks.webhooks_update",
    "account.account_get",
    "account.account_update",
    "agents.agents_list",
    "agents.agents_create",
    "agents.agents_delete",
    "agents.agents_update",
    "agent_bots.agent_bots_list",
    "agent_bots.agent_bots_create",
    "agent_bots.agent_bots_get",
    "agent_bots.agent_bots_delete",
    "agent_bots.agent_bots_update",
    "teams.teams_list",
    "teams.teams_create",
    "teams.teams_get",
    "teams.teams_delete",
    "teams.teams_update",
    "team_members.team_members_list",
    "team_members.team_members_add",
    "team_members.team_members_remove",
    "team_members.team_members_set",
    "inboxes.inboxes_list",
    "inboxes.inboxes_create",
    "inboxes.inboxes_get",
    "inboxes.inboxes_delete",
    "inboxes.inboxes_update",
    "inboxes.inboxes_agent_bot",
    "inboxes.inboxes_set_agent_bot",
    "inboxes.inboxes_assignable_agents",
    "inbox_members.inbox_members_list",
    "inbox_members.inbox_members_add",
    "inbox_members.inbox_members_remove",
    "inbox_members.inbox_members_set",
    "profile.profile_get",
)


def operations() -> dict[str, Operation[Any]]:
    """Every operation of the contract by its id; loads all of them."""
    modules = (import_module(f".{name}", __name__) for name in _OPERATIONS)
    return {module.OPERATION.id: module.OPERATION for module in modules}


class Resources(Caller):
    """What every client has: its resources, each loaded when it is first used."""

    @cached_property
    def conversations(self) -> ConversationsResource:
        """What customers and agents say to each other, one conversation at a time."""
        from .conversations import ConversationsResource

        return ConversationsResource(self)

    @cached_property
    def messages(self) -> MessagesResource:
        """The messages of a conversation."""
        from .messages import MessagesResource

        return MessagesResource(self)

    @cached_property
    def contacts(self) -> ContactsResource:
        """The customers of an account."""
        from .contacts import ContactsResource

        return ContactsResource(self)

    @cached_property
    def contact_notes(self) -> ContactNotesResource:
        """What users wrote down about a contact; contacts do not see it."""
        from .contact_notes import ContactNotesResource

        return ContactNotesResource(self)

    @cached_property
    def labels(self) -> LabelsResource:
        """The labels that an account has, with their colours. `set_labels` puts them on conversations and
        contacts."""
        from .labels import LabelsResource

        return LabelsResource(self)

    @cached_property
    def canned_responses(self) -> CannedResponsesResource:
        """Texts that users insert by a short code."""
        from .canned_responses import CannedResponsesResource

        return CannedResponsesResource(self)

    @cached_property
    def custom_attribute_definitions(self) -> CustomAttributeDefinitionsResource:
        """What an account keeps in the custom attributes of its conversations and contacts."""
        from .custom_attribute_definitions import CustomAttributeDefinitionsResource

        return CustomAttributeDefinitionsResource(self)

    @cached_property
    def custom_filters(self) -> CustomFiltersResource:
        """Filters that the token's user saved."""
        from .custom_filters import CustomFiltersResource

        return CustomFiltersResource(self)

    @cached_property
    def webhooks(self) -> WebhooksResource:
        """URLs to which an account sends its events."""
        from .webhooks import WebhooksResource

        return WebhooksResource(self)

    @cached_property
    def account(self) -> AccountResource:
        """The account itself."""
        from .account import AccountResource

        return AccountResource(self)

    @cached_property
    def agents(self) -> AgentsResource:
        """The users of an account, agents and administrators."""
        from .agents import AgentsResource

        return AgentsResource(self)

    @cached_property
    def agent_bots(self) -> AgentBotsResource:
        """Programs that take part in conversations."""
        from .agent_bots import AgentBotsResource

        return AgentBotsResource(self)

    @cached_property
    def teams(self) -> TeamsResource:
        """Groups of users to which conversations are assigned."""
        from .teams import TeamsResource

        return TeamsResource(self)

    @cached_property
    def team_members(self) -> TeamMembersResource:
        """The users of a team."""
        from .team_members import TeamMembersResource

        return TeamMembersResource(self)

    @cached_property
    def inboxes(self) -> InboxesResource:
        """The places where conversations come in, each with its channel."""
        from .inboxes import InboxesResource

        return InboxesResource(self)

    @cached_property
    def inbox_members(self) -> InboxMembersResource:
        """The agents of an inbox; administrators see all inboxes anyway."""
        from .inbox_members import InboxMembersResource

        return InboxMembersResource(self)

    @cached_property
    def profile(self) -> ProfileResource:
        """The user to whom the access token belongs."""
        from .profile import ProfileResource

        return ProfileResource(self)
