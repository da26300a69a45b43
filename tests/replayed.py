"""How each recorded exchange with a real server is made with the client: the call that it is an answer to.

Captures that stand alone did not record the body of their request; those of workflow.json did.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import httpx

from aiochatwoot import ApiStatusError, Chatwoot, ConversationFilter, File, RequestDetails

Call: TypeAlias = Callable[[Chatwoot], Awaitable[Any]]

SNOOZED_UNTIL = dt.datetime(2030, 3, 17, 17, 46, 40, tzinfo=dt.UTC)


def _details(number: int) -> Call:
    return lambda c: c.conversations.get(number)


def _window(number: int, **window: Any) -> Call:
    return lambda c: c.messages.list(number, **window)


SUCCEEDED: Mapping[str, Call] = {
    # --- conversations ---
    **{
        f"conversation_{name}": _details(number)
        for name, number in {
            "attachments": 3,
            "bot_assignee": 11,
            "empty": 4,
            "long": 9,
            "resolved": 6,
            "rich": 1,
            "seen": 7,
            "snoozed": 5,
        }.items()
    },
    "list_page1": lambda c: c.conversations.list(),
    "list_page99": lambda c: c.conversations.list(page=99),
    "meta": lambda c: c.conversations.counts(),
    "workflow:meta_all": lambda c: c.conversations.counts(status="all"),
    "filter": lambda c: c.conversations.filter(payload=ConversationFilter.status.equal_to("open"), page=1),
    "search": lambda c: c.conversations.search(q="courier"),
    "toggle_status": lambda c: c.conversations.snooze(4, snoozed_until=SNOOZED_UNTIL),
    "workflow:toggle_open": lambda c: c.conversations.set_status(6, status="open"),
    "workflow:toggle_flip": lambda c: c.conversations.flip_status(6),
    "priority": lambda c: c.conversations.set_priority(4, priority="high"),
    "workflow:priority_null": lambda c: c.conversations.set_priority(6, priority=None),
    "custom_attributes": lambda c: c.conversations.set_custom_attributes(4, custom_attributes={"a": 1}),
    "assign": lambda c: c.conversations.assign_agent(4, assignee_id=1),
    "assign_team": lambda c: c.conversations.assign_team(4, team_id=1),
    "unassign": lambda c: c.conversations.unassign(4),
    "labels": lambda c: c.conversations.labels(1),
    "set_labels": lambda c: c.conversations.set_labels(4, labels=["vip"]),
    "participants": lambda c: c.conversations.participants(1),
    "workflow:conv_participants": lambda c: c.conversations.participants(1),
    "workflow:conv_participants_add": lambda c: c.conversations.add_participants(1, user_ids=[1]),
    "workflow:conv_participants_del": lambda c: c.conversations.remove_participants(1, user_ids=[1]),
    "workflow:conv_mute": lambda c: c.conversations.mute(1),
    "workflow:conv_unmute": lambda c: c.conversations.unmute(1),
    "workflow:conv_typing": lambda c: c.conversations.set_typing(1, typing_status="on", is_private=False),
    "workflow:conv_last_seen": lambda c: c.conversations.update_last_seen(1),
    "workflow:conv_transcript": lambda c: c.conversations.send_transcript(1, email="a@b.example"),
    "workflow:conv_draft_put": lambda c: c.conversations.save_draft(1, message="dr"),
    "workflow:conv_draft_del": lambda c: c.conversations.delete_draft(1),
    "workflow:conv_delete": lambda c: c.conversations.delete(70),
    # --- messages ---
    **{
        f"messages_{name}": _window(number, **window)
        for name, (number, window) in {
            "after": (9, {"after": 70}),
            "before": (9, {"before": 161}),
            "before_first": (9, {"before": 60}),
            "conv3": (3, {}),
            "conv4": (4, {}),
            "conv9": (9, {}),
            "window": (9, {"after": 0, "before": 2147483647}),
        }.items()
    },
    "create_msg": lambda c: c.messages.create(4, content="hello", echo_id="e-1"),
    "create_msg_file": lambda c: c.messages.create(4, content="file", attachments=[File(b"hi\n", name="h.txt")]),
    "delete_msg": lambda c: c.messages.delete(4, 242),
    "workflow:msg_retry": lambda c: c.messages.retry(1, 6),
    "workflow:msg_private_note": lambda c: c.messages.create(1, content="n", private=True),
    "workflow:msg_incoming": lambda c: c.messages.create(1, content="in", message_type="incoming"),
    "workflow:msg_empty": lambda c: c.messages.create(1),
    "workflow:msg_template": lambda c: c.messages.create(
        1,
        content="x",
        template_params={"name": "t", "category": "UTILITY", "language": "en", "processed_params": {"1": "a"}},
    ),
    # --- contacts ---
    "contacts": lambda c: c.contacts.list(page=1),
    "contact_search": lambda c: c.contacts.search(q="zoe"),
    "contact": lambda c: c.contacts.get(1),
    "create_contact": lambda c: c.contacts.create(inbox_id=1, name="New", email="new@customer.example"),
    "workflow:contacts_get": lambda c: c.contacts.get(1),
    "workflow:contacts_update": lambda c: c.contacts.update(
        1, name="Zoe III", custom_attributes={"plan": "silver"}, additional_attributes={"city": "Bandung"}
    ),
    "workflow:contact_create_min": lambda c: c.contacts.create(
        inbox_id=1,
        name="Tmp",
        phone_number="+6281111111111",
        identifier="tmp-1",
        custom_attributes={"a": 1},
    ),
    "workflow:contact_create_2": lambda c: c.contacts.create(name="Tmp2", email="tmp2@customer.example"),
    "workflow:contact_labels": lambda c: c.contacts.labels(1),
    "workflow:contact_labels_set": lambda c: c.contacts.set_labels(1, labels=["vip"]),
    "workflow:contact_inbox_create": lambda c: c.contacts.add_to_inbox(2, inbox_id=2, source_id="src-77"),
    "workflow:contact_notes": lambda c: c.contact_notes.list(6),
    "workflow:contact_notes_create": lambda c: c.contact_notes.create(6, content="note"),
    "workflow:contact_delete": lambda c: c.contacts.delete(6),
    "workflow:contacts_active": lambda c: c.contacts.active(page=1),
    # --- the account and its people ---
    "profile": lambda c: c.profile.get(),
    "workflow:profile_get": lambda c: c.profile.get(),
    "account": lambda c: c.account.get(),
    "workflow:account_get": lambda c: c.account.get(),
    "workflow:account_update": lambda c: c.account.update(name="Lab 2", support_email="s@lab.test"),
    "agents": lambda c: c.agents.list(),
    "workflow:agents_list": lambda c: c.agents.list(),
    "workflow:agents_create": lambda c: c.agents.create(name="Cy", email="cy@lab.test", role="agent"),
    "workflow:agents_delete": lambda c: c.agents.delete(5),
    "workflow:agent_bots_create": lambda c: c.agent_bots.create(
        name="B2", description="d", outgoing_url="https://bot.example/hook"
    ),
    "workflow:agent_bots_list": lambda c: c.agent_bots.list(),
    "workflow:agent_bots_get": lambda c: c.agent_bots.get(2),
    "workflow:agent_bots_update": lambda c: c.agent_bots.update(2, name="B3"),
    "workflow:agent_bots_delete": lambda c: c.agent_bots.delete(2),
    "teams": lambda c: c.teams.list(),
    "workflow:teams_create": lambda c: c.teams.create(name="ops", description="o", allow_auto_assign=False),
    "workflow:teams_list": lambda c: c.teams.list(),
    "workflow:teams_get": lambda c: c.teams.get(2),
    "workflow:teams_update": lambda c: c.teams.update(2, description="oo"),
    "workflow:teams_delete": lambda c: c.teams.delete(2),
    "workflow:team_members_list": lambda c: c.team_members.list(2),
    "workflow:team_members_update": lambda c: c.team_members.set(2, user_ids=[1]),
    "workflow:team_members_delete": lambda c: c.team_members.remove(2, user_ids=[1]),
    # --- inboxes ---
    "inboxes": lambda c: c.inboxes.list(),
    "inbox": lambda c: c.inboxes.get(2),
    "workflow:inbox_create": lambda c: c.inboxes.create(name="Api3", channel={"type": "api", "webhook_url": ""}),
    "workflow:inbox_agent_bot": lambda c: c.inboxes.agent_bot(1),
    "workflow:inbox_agent_bot_set": lambda c: c.inboxes.agent_bot(1),
    "workflow:inbox_set_agent_bot": lambda c: c.inboxes.set_agent_bot(1, agent_bot=1),
    "workflow:inbox_unset_agent_bot": lambda c: c.inboxes.set_agent_bot(1, agent_bot=None),
    "workflow:inbox_assignable_agents": lambda c: c.inboxes.assignable_agents(inbox_ids=[1]),
    "workflow:inbox_members_get": lambda c: c.inbox_members.list(1),
    "workflow:inbox_members_add": lambda c: c.inbox_members.add(inbox_id=1, user_ids=[1, 2]),
    "workflow:inbox_members_update": lambda c: c.inbox_members.set(inbox_id=1, user_ids=[1]),
    "workflow:inbox_members_delete": lambda c: c.inbox_members.remove(inbox_id=1, user_ids=[2]),
    # --- what an account is set up with ---
    "acct_labels": lambda c: c.labels.list(),
    "workflow:labels_create": lambda c: c.labels.create(
        title="hot", description="h", color="#ff0000", show_on_sidebar=True
    ),
    "workflow:labels_list": lambda c: c.labels.list(),
    "workflow:labels_get": lambda c: c.labels.get(4),
    "workflow:labels_delete": lambda c: c.labels.delete(4),
    "canned": lambda c: c.canned_responses.list(),
    "workflow:canned_responses_create": lambda c: c.canned_responses.create(
        short_code="hi", content="Hello {{contact.name}}"
    ),
    "workflow:canned_responses_list": lambda c: c.canned_responses.list(),
    "workflow:canned_responses_update": lambda c: c.canned_responses.update(1, content="Hey"),
    "workflow:canned_responses_delete": lambda c: c.canned_responses.delete(1),
    "workflow:custom_attribute_definitions_create": lambda c: c.custom_attribute_definitions.create(
        attribute_display_name="Plan",
        attribute_display_type=6,
        attribute_description="p",
        attribute_key="plan",
        attribute_values=["gold", "silver"],
        attribute_model=1,
    ),
    "workflow:custom_attribute_definitions_list": lambda c: c.custom_attribute_definitions.list(),
    "workflow:custom_attribute_definitions_list_contact": lambda c: c.custom_attribute_definitions.list(
        attribute_model=1
    ),
    "workflow:custom_attribute_definitions_get": lambda c: c.custom_attribute_definitions.get(1),
    "workflow:custom_attribute_definitions_update": lambda c: c.custom_attribute_definitions.update(
        1, attribute_display_name="Plan2"
    ),
    "workflow:custom_attribute_definitions_delete": lambda c: c.custom_attribute_definitions.delete(1),
    "workflow:custom_filters_create": lambda c: c.custom_filters.create(
        name="open",
        type="conversation",  # as it was recorded: the server reads filter_type
        query={"payload": list(ConversationFilter.status.equal_to("open"))},
    ),
    "workflow:custom_filters_list": lambda c: c.custom_filters.list(),
    "workflow:custom_filters_update": lambda c: c.custom_filters.update(1, name="open2"),
    "workflow:custom_filters_delete": lambda c: c.custom_filters.delete(1),
    "webhooks": lambda c: c.webhooks.list(),
    "workflow:webhooks_create": lambda c: c.webhooks.create(
        url="https://hook.example/x", subscriptions=["message_created"]
    ),
    "workflow:webhooks_list": lambda c: c.webhooks.list(),
    "workflow:webhooks_delete": lambda c: c.webhooks.delete(2),
}
"""Exchanges that ended well."""

FAILED: Mapping[str, Call] = {
    "create_contact_dup": lambda c: c.contacts.create(name="New", email="new@customer.example"),
    "create_conv_bad": lambda c: c.conversations.create(source_id="nowhere", inbox_id=1),
    "err_404": lambda c: c.conversations.get(99999),
    "err_404_account": lambda c: c.conversations.get(1, account_id=999),
    "err_bad_token": lambda c: c.conversations.get(1),
    "err_bot": lambda c: c.conversations.get(1),
    "err_no_token": lambda c: c.conversations.get(1),
    "err_rate_limited": lambda c: c.conversations.get(1),
    "filter_bad": lambda c: c.conversations.filter(
        payload=[{"attribute_key": "nope", "filter_operator": "equal_to", "values": ["x"]}]
    ),
    "workflow:conv_delete_bob": lambda c: c.conversations.delete(70),
    "workflow:conv_reporting_events": lambda c: c.conversations.reporting_events(6),
    "workflow:msg_update_web": lambda c: c.messages.update(7, 40, status="read"),
}
"""Exchanges that ended in an error."""

NEVER_SENT: Mapping[str, str] = {
    "err_bad_json": "a body that is no JSON",
    "err_id_text": "an id that is no number",
    "err_route": "a path that no operation has",
    "etag304": "a condition, which only `Chatwoot.request` can make",
    "toggle_bad": "a status that there is not",
    "workflow:conv_transcript_bad": "a transcript without an address",
    "workflow:msg_bad_type": "a message type that there is not",
}
"""Exchanges that no call of an operation makes, and why."""


def operation_of(call: Call) -> str:
    """The id of the operation that a call is of."""
    found: list[str] = []

    def note(details: RequestDetails) -> None:
        found.append(str(details.operation))

    async def ask() -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(418)

        options: Any = {"transport": httpx.MockTransport(answer), "on_request": note}
        async with Chatwoot("https://x.test", token="token-of-nobody", account_id=2, **options) as chatwoot:
            with contextlib.suppress(ApiStatusError):
                await call(chatwoot)

    asyncio.run(ask())
    return found[0]
