"""The exchanges in `captures/v4_16_2/breadth.json` that need special treatment, with the reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FILE = "v4_16_2/breadth:"

WAITING: Mapping[str, str] = {
    "only failures were recorded": """
        survey_page portals_ssl_status inboxes_health inboxes_sync_templates inboxes_csat_template_get
        working_hours_update accounts_create_signup profile_mfa_get enterprise_limits integrations_hooks_get
        portals_archive articles_bulk_delete reports_bot_summary search_conversations
    """,
    "no path of the API, though the published page has it": """
        published_wrong_path_messages
    """,
    "pages of a help center, for browsers and search engines": """
        hc_portal_json hc_articles_json hc_articles_search_json hc_categories_json hc_category_json hc_sitemap
        hc_article_markdown
    """,
    "signing in and passwords: for people, not for tokens": """
        auth_sign_in auth_password_reset profile_resend_confirmation profile_sessions saml_settings_get
    """,
    "the assistant of the paid editions, which changes with each version": """
        captain_assistants_create captain_assistants_create_invalid captain_assistants_list captain_assistants_get
        captain_assistants_get_not_found captain_assistants_update captain_assistants_tools
        captain_assistants_inboxes_add captain_assistants_inboxes captain_assistants_inboxes_remove
        captain_assistant_responses_create captain_assistant_responses_list captain_assistant_responses_get
        captain_assistant_responses_update captain_assistant_responses_delete captain_scenarios_list
        captain_documents_create captain_documents_list captain_custom_tools_list captain_copilot_threads_list
        captain_preferences captain_tasks_summarize captain_assistants_delete captain_assistant_metrics
        captain_assistant_summary captain_faq_suggestions captain_preferences_update conversations_inbox_assistant
    """,
    "a server says that it is there: `Chatwoot.request` reads it": """
        api_version health
    """,
    "what the app needs for its own screens": """
        portals_send_instructions portals_send_instructions_bad reports_drilldown year_in_review
        notification_subscriptions_create data_imports_list data_imports_create_empty calls_list
    """,
}
"""Exchanges whose paths the contract omits, by reason."""

NEVER_SENT: Mapping[str, str] = {
    "platform_account_user_create_bad_role": "a role that there is not",
    "platform_agent_bot_create_invalid": "a bot without a name",
    "automation_rules_create_bad_action": "an action that there is not",
    "bulk_actions_bad_type": "a kind of records that there is not",
    "companies_search_empty": "a search without a text",
    "custom_roles_create_bad_permission": "a permission that there is not",
    "macros_create_bad_action": "an action that there is not",
    "reports_no_since": "a report without a range, which servers answer with nothing",
    "reports_summary_no_since": "a report without a range, which servers answer with zeros",
    "summary_reports_channel_no_range": "a report without a range, which servers answer with nothing",
    "reports_conversations_none": "a report that does not say of whom",
    "reports_outgoing_messages_count_bad": "a grouping that there is not",
    "reporting_events_list_named": "an order, which servers ignore",
    "categories_create_flat": "the body without its envelope, which would lose related categories",
    "articles_create_no_author": "no author",
    "categories_create_invalid": "no slug",
    "profile_availability_bad": "an availability that there is not",
    "contacts_import_nothing": "no file",
}
"""Exchanges that no call of their operation can make, with the reason: the client refuses or replaces the arguments."""

SENT_INSTEAD: Mapping[str, Mapping[str, Any]] = {
    "automation_rules_list": {"path": "/api/v1/accounts/2/automation_rules"},  # without page: there is only one
    "branded_email_layout_update": {"json": {"branded_email_layout": "a text alone"}},
    "campaigns_create_invalid": {"json": {"campaign": {"title": "", "message": "", "inbox_id": 99}}},
    "integrations_hooks_create_published": {  # the client sends the name of a status
        "json": {"app_id": "dialogflow", "inbox_id": 1, "status": "enabled", "settings": {"project_id": "p"}}
    },
    "integrations_hooks_update_not_found": {"json": {"status": "enabled"}},
    "macros_update": {"json": {"name": "Close 2", "visibility": "global"}},  # each change sends the visibility
}
"""Requests that the client sends instead of recorded ones that it cannot send. The outcome is the same."""

BARE = ("article", "portal", "profile")
"""Envelopes that the client omits."""

FAKE_DIFFERS: Mapping[str, str] = {
    "inboxes_assignment_policy_none": "it was asked before the inbox had a policy",
    **dict.fromkeys(
        ("categories_reorder", "articles_reorder", "articles_bulk_update_status", "articles_bulk_update_category"),
        "its body has ids of the real server, which are others here",
    ),
}
"""Exchanges for which the fake server's response differs, with the reason."""


def whole(body: Any) -> Any:
    """Expand the texts in a recorded body that are abbreviated as `xx... (150001 characters)`."""
    if isinstance(body, dict):
        return {key: whole(value) for key, value in body.items()}
    if isinstance(body, list):
        return [whole(each) for each in body]
    found = re.fullmatch(r"(.)\1*\.\.\. \((\d+) characters\)", body) if isinstance(body, str) else None
    return body if found is None else found[1] * int(found[2])


def bare(request: dict[str, Any]) -> dict[str, Any]:
    """Return a recorded request without an optional envelope (see `portals_create_flat`)."""
    envelope, *others = request.get("json") or [None]
    return request if others or envelope not in BARE else {**request, "json": request["json"][envelope]}


def names(groups: Mapping[str, str]) -> set[str]:
    """Return the names in all groups."""
    return {name for group in groups.values() for name in group.split()}
