"""The tools for agents that read, called through the SDK's own client, on the embedded server."""

from __future__ import annotations

import datetime as dt
import re

from aiochatwoot.agents._text import tokens
from aiochatwoot.testing import FakeChatwoot

from .asking import Agent, chatwoot_of, in_parts


async def test_finding_conversations(reader: Agent) -> None:
    """Each conversation is a line; filters take names; a wrong name is refused with the known ones."""
    shown = await reader.call("find_conversations", inbox="whats", limit=2)
    assert re.match(r"2 of \d+ conversations\n", shown)
    assert len(re.findall(r"^#\d+ open \| .*\| inbox 1 \|", shown, re.MULTILINE)) == 2
    shown = await reader.call("find_conversations", assignee="me", team="supp", label="gift", text="kado")
    assert "#42 open | priority high | customer Putri Wulandari (contact 13) | inbox 2" in shown
    assert "(nothing)" in await reader.call("find_conversations", text="no such text")
    for assignee in ("me", "unassigned"):
        shown = await reader.call("find_conversations", assignee=assignee, limit=50)
        assert shown.startswith("{0} of {0} conversations\n".format(shown.count("\n#")))

    refused = await reader.fail("find_conversations", inbox="fax")
    assert in_parts(refused) == ("no inbox fits 'fax'", "1 WhatsApp; 2 Website; 3 Mail")
    refused = await reader.fail("find_conversations", inbox="a")
    assert in_parts(refused) == ("more than one inbox fits 'a'", "1 WhatsApp; 3 Mail")


async def test_reading_a_conversation(reader: Agent) -> None:
    """The newest messages that fit are shown, oldest first, with authors; the last line tells how to read the rest."""
    shown = await reader.call("read_conversation", conversation_id=42, max_tokens=600)
    assert re.search(r"^\[2026-11-20 11:52Z \d+\] customer Putri Wulandari: Wah cepat sekali", shown, re.MULTILINE)
    assert " agent Ada Lestari: " in shown
    assert " event: Ada Lestari set the priority" in shown
    assert "Ini buktinya [file]" in shown
    (before,) = re.findall(r"read them with before=(\d+)\.$", shown)
    older = await reader.call("read_conversation", conversation_id=42, before=int(before))

    ids = [int(each) for text in (older, shown) for each in re.findall(r"^\[\S+ \S+ (\d+)\]", text, re.MULTILINE)]
    assert sorted(set(ids)) == ids
    assert " automation" in older
    assert " private note of agent " in older
    assert "before=" not in older
    own, said = in_parts(await reader.fail("read_conversation", conversation_id=4200))
    assert own == "read_conversation failed"
    assert said.startswith("GET http")


async def test_older_messages_than_one(agent: Agent, server: FakeChatwoot) -> None:
    """Older messages are those before it by position, also imported ones; an id of another conversation is refused."""
    conversation, now = server.account.conversations[42], dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    newest = server.account.add_message(conversation, "Newest", created_at=now)
    server.account.add_message(conversation, "Imported", created_at=now - dt.timedelta(days=9))
    assert "Imported" in await agent.call("read_conversation", conversation_id=42, before=newest.id)
    expected = "conversation 42 has no message 999"
    assert await agent.fail("read_conversation", conversation_id=42, before=999) == expected


async def test_customers(reader: Agent) -> None:
    """A customer is found by part of a name or address; the history has attributes, notes and conversations."""
    found = await reader.call("find_customers", text="putri", limit=1)
    assert "contact 13 | Putri Wulandari | putri@customer.example | +6281300004242 | crm-42" in found

    shown = await reader.call("customer_history", contact_id=13)
    assert "plan: gold\n" in shown
    assert "\n#42 open | " in shown


async def test_blocked_customers_and_notes(agent: Agent, server: FakeChatwoot) -> None:
    """A blocked customer is marked as such, and shown with agents' notes."""
    contact = server.account.add_contact(name="Eve", blocked=True)
    async with chatwoot_of(server) as chatwoot:
        await chatwoot.contact_notes.create(contact.id, content="Sends spam.")
    shown = await agent.call("customer_history", contact_id=contact.id)

    assert f"contact {contact.id} | Eve | blocked\n" in shown
    assert re.search(r"note of .+, \d{4}-\d\d-\d\d .*: Sends spam\.", shown)


async def test_attributes_leave_room(agent: Agent, server: FakeChatwoot) -> None:
    """0 and False are shown as values; any number of attributes leaves room for the conversations."""
    contact = server.account.add_contact(
        custom_attributes={"paid": False, "orders": 0, "plan": ""} | {f"key-{each}": "x" * 200 for each in range(400)}
    )
    server.account.add_conversation(id=77, contact=contact)
    shown = await agent.call("customer_history", contact_id=contact.id)

    assert "\npaid: False\norders: 0\nkey-0: xxx" in shown
    assert re.search(r"\n\(\d+ more attributes\)\n#77 open", shown)


async def test_the_help_center(agent: Agent, server: FakeChatwoot) -> None:
    """Articles are shown with their content, cut to the budget."""
    async with chatwoot_of(server) as chatwoot:
        await chatwoot.portals.create(name="Help", slug="help")
        for number in range(3):
            await chatwoot.articles.create(
                "help",
                title=f"Returns {number}",
                content="Returning takes days. " * 500,
                author_id=server.agent.id,
                status="published",
            )
    shown = await agent.call("search_help_center", text="returning", limit=2, max_tokens=600)

    assert shown.startswith("2 articles\n")
    assert len(re.findall(r"^article \d+ \| Returns \d \|", shown, re.MULTILINE)) == 2
    assert tokens(shown) <= 600
    assert shown.count("… (cut)") == 2


async def test_a_report(reader: Agent) -> None:
    """A report has the figures of the period, the previous period's in brackets, and the current open counts."""
    shown = await reader.call("report", days=30)
    assert re.search(r"^New conversations: \d+ \(\d+\)$", shown, re.MULTILINE)
    assert re.search(r"^First response on average: (-|\d+ h \d+ min) \(", shown, re.MULTILINE)
    assert re.search(r"^Open now: \d+, of these \d+ unassigned$", shown, re.MULTILINE)


async def test_names(reader: Agent) -> None:
    """The tool lists the names that other tools accept."""
    shown = await reader.call("list_names")
    assert "agents: 1 Ada Lestari; 2 Bob Wijaya\nteams: 1 billing; 2 support\n" in shown
    assert "labels: billing; delivery;" in shown
