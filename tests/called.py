"""Every operation of the contract, called once: on a FakeChatwoot with the sample account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiochatwoot import Action, AutomationFilter, Chatwoot, ContactFilter, ConversationFilter, File

from . import called_help_center, called_reports
from .calling import CONVERSATION, TOMORROW, Call, after, new_bot, new_team


async def _contact(c: Chatwoot, name: str = "Somebody") -> int:
    return (await c.contacts.create(name=name, email=f"{name.lower()}@customer.example")).contact.id


async def _note(c: Chatwoot) -> tuple[int, int]:
    contact = await _contact(c)
    return contact, (await c.contact_notes.create(contact, content="A note")).id


async def _agent(c: Chatwoot) -> int:
    return (await c.agents.create(name="Cy", email="cy@batik.example", role="agent")).id


async def _inbox(c: Chatwoot) -> int:
    return (await c.inboxes.create(name="New", channel={"type": "api", "webhook_url": ""})).id


async def _label(c: Chatwoot) -> int:
    return (await c.labels.create(title="brand-new")).id


async def _canned(c: Chatwoot) -> int:
    return (await c.canned_responses.create(short_code="hello", content="Hello!")).id


async def _definition(c: Chatwoot) -> int:
    made = await c.custom_attribute_definitions.create(
        attribute_display_name="Plan", attribute_key="plan", attribute_display_type=0, attribute_model=0
    )
    return made.id


async def _filter(c: Chatwoot) -> int:
    return (await c.custom_filters.create(name="Mine", filter_type="contact", query={"payload": []})).id


async def _webhook(c: Chatwoot) -> int:
    return (await c.webhooks.create(url="https://hook.example/new", subscriptions=["message_created"])).id


async def _message(c: Chatwoot) -> int:
    return (await c.messages.create(CONVERSATION, content="Just written")).id


async def _api_message(c: Chatwoot) -> tuple[int, int]:
    """Create a message of an API inbox; only the server itself sets the status of other messages."""
    conversation = await c.conversations.create(contact_id=await _contact(c), inbox_id=1)
    return conversation.id, (await c.messages.create(conversation.id, content="Just written")).id


async def _rule(c: Chatwoot) -> int:
    made = await c.automation_rules.create(
        name="Refunds",
        event_name="message_created",
        conditions=AutomationFilter.content.contains("refund"),
        actions=[Action.add_label("refund")],
    )
    return made.id


async def _macro(c: Chatwoot) -> int:
    actions = [Action.add_label("gift"), Action.resolve_conversation()]
    return (await c.macros.create(name="Close", visibility="global", actions=actions)).id


async def _website(c: Chatwoot) -> int:
    channel: Any = {"type": "web_widget", "website_url": "https://batik.example"}
    return (await c.inboxes.create(name="Site", channel=channel)).id


async def _campaign(c: Chatwoot) -> int:
    return (await c.campaigns.create(title="Hi", message="Welcome", inbox_id=await _website(c))).id


async def _app(c: Chatwoot) -> int:
    frames: Any = [{"type": "frame", "url": "https://crm.example"}]
    return (await c.dashboard_apps.create(title="CRM", content=frames)).id


async def _role(c: Chatwoot) -> int:
    return (await c.custom_roles.create(name="Keeper", permissions=["contact_manage"])).id


async def _company(c: Chatwoot) -> int:
    return (await c.companies.create(name="ACME", domain="acme.example", custom_attributes={"plan": "gold"})).id


async def _member(c: Chatwoot) -> tuple[int, int]:
    company = await _company(c)
    await c.companies.add_contact(company, contact_id=1)
    return company, 1


async def _policy(c: Chatwoot) -> int:
    policy = await c.assignment_policies.create(name="In turn", assignment_order="round_robin")
    await c.inboxes.set_assignment_policy(1, assignment_policy_id=policy.id)
    return policy.id


async def _capacity(c: Chatwoot) -> int:
    return (await c.agent_capacity_policies.create(name="Five", exclusion_rules={"excluded_labels": ["vip"]})).id


async def _limit(c: Chatwoot) -> tuple[int, int]:
    policy = await _capacity(c)
    return policy, (await c.agent_capacity_policies.create_inbox_limit(policy, inbox_id=1, conversation_limit=5)).id


async def _hook(c: Chatwoot) -> int:
    settings: Any = {"project_id": "p", "credentials": {"a": "b"}}
    return (await c.integrations.create_hook(app_id="dialogflow", inbox_id=1, settings=settings)).id


CALLS: Mapping[str, Call] = {
    **called_help_center.CALLS,
    **called_reports.CALLS,
    # --- conversations ---
    "conversations.list": lambda c: c.conversations.list(status="all", labels=["gift"], sort_by="priority_desc"),
    "conversations.counts": lambda c: c.conversations.counts(status="all"),
    "conversations.create": after(
        _contact,
        lambda c, contact: c.conversations.create(
            contact_id=contact, inbox_id=1, snoozed_until=TOMORROW, status="snoozed", message={"content": "Hi"}
        ),
    ),
    "conversations.get": lambda c: c.conversations.get(CONVERSATION),
    "conversations.update": lambda c: c.conversations.update(CONVERSATION, priority="low"),
    "conversations.filter": lambda c: c.conversations.filter(payload=ConversationFilter.status.equal_to("open")),
    "conversations.search": lambda c: c.conversations.search(q="batik"),
    "conversations.set_status": lambda c: c.conversations.set_status(CONVERSATION, status="pending"),
    "conversations.snooze": lambda c: c.conversations.snooze(CONVERSATION, snoozed_until=TOMORROW),
    "conversations.flip_status": lambda c: c.conversations.flip_status(CONVERSATION),
    "conversations.set_priority": lambda c: c.conversations.set_priority(CONVERSATION, priority=None),
    "conversations.set_typing": lambda c: c.conversations.set_typing(CONVERSATION, typing_status="off"),
    "conversations.set_custom_attributes": lambda c: c.conversations.set_custom_attributes(
        CONVERSATION, custom_attributes={"a": [1, {"b": None}]}
    ),
    "conversations.assign_agent": lambda c: c.conversations.assign_agent(CONVERSATION, assignee_id=1),
    "conversations.assign_team": after(
        new_team, lambda c, team: c.conversations.assign_team(CONVERSATION, team_id=team)
    ),
    "conversations.unassign": lambda c: c.conversations.unassign(CONVERSATION),
    "conversations.unassign_team": lambda c: c.conversations.unassign_team(CONVERSATION),
    "conversations.labels": lambda c: c.conversations.labels(CONVERSATION),
    "conversations.set_labels": lambda c: c.conversations.set_labels(CONVERSATION, labels=["gift"]),
    "conversations.mute": lambda c: c.conversations.mute(CONVERSATION),
    "conversations.unmute": lambda c: c.conversations.unmute(CONVERSATION),
    "conversations.send_transcript": lambda c: c.conversations.send_transcript(CONVERSATION, email="a@b.example"),
    "conversations.update_last_seen": lambda c: c.conversations.update_last_seen(CONVERSATION),
    "conversations.mark_unread": lambda c: c.conversations.mark_unread(CONVERSATION),
    "conversations.participants": lambda c: c.conversations.participants(CONVERSATION),
    "conversations.add_participants": lambda c: c.conversations.add_participants(CONVERSATION, user_ids=[1]),
    "conversations.set_participants": lambda c: c.conversations.set_participants(CONVERSATION, user_ids=[1]),
    "conversations.remove_participants": lambda c: c.conversations.remove_participants(CONVERSATION, user_ids=[1]),
    "conversations.attachments": lambda c: c.conversations.attachments(CONVERSATION),
    "conversations.draft": lambda c: c.conversations.draft(CONVERSATION),
    "conversations.save_draft": lambda c: c.conversations.save_draft(CONVERSATION, message="Dear"),
    "conversations.delete_draft": lambda c: c.conversations.delete_draft(CONVERSATION),
    "conversations.delete": lambda c: c.conversations.delete(CONVERSATION),
    # --- messages ---
    "messages.list": lambda c: c.messages.list(CONVERSATION),
    "messages.create": lambda c: c.messages.create(
        CONVERSATION, content="With a file", attachments=[File(b"x", name="x.txt")]
    ),
    "messages.update": after(_api_message, lambda c, m: c.messages.update(*m, status="read")),
    "messages.delete": after(_message, lambda c, m: c.messages.delete(CONVERSATION, m)),
    "messages.retry": after(_message, lambda c, m: c.messages.retry(CONVERSATION, m)),
    "messages.translate": after(_message, lambda c, m: c.messages.translate(CONVERSATION, m, target_language="id")),
    # --- contacts ---
    "contacts.list": lambda c: c.contacts.list(sort="-name"),
    "contacts.create": lambda c: c.contacts.create(inbox_id=1, name="Somebody", phone_number="+6281234500000"),
    "contacts.get": lambda c: c.contacts.get(1),
    "contacts.update": lambda c: c.contacts.update(1, custom_attributes={"plan": "gold"}),
    "contacts.delete": after(_contact, lambda c, contact: c.contacts.delete(contact)),
    "contacts.search": lambda c: c.contacts.search(q="customer"),
    "contacts.filter": lambda c: c.contacts.filter(payload=ContactFilter.email.contains("customer")),
    "contacts.active": lambda c: c.contacts.active(),
    "contacts.conversations": lambda c: c.contacts.conversations(1),
    "contacts.labels": lambda c: c.contacts.labels(1),
    "contacts.set_labels": lambda c: c.contacts.set_labels(1, labels=["gift"]),
    "contacts.contactable_inboxes": lambda c: c.contacts.contactable_inboxes(1),
    "contacts.add_to_inbox": after(_inbox, lambda c, inbox: c.contacts.add_to_inbox(1, inbox_id=inbox)),
    "contacts.merge": after(
        _contact, lambda c, contact: c.contacts.merge(base_contact_id=1, mergee_contact_id=contact)
    ),
    "contact_notes.list": lambda c: c.contact_notes.list(1),
    "contact_notes.create": lambda c: c.contact_notes.create(1, content="A note"),
    "contact_notes.get": after(_note, lambda c, note: c.contact_notes.get(*note)),
    "contact_notes.update": after(_note, lambda c, note: c.contact_notes.update(*note, content="Another")),
    "contact_notes.delete": after(_note, lambda c, note: c.contact_notes.delete(*note)),
    # --- the account and its people ---
    "account.get": lambda c: c.account.get(),
    "account.update": lambda c: c.account.update(name="Batik", auto_resolve_after=None),
    "agents.list": lambda c: c.agents.list(),
    "agents.create": lambda c: c.agents.create(name="Cy", email="cy@batik.example", role="agent"),
    "agents.update": after(_agent, lambda c, agent: c.agents.update(agent, role="administrator")),
    "agents.delete": after(_agent, lambda c, agent: c.agents.delete(agent)),
    "agent_bots.list": lambda c: c.agent_bots.list(),
    "agent_bots.create": lambda c: c.agent_bots.create(name="Robo", avatar=File(b"x", name="robo.png")),
    "agent_bots.get": after(new_bot, lambda c, bot: c.agent_bots.get(bot)),
    "agent_bots.update": after(new_bot, lambda c, bot: c.agent_bots.update(bot, description="Answers first")),
    "agent_bots.delete": after(new_bot, lambda c, bot: c.agent_bots.delete(bot)),
    "teams.list": lambda c: c.teams.list(),
    "teams.create": lambda c: c.teams.create(name="night shift", description="From ten to six"),
    "teams.get": after(new_team, lambda c, team: c.teams.get(team)),
    "teams.update": after(new_team, lambda c, team: c.teams.update(team, allow_auto_assign=False)),
    "teams.delete": after(new_team, lambda c, team: c.teams.delete(team)),
    "team_members.list": after(new_team, lambda c, team: c.team_members.list(team)),
    "team_members.add": after(new_team, lambda c, team: c.team_members.add(team, user_ids=[1])),
    "team_members.set": after(new_team, lambda c, team: c.team_members.set(team, user_ids=[1])),
    "team_members.remove": after(new_team, lambda c, team: c.team_members.remove(team, user_ids=[1])),
    # --- inboxes ---
    "inboxes.list": lambda c: c.inboxes.list(),
    "inboxes.get": lambda c: c.inboxes.get(1),
    "inboxes.create": lambda c: c.inboxes.create(
        name="Site", channel={"type": "web_widget", "website_url": "https://batik.example"}
    ),
    "inboxes.update": lambda c: c.inboxes.update(1, greeting_enabled=True, greeting_message="Hello!"),
    "inboxes.delete": after(_inbox, lambda c, inbox: c.inboxes.delete(inbox)),
    "inboxes.agent_bot": lambda c: c.inboxes.agent_bot(1),
    "inboxes.set_agent_bot": after(new_bot, lambda c, bot: c.inboxes.set_agent_bot(1, agent_bot=bot)),
    "inboxes.assignable_agents": lambda c: c.inboxes.assignable_agents(inbox_ids=[1]),
    "inbox_members.list": lambda c: c.inbox_members.list(1),
    "inbox_members.add": lambda c: c.inbox_members.add(inbox_id=1, user_ids=[1]),
    "inbox_members.set": lambda c: c.inbox_members.set(inbox_id=1, user_ids=[1]),
    "inbox_members.remove": lambda c: c.inbox_members.remove(inbox_id=1, user_ids=[1]),
    # --- settings of an account ---
    "labels.list": lambda c: c.labels.list(),
    "labels.create": lambda c: c.labels.create(title="brand-new", color="#ff0000"),
    "labels.get": after(_label, lambda c, label: c.labels.get(label)),
    "labels.update": after(_label, lambda c, label: c.labels.update(label, color="#00ff00")),
    "labels.delete": after(_label, lambda c, label: c.labels.delete(label)),
    "canned_responses.list": lambda c: c.canned_responses.list(search="hello"),
    "canned_responses.create": lambda c: c.canned_responses.create(short_code="hello", content="Hello!"),
    "canned_responses.update": after(_canned, lambda c, canned: c.canned_responses.update(canned, content="Hi!")),
    "canned_responses.delete": after(_canned, lambda c, canned: c.canned_responses.delete(canned)),
    "custom_attribute_definitions.list": lambda c: c.custom_attribute_definitions.list(attribute_model=0),
    "custom_attribute_definitions.create": lambda c: c.custom_attribute_definitions.create(
        attribute_display_name="Size",
        attribute_key="size",
        attribute_display_type=6,
        attribute_model=1,
        attribute_values=["S", "M"],
    ),
    "custom_attribute_definitions.get": after(
        _definition, lambda c, definition: c.custom_attribute_definitions.get(definition)
    ),
    "custom_attribute_definitions.update": after(
        _definition,
        lambda c, definition: c.custom_attribute_definitions.update(definition, attribute_display_name="Tariff"),
    ),
    "custom_attribute_definitions.delete": after(
        _definition, lambda c, definition: c.custom_attribute_definitions.delete(definition)
    ),
    "custom_filters.list": lambda c: c.custom_filters.list(filter_type="contact"),
    "custom_filters.create": lambda c: c.custom_filters.create(
        name="Mine", filter_type="contact", query={"payload": list(ContactFilter.blocked.equal_to(True))}
    ),
    "custom_filters.get": after(_filter, lambda c, saved: c.custom_filters.get(saved)),
    "custom_filters.update": after(_filter, lambda c, saved: c.custom_filters.update(saved, name="Ours")),
    "custom_filters.delete": after(_filter, lambda c, saved: c.custom_filters.delete(saved)),
    "webhooks.list": lambda c: c.webhooks.list(),
    "webhooks.create": lambda c: c.webhooks.create(url="https://hook.example/x", subscriptions=["message_created"]),
    "webhooks.update": after(_webhook, lambda c, hook: c.webhooks.update(hook, url="https://hook.example/y")),
    "webhooks.delete": after(_webhook, lambda c, hook: c.webhooks.delete(hook)),
    "account.cache_keys": lambda c: c.account.cache_keys(),
    "account.update_active_at": lambda c: c.account.update_active_at(),
    "account.branded_email_layout": lambda c: c.account.branded_email_layout(),
    "account.set_branded_email_layout": lambda c: c.account.set_branded_email_layout(
        branded_email_layout="<html>{{ content_for_layout }}</html>"
    ),
    # --- automations and bulk actions ---
    "automation_rules.list": lambda c: c.automation_rules.list(),
    "automation_rules.create": lambda c: c.automation_rules.create(
        name="Vip",
        event_name="conversation_updated",
        conditions=AutomationFilter.status.equal_to("open") & AutomationFilter.labels.is_present(),
        actions=[Action.change_priority("high"), Action.assign_team(None)],
    ),
    "automation_rules.get": after(_rule, lambda c, rule: c.automation_rules.get(rule)),
    "automation_rules.update": after(_rule, lambda c, rule: c.automation_rules.update(rule, active=False)),
    "automation_rules.clone": after(_rule, lambda c, rule: c.automation_rules.clone(rule)),
    "automation_rules.delete": after(_rule, lambda c, rule: c.automation_rules.delete(rule)),
    "macros.list": lambda c: c.macros.list(),
    "macros.create": lambda c: c.macros.create(
        name="Thank", visibility="personal", actions=[Action.send_message("Thank you!")]
    ),
    "macros.get": after(_macro, lambda c, macro: c.macros.get(macro)),
    "macros.update": after(_macro, lambda c, macro: c.macros.update(macro, visibility="global", name="Done")),
    "macros.execute": after(_macro, lambda c, macro: c.macros.execute(macro, conversation_ids=[CONVERSATION])),
    "macros.delete": after(_macro, lambda c, macro: c.macros.delete(macro)),
    "bulk_actions.conversations": lambda c: c.bulk_actions.conversations(
        ids=[CONVERSATION], fields={"status": "snoozed"}, labels={"add": ["gift"]}, snoozed_until=TOMORROW
    ),
    "bulk_actions.contacts": lambda c: c.bulk_actions.contacts(ids=[1], labels={"add": ["gift"]}),
    "campaigns.list": lambda c: c.campaigns.list(),
    "campaigns.create": after(
        _website,
        lambda c, inbox: c.campaigns.create(
            title="Hi",
            message="Welcome",
            inbox_id=inbox,
            sender_id=1,
            trigger_rules={"url": "https://batik.example", "time_on_page": 10},
        ),
    ),
    "campaigns.get": after(_campaign, lambda c, campaign: c.campaigns.get(campaign)),
    "campaigns.update": after(_campaign, lambda c, campaign: c.campaigns.update(campaign, enabled=False)),
    "campaigns.delete": after(_campaign, lambda c, campaign: c.campaigns.delete(campaign)),
    "inboxes.campaigns": lambda c: c.inboxes.campaigns(1),
    "dashboard_apps.list": lambda c: c.dashboard_apps.list(),
    "dashboard_apps.create": lambda c: c.dashboard_apps.create(
        title="Shop", content=[{"type": "frame", "url": "https://shop.example"}]
    ),
    "dashboard_apps.get": after(_app, lambda c, app: c.dashboard_apps.get(app)),
    "dashboard_apps.update": after(_app, lambda c, app: c.dashboard_apps.update(app, title="CRM 2")),
    "dashboard_apps.delete": after(_app, lambda c, app: c.dashboard_apps.delete(app)),
    "custom_roles.list": lambda c: c.custom_roles.list(),
    "custom_roles.create": lambda c: c.custom_roles.create(name="Reader", permissions=["report_manage"]),
    "custom_roles.get": after(_role, lambda c, role: c.custom_roles.get(role)),
    "custom_roles.update": after(_role, lambda c, role: c.custom_roles.update(role, description="Reads")),
    "custom_roles.delete": after(_role, lambda c, role: c.custom_roles.delete(role)),
    "companies.list": after(_company, lambda c, _: c.companies.list(sort="-name", page=1)),
    "companies.create": lambda c: c.companies.create(name="New Co"),
    "companies.get": after(_company, lambda c, company: c.companies.get(company)),
    "companies.update": after(_company, lambda c, company: c.companies.update(company, name="ACME GmbH")),
    "companies.delete": after(_member, lambda c, member: c.companies.delete(member[0])),
    "companies.search": after(_company, lambda c, _: c.companies.search(q="acme")),
    "companies.contacts": after(_member, lambda c, member: c.companies.contacts(member[0])),
    "companies.add_contact": after(_company, lambda c, company: c.companies.add_contact(company, contact_id=1)),
    "companies.search_contacts": after(_company, lambda c, company: c.companies.search_contacts(company, q="a")),
    "companies.remove_contact": after(_member, lambda c, member: c.companies.remove_contact(*member)),
    "companies.conversations": after(_member, lambda c, member: c.companies.conversations(member[0])),
    "companies.notes": after(_member, lambda c, member: c.companies.notes(member[0])),
    "companies.remove_custom_attributes": after(
        _company, lambda c, company: c.companies.remove_custom_attributes(company, custom_attributes=["plan"])
    ),
    "assignment_policies.list": lambda c: c.assignment_policies.list(),
    "assignment_policies.create": lambda c: c.assignment_policies.create(name="By age", fair_distribution_limit=10),
    "assignment_policies.get": after(_policy, lambda c, policy: c.assignment_policies.get(policy)),
    "assignment_policies.update": after(_policy, lambda c, policy: c.assignment_policies.update(policy, enabled=False)),
    "assignment_policies.inboxes": after(_policy, lambda c, policy: c.assignment_policies.inboxes(policy)),
    "assignment_policies.delete": after(_policy, lambda c, policy: c.assignment_policies.delete(policy)),
    "inboxes.assignment_policy": after(_policy, lambda c, _: c.inboxes.assignment_policy(1)),
    "inboxes.set_assignment_policy": after(
        _policy, lambda c, policy: c.inboxes.set_assignment_policy(1, assignment_policy_id=policy)
    ),
    "inboxes.remove_assignment_policy": after(_policy, lambda c, _: c.inboxes.remove_assignment_policy(1)),
    "agent_capacity_policies.list": lambda c: c.agent_capacity_policies.list(),
    "agent_capacity_policies.create": lambda c: c.agent_capacity_policies.create(name="Six"),
    "agent_capacity_policies.get": after(_capacity, lambda c, policy: c.agent_capacity_policies.get(policy)),
    "agent_capacity_policies.update": after(
        _capacity, lambda c, policy: c.agent_capacity_policies.update(policy, description="At most")
    ),
    "agent_capacity_policies.delete": after(_capacity, lambda c, policy: c.agent_capacity_policies.delete(policy)),
    "agent_capacity_policies.create_inbox_limit": after(
        _capacity,
        lambda c, policy: c.agent_capacity_policies.create_inbox_limit(policy, inbox_id=1, conversation_limit=5),
    ),
    "agent_capacity_policies.update_inbox_limit": after(
        _limit, lambda c, limit: c.agent_capacity_policies.update_inbox_limit(*limit, conversation_limit=6)
    ),
    "agent_capacity_policies.delete_inbox_limit": after(
        _limit, lambda c, limit: c.agent_capacity_policies.delete_inbox_limit(*limit)
    ),
    "agent_capacity_policies.users": after(_capacity, lambda c, policy: c.agent_capacity_policies.users(policy)),
    "agent_capacity_policies.add_user": after(
        _capacity, lambda c, policy: c.agent_capacity_policies.add_user(policy, user_id=1)
    ),
    "agent_capacity_policies.remove_user": after(
        _capacity, lambda c, policy: c.agent_capacity_policies.remove_user(policy, 1)
    ),
    "integrations.list_apps": lambda c: c.integrations.list_apps(),
    "integrations.get_app": lambda c: c.integrations.get_app("dialogflow"),
    "integrations.create_hook": lambda c: c.integrations.create_hook(
        app_id="google_translate", settings={"project_id": "p", "credentials": {"a": "b"}}
    ),
    "integrations.update_hook": after(_hook, lambda c, hook: c.integrations.update_hook(hook, status="disabled")),
    "integrations.delete_hook": after(_hook, lambda c, hook: c.integrations.delete_hook(hook)),
}
