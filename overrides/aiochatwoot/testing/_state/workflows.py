"""An account's automation rules, macros, campaigns, custom roles and dashboard apps.

The fake server checks and stores automation rules, but no event runs them.
"""

from __future__ import annotations

import re
from typing import Any

from .channels import CAMPAIGN_TYPES
from .clock import Json
from .entity import ALL, Draft, Stored, View, attribute, present
from .people import Agent
from .records import Inbox
from .refusals import ErrorResponse
from .values import FLAG, NUMBER, OBJECT, OBJECTS, TEXT, VALUES, blank, enum

CONDITIONS = (
    *("content", "email", "country_code", "status", "message_type", "browser_language", "assignee_id", "team_id"),
    *("referer", "city", "company", "company_name", "inbox_id", "mail_subject", "phone_number", "priority"),
    *("conversation_language", "labels", "private_note"),
)
MACRO_ACTIONS = (
    *("send_message", "add_label", "assign_team", "assign_agent", "mute_conversation", "change_status", "remove_label"),
    *("remove_assigned_agent", "remove_assigned_team", "resolve_conversation", "snooze_conversation"),
    *("change_priority", "send_email_transcript", "send_attachment", "add_private_note", "send_webhook_event"),
)
RULE_ACTIONS = (*MACRO_ACTIONS, "send_email_to_team", "open_conversation", "pending_conversation", "add_sla")
PERMISSIONS = (
    *("conversation_manage", "conversation_unassigned_manage", "conversation_participating_manage"),
    *("contact_manage", "report_manage", "knowledge_base_manage"),
)


class AutomationRule(
    Stored,
    path="/automation_rules",
    audited="AutomationRule",
    admins=ALL,
    one=("payload",),
    made=(),
    many=("payload",),
    required=("name", "event_name"),
    not_found=500,
    keys="id account_id name description event_name conditions actions created_at=created_on:epoch active",
):
    """An automation rule, which the fake server only stores: no event runs it."""

    name: str = attribute(TEXT)
    description: str | None = attribute(TEXT, default=None)
    event_name: str = attribute(TEXT)
    conditions: list[Json] = attribute(OBJECTS, default_factory=list)
    actions: list[Json] = attribute(OBJECTS, default_factory=list)
    active: bool = attribute(FLAG, default=True)

    @classmethod
    def _check(cls, draft: Draft) -> None:
        own_keys = {each.attribute_key for each in draft.account.custom_attribute_definitions.values()}
        conditions = draft.values["conditions"] or []
        keys = [each.get("attribute_key") for each in conditions]
        operators = [each.get("query_operator") for each in conditions]
        wrong = _no_unknown(keys, (*CONDITIONS, *own_keys), "Automation conditions {} not supported.")
        if operators.count(None) > 1:
            wrong.append("Automation conditions should have query operator.")
        if any(not blank(each) and str(each).upper() not in ("AND", "OR") for each in operators):
            wrong.append('Query operator must be either "AND" or "OR"')
        _refuse(conditions=wrong, actions=_unknown_actions(draft, RULE_ACTIONS, "Automation actions {} not supported."))


class Macro(
    Stored,
    path="/macros",
    creator="created_by",
    editor="updated_by",
    audited="Macro",
    one=("payload",),
    many=("payload",),
    required=("name",),
    not_found=500,
    keys="id name visibility created_by? updated_by? account_id actions",
):
    """Actions that a user runs on conversations.

    Attributes:
        visibility: ``global``, ``personal``, or None after a change without a visibility.
    """

    name: str = attribute(TEXT)
    visibility: str | None = attribute(enum("personal", "global"), default="personal")
    actions: list[Json] = attribute(OBJECTS, default_factory=list)
    created_by: Agent
    updated_by: Agent

    @classmethod
    def _read(cls, given: Json, view: View) -> Json:
        """Return the parameters; an absent visibility is null, and an agent's macros are personal."""
        given = {"visibility": None, **given}
        return given if view.viewer.is_administrator else given | {"visibility": "personal"}

    @classmethod
    def _check(cls, draft: Draft) -> None:
        _refuse(actions=_unknown_actions(draft, MACRO_ACTIONS, "Macro execution actions {} not supported."))

    def may_be_run_by(self, viewer: Agent) -> bool:
        """Return whether the viewer may read and run the macro."""
        return self.visibility == "global" or self.created_by is viewer

    def _may_be_changed_by(self, viewer: Agent) -> bool:
        return viewer.is_administrator if self.visibility == "global" else self.created_by is viewer


def _no_inbox(name: str, draft: Draft) -> str | None:
    inbox = draft.account.inboxes.get(draft.values["inbox_id"] or 0)
    if inbox is None:
        return "must exist"
    return None if inbox.channel_type in CAMPAIGN_TYPES else "Unsupported Inbox type"


def _no_url(name: str, draft: Draft) -> str | None:
    url = str((draft.values["trigger_rules"] or {}).get("url", "https://"))
    inbox = draft.account.inboxes.get(draft.values["inbox_id"] or 0)
    is_website = inbox is not None and inbox.channel_type == "Channel::WebWidget"
    return "invalid" if is_website and not url.startswith(("http://", "https://")) else None


class Campaign(
    Stored,
    path="/campaigns",
    wrapper="campaign",
    admins=ALL,
    checks=(("inbox", _no_inbox), ("url", _no_url)),
    not_found=500,
    keys="id title description account_id inbox() sender() message template_params campaign_status enabled"
    " campaign_type trigger_rules trigger_only_during_business_hours created_at updated_at scheduled_at? audience?",
):
    """A campaign, which the fake server only stores: it sends nothing."""

    inbox_id: int | None = attribute(NUMBER, present(), default=None)
    title: str = attribute(TEXT, present(), default="")
    message: str = attribute(TEXT, present(), default="")
    description: str | None = attribute(TEXT, default=None)
    sender_id: int | None = attribute(NUMBER, default=None)
    enabled: bool = attribute(FLAG, default=True)
    trigger_only_during_business_hours: bool = attribute(FLAG, default=False)
    trigger_rules: Json = attribute(OBJECT, default_factory=dict)
    scheduled_at: str | None = attribute(TEXT, default=None)
    audience: list[Json] | None = attribute(OBJECTS, default=None)
    template_params: Json | None = attribute(OBJECT, default=None)
    campaign_type: str = "ongoing"
    campaign_status: str = "active"

    @classmethod
    def _read(cls, given: Json, view: View) -> Json:
        inbox = view.account.inboxes.get(given.get("inbox_id") or 0)
        return given | ({"campaign_type": CAMPAIGN_TYPES.get(inbox.channel_type, "ongoing")} if inbox else {})

    def inbox(self, view: View) -> Inbox | None:
        """Return the campaign's inbox, if it has one."""
        return view.account.inboxes.get(self.inbox_id or 0)

    def sender(self, view: View) -> Agent | None:
        """Return the agent who sends the campaign, if it has one."""
        return view.account.agents.get(self.sender_id or 0)


def _frames(name: str, draft: Draft) -> str | None:
    frames = draft.values[name]
    fit = frames and all({"type", "url"} <= each.keys() and re.match("https?://", str(each["url"])) for each in frames)
    return None if fit else ": Invalid data"


class DashboardApp(
    Stored,
    path="/dashboard_apps",
    wrapper="dashboard_app",
    gone=204,
    required=("title",),
    keys="id title content created_at",
):
    """A page that the app shows beside a conversation."""

    title: str = attribute(TEXT)
    content: list[Json] = attribute(OBJECTS, _frames, default_factory=list)


def _permissions(name: str, draft: Draft) -> str | None:
    return None if set(draft.values[name]) <= set(PERMISSIONS) else "is not included in the list"


class CustomRole(
    Stored,
    path="/custom_roles",
    wrapper="custom_role",
    admins=ALL,
    since="enterprise",
    not_found=500,
    keys="id name description permissions created_at updated_at",
):
    """A custom role, which the fake server only stores: agents keep the rights of their own roles."""

    name: str = attribute(TEXT, present())
    description: str | None = attribute(TEXT, default=None)
    permissions: list[Any] = attribute(VALUES, _permissions, default_factory=list)


def _no_unknown(names: list[Any], known: tuple[str, ...], text: str) -> list[str]:
    unknown = [str(name) for name in names if name not in known]
    return [text.format(",".join(unknown))] if unknown else []


def _unknown_actions(draft: Draft, known: tuple[str, ...], text: str) -> list[str]:
    return _no_unknown([each.get("action_name") for each in draft.values["actions"] or []], known, text)


def _refuse(**problems: list[str]) -> None:
    """Raise a 422 with the problems of each attribute, if there are any."""
    found = {name: texts for name, texts in problems.items() if texts}
    if found:
        raise ErrorResponse(422, {"error": found})
