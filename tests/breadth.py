"""The exchanges of `captures/v4_16_2/breadth.json` that no operation of the contract is tried with, and why.

Take a name out when its operation is in the contract: from then on it is replayed, against the client and the fake.
"""

from __future__ import annotations

from collections.abc import Mapping

FILE = "v4_16_2/breadth:"

NOT_YET: Mapping[str, str] = {
    "platform": """
        platform_account_create platform_account_create_invalid platform_account_create_bad_token
        platform_accounts_list platform_account_get platform_account_get_not_found platform_account_update
        platform_user_create platform_user_create_weak_password platform_user_get platform_user_get_not_found
        platform_user_update platform_user_login platform_user_token platform_account_user_create
        platform_account_user_create_bad_role platform_account_user_create_no_user platform_account_users_list
        platform_account_user_delete platform_account_user_delete_again platform_agent_bot_create
        platform_agent_bot_create_invalid platform_agent_bots_list platform_agent_bot_get
        platform_agent_bot_get_not_found platform_agent_bot_update platform_agent_bot_delete platform_user_delete
        platform_account_delete
    """,
    "public": """
        public_inbox_get public_inbox_get_not_found public_contact_create public_contact_create_empty
        public_contact_create_multipart_avatar public_contact_get public_contact_get_not_found public_contact_update
        public_contact_update_bad_phone public_conversation_create public_conversations_list public_conversation_get
        public_conversation_get_not_found public_message_create public_message_create_file
        public_message_create_too_long public_messages_list public_messages_list_before public_message_update
        public_conversation_toggle_typing public_conversation_update_last_seen public_conversation_toggle_status
        public_csat_survey_get public_csat_survey_get_not_found public_csat_survey_update
    """,
    "automation_rules": """
        automation_rules_create automation_rules_create_published_names automation_rules_create_bad_action
        automation_rules_list automation_rules_list_as_agent automation_rules_get automation_rules_get_not_found
        automation_rules_update automation_rules_clone automation_rules_clone_not_found automation_rules_delete
        automation_rules_delete_not_found
    """,
    "macros": """
        macros_create macros_create_personal macros_create_bad_action macros_list macros_get macros_update
        macros_execute macros_execute_not_found macros_delete
    """,
    "reports": """
        reports_conversations_count reports_avg_first_response_time reports_resolutions_count
        reports_bot_resolutions_count reports_bot_handoffs_count reports_agent reports_label reports_no_since
        reports_as_agent reports_summary reports_summary_agent reports_summary_no_since reports_bot_summary
        reports_bot_metrics reports_conversations_account reports_conversations_agent reports_conversations_agent_user
        reports_conversations_none reports_conversations_summary reports_agents_csv reports_inboxes_csv
        reports_labels_csv reports_teams_csv reports_conversation_traffic_csv reports_inbox_label_matrix
        reports_first_response_time_distribution reports_outgoing_messages_count__2
        reports_outgoing_messages_count_bad reports_outgoing_messages_count_inbox reports_outgoing_messages_count_team
        reports_outgoing_messages_count_label
    """,
    "summary_reports": """
        summary_reports_agent summary_reports_team summary_reports_inbox summary_reports_label summary_reports_channel
        summary_reports_channel_no_range
    """,
    "live_reports": """
        live_reports_conversation_metrics live_reports_grouped
    """,
    "reporting_events": """
        reporting_events_list reporting_events_list_named
    """,
    "integrations": """
        integrations_apps_list integrations_app_get integrations_app_get_not_found integrations_hooks_create
        integrations_hooks_create_published integrations_hooks_create_invalid integrations_hooks_create_unknown
        integrations_hooks_get integrations_hooks_update integrations_hooks_update_not_found integrations_hooks_delete
    """,
    "notifications": """
        notifications_list notifications_list_filtered notifications_unread_count notifications_update
        notifications_update_not_found notifications_unread notifications_snooze notifications_read_all
        notifications_destroy notifications_destroy_all
    """,
    "notification_settings": """
        notification_settings_get notification_settings_update
    """,
    "campaigns": """
        campaigns_create campaigns_create_invalid campaigns_list campaigns_get campaigns_get_not_found
        campaigns_update campaigns_delete
    """,
    "inboxes": """
        inboxes_campaigns
        inboxes_assignment_policy_set inboxes_assignment_policy_get inboxes_assignment_policy_none
        inboxes_assignment_policy_delete
    """,
    "dashboard_apps": """
        dashboard_apps_create dashboard_apps_list dashboard_apps_get dashboard_apps_update dashboard_apps_delete
    """,
    "csat_survey_responses": """
        csat_list csat_list_filtered csat_metrics csat_download csat_update
    """,
    "bulk_actions": """
        bulk_actions_conversations bulk_actions_contacts bulk_actions_bad_type
    """,
    "search": """
        search_all search_conversations search_messages search_messages_filtered search_contacts search_articles
    """,
    "conversations": """
        conversations_unread_counts
    """,
    "update_active_at": """
        accounts_update_active_at
    """,
    "cache_keys": """
        accounts_cache_keys
    """,
    "audit_logs": """
        audit_logs audit_logs_as_agent
    """,
    "custom_roles": """
        custom_roles_create custom_roles_create_bad_permission custom_roles_list custom_roles_get
        custom_roles_get_not_found custom_roles_update custom_roles_delete
    """,
    "sla_policies": """
        sla_policies_create sla_policies_create_invalid sla_policies_list sla_policies_get sla_policies_get_not_found
        sla_policies_update sla_policies_delete
    """,
    "applied_slas": """
        applied_slas_list applied_slas_metrics applied_slas_download
    """,
    "companies": """
        companies_create companies_list companies_search companies_search_empty companies_get companies_update
        companies_contacts companies_contacts_add companies_contacts_search companies_contacts_remove
        companies_conversations companies_notes companies_destroy_custom_attributes companies_delete
    """,
    "assignment_policies": """
        assignment_policies_create assignment_policies_create_invalid assignment_policies_list assignment_policies_get
        assignment_policies_update assignment_policies_inboxes assignment_policies_delete
    """,
    "agent_capacity_policies": """
        agent_capacity_policies_create agent_capacity_policies_list agent_capacity_policies_get
        agent_capacity_policies_update agent_capacity_policies_inbox_limit_create
        agent_capacity_policies_inbox_limit_update agent_capacity_policies_inbox_limit_delete
        agent_capacity_policies_user_add agent_capacity_policies_users agent_capacity_policies_user_remove
        agent_capacity_policies_delete
    """,
    "branded_email_layout": """
        branded_email_layout_get branded_email_layout_get_after branded_email_layout_update
        branded_email_layout_update_flat
    """,
}
"""Exchanges of operations that the contract does not have yet, by the first words of their paths."""

WAITING: Mapping[str, str] = {
    "only failures were recorded": """
        survey_page portals_ssl_status inboxes_health inboxes_sync_templates inboxes_csat_template_get
        working_hours_update accounts_create_signup profile_mfa_get enterprise_limits portals_archive
        articles_bulk_delete
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
"""Exchanges of paths that the contract leaves out, by the reason."""

NEVER_SENT: Mapping[str, str] = {
    "portals_create_flat": "the body without its envelope",
    "categories_create_flat": "the body without its envelope",
    "articles_create_flat": "the body without its envelope",
    "profile_update_flat": "the body without its envelope",
    "articles_create_no_author": "no author",
    "categories_create_invalid": "no slug",
    "profile_availability_bad": "an availability that there is not",
    "contacts_import_nothing": "no file",
}
"""Exchanges that no call of their operation makes, and why: the client refuses the arguments, or sends others."""

FAKE_DIFFERS: Mapping[str, str] = {
    "conversations_message_input_select": "its conversation comes from the public API",
    "conversations_update_sla": "its SLA policy comes before all calls",
    "contact_inboxes_filter": "the contact that it finds was made by the public API",
    **dict.fromkeys(
        ("categories_reorder", "articles_reorder", "articles_bulk_update_status", "articles_bulk_update_category"),
        "its body has ids of the real server, which are others here",
    ),
}
"""Exchanges that the fake server answers otherwise, and why."""


def names(groups: Mapping[str, str]) -> set[str]:
    """The names in all groups."""
    return {name for group in groups.values() for name in group.split()}
