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
    assert (note.content, note.private) == ("Draft of a reply:\n\nDear {{contact.name}}", True)
    assert (message.content, message.private) == ("Hello", False)
    assert draft == f"Private note {note.id} is in conversation 42; nothing was sent to the customer."
    assert sent == f"Message {message.id} was sent in conversation 42."


async def test_assigning(agent: Agent, server: FakeChatwoot) -> None:
    """By part of a name or by id, to a person, a team or both; or to nobody."""
    conversation, team = server.account.conversations[42], server.account.add_team("billing")
    agent_id = server.agent.id
    shown = await agent.call("assign", conversation_id=42, agent=str(agent_id), team="bill")
    assert in_parts(shown) == ("Conversation 42 is assigned", f"to team billing and {server.agent.name}")
    assert (server.agent, team) == (conversation.assignee, conversation.team)
    shown = await agent.call("assign", conversation_id=42, agent="nobody", team="nobody")
    assert in_parts(shown) == ("Conversation 42 is assigned", "to no team and nobody")
    assert (conversation.assignee, conversation.team) == (None, None)
    assert in_parts(await agent.call("assign", conversation_id=42, team="bill"))[1] == "to team billing"
    assert in_parts(await agent.call("assign", conversation_id=42, agent=" Nobody"))[1] == "to nobody"
    assert await agent.fail("assign", conversation_id=42) == "name an agent or a team"
    assert in_parts(await agent.fail("assign", conversation_id=42, agent="zz"))[0] == "no agent fits 'zz'"


async def test_labels(agent: Agent, server: FakeChatwoot) -> None:
    """Labels of the account are added, ignoring case, and others removed; unknown ones are refused."""
    async with chatwoot_of(server) as chatwoot:
        for title in ("vip", "gift"):
            await chatwoot.labels.create(title=title)
    await agent.call("change_labels", conversation_id=42, add=["VIP"])
    shown = await agent.call("change_labels", conversation_id=42, add=["gift"], remove=["vip"])

    assert in_parts(shown) == ("Conversation 42 has these labels", "gift")
    assert server.account.conversations[42].labels == ["gift"]
    shown = await agent.call("change_labels", conversation_id=42, remove=["gift"])
    assert in_parts(shown) == ("Conversation 42 has these labels", "none")
    refused = await agent.fail("change_labels", conversation_id=42, add=["wrong"])
    assert in_parts(refused) == ("the account has only these labels", "gift, vip")


async def test_priority_and_snoozing(agent: Agent, server: FakeChatwoot) -> None:
    """Both are set; "none" removes the priority, and a past time is refused."""
    conversation = server.account.conversations[42]
    await agent.call("set_priority", conversation_id=42, priority="urgent")
    assert conversation.priority == "urgent"
    await agent.call("set_priority", conversation_id=42, priority="none")
    assert conversation.priority is None
    assert "is snoozed until " in await agent.call("snooze", conversation_id=42, until=TOMORROW)
    assert conversation.status == "snoozed"
    assert "in the future" in await agent.fail("snooze", conversation_id=42, until="2020-01-01T00:00:00Z")


async def test_resolving(agent: Agent, server: FakeChatwoot) -> None:
    """Without `dry_run=false` nothing is resolved; a failure does not stop the others."""
    server.account.add_conversation(id=43)
    shown = await agent.call("resolve", conversation_ids=[42, 42, 43, 99])
    assert shown.startswith("Nothing was changed; call again with dry_run=false\n")
    assert [server.account.conversations[each].status for each in (42, 43)] == ["open", "open"]
    assert shown.count(" open | ") == 2

    shown = await agent.call("resolve", conversation_ids=[99, 42, 43], dry_run=False)
    assert shown.startswith("2 were resolved\n")
    assert "#99 failed: " in shown
    assert [server.account.conversations[each].status for each in (42, 43)] == ["resolved"] * 2
    assert (await agent.call("resolve", conversation_ids=[42], dry_run=False)).startswith("0 were resolved\n")
