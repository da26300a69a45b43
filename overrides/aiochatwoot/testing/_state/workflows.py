"""An account's automation rules, macros, campaigns, custom roles, and dashboard apps beside conversations.

Rules are stored and checked; no event runs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .clock import Json
from .entity import ALL, Draft, Stored, attribute, present
from .people import Agent
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
    many=("payload",),
    required=("name", "event_name"),
    not_found=500,
    keys="id account_id name description event_name conditions actions created_at=created_on:epoch active",
):
    """A rule, which is only stored: no event runs it."""

    name: str = attribute(TEXT)
    description: str | None = attribute(TEXT, default=None)
    event_name: str = attribute(TEXT)
    conditions: list[Json] = attribute(OBJECTS, default_factory=list)
    actions: list[Json] = attribute(OBJECTS, default_factory=list)
    active: bool = attribute(FLAG, default=True)


class Macro(
    Stored,
    path="/macros",
    audited="Macro",
    one=("payload",),
    many=("payload",),
    required=("name",),
    not_found=500,
    keys="id name visibility created_by? updated_by? account_id actions",
):
    """Actions that a user runs on conversations.

    Attributes:
        visibility: ``global``, ``personal``, or None after a change that did not name it.
    """

    name: str = attribute(TEXT)
    visibility: str | None = attribute(enum("personal", "global"), default="personal")
    actions: list[Json] = attribute(OBJECTS, default_factory=list)
    created_by: Agent
    updated_by: Agent


class Campaign(
    Stored,
    path="/campaigns",
    wrapper="campaign",
    admins=ALL,
    not_found=500,
    keys="id title description account_id inbox sender message template_params campaign_status enabled campaign_type"
    " trigger_rules trigger_only_during_business_hours created_at updated_at scheduled_at? audience?",
):
    """A campaign, which is only stored: nothing is sent."""

    title: str = attribute(TEXT, default="")
    message: str = attribute(TEXT, default="")
    description: str | None = attribute(TEXT, default=None)
    inbox_id: int | None = attribute(NUMBER, default=None)
    sender_id: int | None = attribute(NUMBER, default=None)
    enabled: bool = attribute(FLAG, default=True)
    trigger_only_during_business_hours: bool = attribute(FLAG, default=False)
    trigger_rules: Json = attribute(OBJECT, default_factory=dict)
    scheduled_at: str | None = attribute(TEXT, default=None)
    audience: list[Json] | None = attribute(OBJECTS, default=None)
    template_params: Json | None = attribute(OBJECT, default=None)
    campaign_type: str = "ongoing"
    campaign_status: str = "active"


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
    """A role, which is only stored: agents have the rights of their own roles."""

    name: str = attribute(TEXT, present())
    description: str | None = attribute(TEXT, default=None)
    permissions: list[Any] = attribute(VALUES, _permissions, default_factory=list)


def _no_unknown(names: list[Any], known: Mapping[str, Any] | tuple[str, ...], text: str) -> list[str]:
    unknown = [str(name) for name in names if name not in known]
    return [text.format(",".join(unknown))] if unknown else []


def rule_problems(values: Json, own_keys: set[str]) -> dict[str, list[str]]:
    """The problems of a rule, by attribute.

    Args:
        own_keys: The keys of the account's custom attributes.
    """
    conditions, actions = values["conditions"] or [], values["actions"] or []
    keys = [each.get("attribute_key") for each in conditions]
    operators = [each.get("query_operator") for each in conditions]
    wrong = _no_unknown(keys, (*CONDITIONS, *own_keys), "Automation conditions {} not supported.")
    if operators.count(None) > 1:
        wrong.append("Automation conditions should have query operator.")
    if any(not blank(each) and str(each).upper() not in ("AND", "OR") for each in operators):
        wrong.append('Query operator must be either "AND" or "OR"')
    names = [each.get("action_name") for each in actions]
    found = {"conditions": wrong, "actions": _no_unknown(names, RULE_ACTIONS, "Automation actions {} not supported.")}
    return {name: texts for name, texts in found.items() if texts}


def macro_problems(values: Json) -> dict[str, list[str]]:
    """The problems of a macro, by attribute."""
    names = [each.get("action_name") for each in values["actions"] or []]
    texts = _no_unknown(names, MACRO_ACTIONS, "Macro execution actions {} not supported.")
    return {"actions": texts} if texts else {}
