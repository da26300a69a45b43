"""An office is set up: rules, macros, companies and policies work together on the embedded server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from aiochatwoot import Action, AutomationFilter, Chatwoot, Liquid, NotFoundError
from aiochatwoot.testing import Conversation, FakeChatwoot

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


@pytest.fixture
def server() -> Any:
    """A server with two conversations, 42 and 43, in an API inbox, each with its own contact."""
    with FakeChatwoot(sample=False) as server:
        inbox = server.account.add_inbox("Shop")
        for number, name in ((42, "Rani"), (43, "Sari")):
            contact = server.account.add_contact(name, email=f"{name.lower()}@acme.example")
            talk = server.account.add_conversation(id=number, inbox=inbox, contact=contact, labels=["vip"])
            server.account.add_message(talk, "Where is my parcel?")
        yield server


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    """A client for which deviations from the contract are errors."""
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict") as client:
        yield client


def talk(server: FakeChatwoot, number: int) -> Conversation:
    return server.account.conversations[number]


async def test_a_macro_acts(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """An agent closes conversations with one call: the contact is thanked, and they are resolved."""
    macro = await chatwoot.macros.create(
        name="Thank and close",
        visibility="global",
        actions=[
            Action.send_message(Liquid("Thank you, {{ contact.name }}!")),
            Action.add_private_note("{{ as it is }}"),
            Action.add_label("done"),
            Action.resolve_conversation(),
        ],
    )
    await chatwoot.macros.execute(macro.id, conversation_ids=[42, 43])

    for number, name in ((42, "Rani"), (43, "Sari")):
        conversation = await chatwoot.conversations.get_whole(number)
        said = [message.content for message in conversation.messages if message.message_type == 1]
        assert said == [f"Thank you, {name}!", "{{ as it is }}"]
        assert (conversation.status, conversation.labels) == ("resolved", ["vip", "done"])


async def test_a_bulk_action_changes_conversations(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Several conversations are assigned to a team, and lose a label."""
    team = await chatwoot.teams.create(name="parcels")
    await chatwoot.bulk_actions.conversations(
        ids=[42, 43], fields={"status": "pending", "team_id": team.id}, labels={"add": ["lost"], "remove": ["vip"]}
    )

    found = [row async for row in chatwoot.conversations.iter(status="pending", team_id=team.id)]
    assert sorted((row.id, row.labels) for row in found) == [(42, ["lost"]), (43, ["lost"])]


async def test_an_assignment_policy_is_set_on_an_inbox(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """A policy is created, assigned to an inbox, limits each agent there, and is removed."""
    (inbox,) = await chatwoot.inboxes.list()
    policy = await chatwoot.assignment_policies.create(name="In turn", conversation_priority="longest_waiting")
    assert (
        await chatwoot.inboxes.set_assignment_policy(inbox.id, assignment_policy_id=policy.id)
    ).assigned_inbox_count == 1
    assert [each.id for each in await chatwoot.assignment_policies.inboxes(policy.id)] == [inbox.id]

    capacity = await chatwoot.agent_capacity_policies.create(name="Five")
    await chatwoot.agent_capacity_policies.create_inbox_limit(capacity.id, inbox_id=inbox.id, conversation_limit=5)
    await chatwoot.agent_capacity_policies.add_user(capacity.id, user_id=server.agent.id)
    found = await chatwoot.agent_capacity_policies.get(capacity.id)
    assert (found.assigned_agent_count, [each.conversation_limit for each in found.inbox_capacity_limits]) == (1, [5])

    await chatwoot.inboxes.remove_assignment_policy(inbox.id)
    with pytest.raises(NotFoundError, match="Assignment policy not found"):
        await chatwoot.inboxes.assignment_policy(inbox.id)


async def test_a_company_collects_contacts(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Contacts are found and added; the company shows their conversations and notes, and counts them."""
    company = await chatwoot.companies.create(name="ACME", domain="acme.example")
    async for contact in chatwoot.companies.iter_search_contacts(company.id, q="@acme.example"):
        await chatwoot.companies.add_contact(company.id, contact_id=contact.id)
        await chatwoot.contact_notes.create(contact.id, content=f"{contact.name} is of ACME")

    assert (await chatwoot.companies.get(company.id)).contacts_count == 2
    assert [contact.name async for contact in chatwoot.companies.iter_contacts(company.id)] == ["Rani", "Sari"]
    assert sorted(each.id for each in await chatwoot.companies.conversations(company.id)) == [42, 43]
    assert {each.contact.name for each in await chatwoot.companies.notes(company.id) if each.contact} == {
        "Rani",
        "Sari",
    }
    assert [each.id async for each in chatwoot.companies.iter_search(q="acme")] == [company.id]


async def test_a_rule_is_kept(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """A rule is returned as it was created, and can be copied, changed and disabled; no event runs it here."""
    rule = await chatwoot.automation_rules.create(
        name="Refunds",
        event_name="message_created",
        conditions=AutomationFilter.content.contains("refund") & AutomationFilter.message_type.equal_to("incoming"),
        actions=[Action.add_label("refund"), Action.change_priority("high")],
    )
    copy = await chatwoot.automation_rules.clone(rule.id)
    returns = AutomationFilter.content.contains("return")
    await chatwoot.automation_rules.update(copy.id, name="Returns", conditions=returns, active=False)

    found = {each.name: each for each in await chatwoot.automation_rules.list()}
    assert (found["Refunds"].active, found["Returns"].active) == (True, False)
    assert [each.values for each in found["Refunds"].conditions] == [["refund"], ["incoming"]]
    assert [each.action_name for each in found["Returns"].actions] == ["add_label", "change_priority"]
