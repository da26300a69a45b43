"""The tools for agents that write, called through the SDK's own client, on the embedded server."""

from __future__ import annotations

import datetime as dt

from aiochatwoot.testing import FakeChatwoot

from .asking import Agent, chatwoot_of, in_parts

TOMORROW = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()


async def test_drafts_and_messages(agent: Agent, server: FakeChatwoot) -> None:
    """A draft is a private note with exactly this text; a message goes to the customer."""
    draft = await agent.call("draft_reply", conversation_id=42, text="Dear {{contact.name}}")
    sent = await agent.call("reply_to_customer", conversation_id=42, text="Hello")

    note, message = server.account.conversations[42].messages
    assert ("Draft of a reply:\n\nDear {{contact.name}}", True) == (note.content, note.private)
    assert ("Hello", False) == (message.content, message.private)
    assert f"Private note {note.id} is in conversation 42; nothing was sent to the customer." == draft
    assert f"Message {message.id} was sent in conversation 42." == sent


async def test_assigning(agent: Agent, server: FakeChatwoot) -> None:
    """By part of a name or by id, to a person, a team or both; or to nobody."""
    conversation, team = server.account.conversations[42], server.account.add_team("billing")
    agent_id = server.agent.id
    shown = await agent.call("assign", conversation_id=42, agent=str(agent_id), team="bill")
    assert ("Conversation 42 is assigned", f"to team billing and {server.agent.name}") == in_parts(shown)
    assert (server.agent, team) == (conversation.assignee, conversation.team)
    shown = await agent.call("assign", conversation_id=42, agent="nobody", team="nobody")
    assert ("Conversation 42 is assigned", "to no team and nobody") == in_parts(shown)
    assert (None, None) == (conversation.assignee, conversation.team)
    assert "to team billing" == in_parts(await agent.call("assign", conversation_id=42, team="bill"))[1]
    assert "to nobody" == in_parts(await agent.call("assign", conversation_id=42, agent=" Nobody"))[1]
    assert "name an agent or a team" == await agent.fail("assign", conversation_id=42)
    assert "no agent fits 'zz'" == in_parts(await agent.fail("assign", conversation_id=42, agent="zz"))[0]


async def test_labels(agent: Agent, server: FakeChatwoot) -> None:
    """Labels of the account are added, ignoring case, and others removed; unknown ones are refused."""
    async with chatwoot_of(server) as chatwoot:
        for title in ("vip", "gift"):
            await chatwoot.labels.create(title=title)
    await agent.call("change_labels", conversation_id=42, add=["VIP"])
    shown = await agent.call("change_labels", conversation_id=42, add=["gift"], remove=["vip"])

    assert ("Conversation 42 has these labels", "gift") == in_parts(shown)
    assert ["gift"] == server.account.conversations[42].labels
    shown = await agent.call("change_labels", conversation_id=42, remove=["gift"])
    assert ("Conversation 42 has these labels", "none") == in_parts(shown)
    refused = await agent.fail("change_labels", conversation_id=42, add=["wrong"])
    assert ("the account has only these labels", "gift, vip") == in_parts(refused)


async def test_priority_and_snoozing(agent: Agent, server: FakeChatwoot) -> None:
    """Both are set; "none" removes the priority, and a past time is refused."""
    conversation = server.account.conversations[42]
    await agent.call("set_priority", conversation_id=42, priority="urgent")
    assert "urgent" == conversation.priority
    await agent.call("set_priority", conversation_id=42, priority="none")
    assert conversation.priority is None
    assert "is snoozed until " in await agent.call("snooze", conversation_id=42, until=TOMORROW)
    assert "snoozed" == conversation.status
    assert "in the future" in await agent.fail("snooze", conversation_id=42, until="2020-01-01T00:00:00Z")


async def test_resolving(agent: Agent, server: FakeChatwoot) -> None:
    """Without `dry_run=false` nothing is resolved; a failure does not stop the others."""
    server.account.add_conversation(id=43)
    shown = await agent.call("resolve", conversation_ids=[42, 42, 43, 99])
    assert shown.startswith("Nothing was changed; call again with dry_run=false\n")
    assert ["open", "open"] == [server.account.conversations[each].status for each in (42, 43)]
    assert 2 == shown.count(" open | ")

    shown = await agent.call("resolve", conversation_ids=[99, 42, 43], dry_run=False)
    assert shown.startswith("2 were resolved\n")
    assert "#99 failed: " in shown
    assert ["resolved"] * 2 == [server.account.conversations[each].status for each in (42, 43)]
    assert (await agent.call("resolve", conversation_ids=[42], dry_run=False)).startswith("0 were resolved\n")
