"""A customer's day, from the first mail to the last note, on the embedded server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from aiochatwoot import Chatwoot, ConversationFilter, Deviation, File, NotFoundError, models
from aiochatwoot.testing import FakeChatwoot

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


async def test_a_customers_day(tmp_path: Path) -> None:
    """Changes of one call are visible to the others: in lists, counts, searches and histories, without deviations."""
    drift: list[Deviation] = []
    with FakeChatwoot(sample=False) as server:
        async with Chatwoot(
            server.base_url, token=server.token, account_id=server.account_id, on_drift=drift.append
        ) as chatwoot:
            await _morning(chatwoot)
            await _noon(chatwoot, tmp_path)
            await _evening(chatwoot)
    assert drift == []


async def _morning(chatwoot: Chatwoot) -> None:
    """The shop is set up; a customer writes for the first time, and is routed."""
    inbox = await chatwoot.inboxes.create(name="Shop", channel={"type": "api", "webhook_url": ""})
    team = await chatwoot.teams.create(name="billing", description="Money matters")
    agent = await chatwoot.agents.create(name="Budi", email="budi@shop.example", role="agent")
    await chatwoot.team_members.add(team.id, user_ids=[agent.id])
    await chatwoot.inbox_members.add(inbox_id=inbox.id, user_ids=[agent.id])
    for title in ("vip", "refund"):
        await chatwoot.labels.create(title=title, color="#1f93ff")
    assert {label.title for label in await chatwoot.labels.list()} == {"vip", "refund"}

    created = await chatwoot.contacts.create(
        inbox_id=inbox.id, name="Rani", email="rani@customer.example", custom_attributes={"plan": "gold"}
    )
    assert isinstance(created.contact_inbox.source_id, str)
    conversation = await chatwoot.conversations.create(
        source_id=created.contact_inbox.source_id,
        inbox_id=inbox.id,
        message={"content": "Where is my parcel?", "message_type": "incoming"},
        custom_attributes={"order": "A-1"},
    )
    number = conversation.id
    assert conversation.meta.sender.name == "Rani"
    assert (await chatwoot.conversations.counts()).unassigned_count == 1

    await chatwoot.conversations.assign_agent(number, assignee_id=agent.id)
    await chatwoot.conversations.assign_team(number, team_id=team.id)
    await chatwoot.conversations.set_priority(number, priority="high")
    assert await chatwoot.conversations.add_labels(number, ["vip"]) == ["vip"]
    assert await chatwoot.conversations.add_labels(number, ["refund", "vip"]) == ["vip", "refund"]
    await chatwoot.conversations.merge_custom_attributes(number, {"carrier": "JNE"})
    await chatwoot.conversations.add_participants(number, user_ids=[agent.id])

    seen = await chatwoot.conversations.get(number)
    assert isinstance(seen.meta.assignee, models.User)
    assert isinstance(seen.meta.team, models.Team)
    assert (seen.meta.assignee.name, seen.meta.team.name, seen.priority) == ("Budi", "billing", "high")
    assert seen.custom_attributes == {"order": "A-1", "carrier": "JNE"}
    assert seen.labels == ["vip", "refund"]
    counts = await chatwoot.conversations.counts()
    assert (counts.mine_count, counts.assigned_count, counts.unassigned_count, counts.all_count) == (0, 1, 0, 1)


async def _noon(chatwoot: Chatwoot, folder: Path) -> None:
    """Agents discuss the conversation, reply with files, and snooze it until tomorrow."""
    (conversation,) = [row async for row in chatwoot.conversations.iter(labels=["vip"])]
    number = conversation.id
    note = await chatwoot.messages.create(number, content="Ask the courier", private=True)
    answer = await chatwoot.messages.create(number, content="One moment, please", echo_id="e-1")
    assert (note.private, answer.echo_id) == (True, "e-1")

    paper = folder / "waybill.pdf"
    paper.write_bytes(b"%PDF-1.7 " + bytes(100_000))
    sent: list[tuple[int, int | None]] = []
    with_files = await chatwoot.messages.create(
        number,
        content="Here it is 📦",
        attachments=[paper, File(b"\x89PNG", name="map.png")],
        content_attributes={"in_reply_to": answer.id},
        on_progress=lambda done, total: sent.append((done, total)),
    )
    assert isinstance(with_files.attachments, list)
    assert [each.file_type for each in with_files.attachments] == [
        models.AttachmentFileType.FILE,
        models.AttachmentFileType.IMAGE,
    ]
    assert sent[-1][0] == sent[-1][1]
    async with chatwoot.attachments.download(with_files.attachments[0]) as file:
        assert await file.read() == paper.read_bytes()
    assert len([row async for row in chatwoot.conversations.iter_attachments(number)]) == 2

    wrong = await chatwoot.messages.create(number, content="Wrong customer, sorry")
    await chatwoot.messages.delete(number, wrong.id)
    await chatwoot.conversations.save_draft(number, message="Dear Rani")
    assert (await chatwoot.conversations.draft(number)).message == "Dear Rani"
    await chatwoot.conversations.delete_draft(number)

    tomorrow = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=1)
    change = await chatwoot.conversations.snooze(number, snoozed_until=tomorrow)
    assert (models.ConversationStatus.SNOOZED, tomorrow) == (change.current_status, change.snoozed_until)
    snoozed = [row async for row in chatwoot.conversations.iter(status="snoozed")]
    assert [row.snoozed_until for row in snoozed] == [tomorrow]


async def _evening(chatwoot: Chatwoot) -> None:
    """The customer writes again, is found and helped, and the conversation is closed."""
    (contact,) = [row async for row in chatwoot.contacts.iter_search(q="rani")]
    (conversation,) = await chatwoot.contacts.conversations(contact.id)
    number = conversation.id
    await chatwoot.messages.create(number, content="It has come, thank you!", message_type="incoming")
    assert (await chatwoot.conversations.get(number)).status is models.ConversationStatus.OPEN
    found = await chatwoot.conversations.search(q="thank you")
    assert [row.id for row in found.payload] == [number]
    wanted = ConversationFilter.status.equal_to("open") & ConversationFilter.labels.equal_to("vip")
    assert [row.id async for row in chatwoot.conversations.iter_filter(payload=wanted)] == [number]

    await chatwoot.conversations.set_status(number, status="resolved")
    await chatwoot.conversations.unassign(number)
    await chatwoot.conversations.unassign_team(number)
    resolved = await chatwoot.conversations.get_whole(number)
    assert models.ConversationStatus.RESOLVED is resolved.status
    talk = [
        message.content
        for message in resolved.messages
        if message.message_type in (models.MessageType.INCOMING, models.MessageType.OUTGOING)
    ]
    assert talk == [
        "Where is my parcel?",
        "Ask the courier",
        "One moment, please",
        "Here it is 📦",
        "This message was deleted",
        "It has come, thank you!",
    ]
    assert [row async for row in chatwoot.conversations.iter()] == []
    assert (await chatwoot.conversations.counts()).all_count == 0

    await chatwoot.contacts.update(contact.id, custom_attributes={"happy": True})
    assert (await chatwoot.contacts.get(contact.id)).custom_attributes == {"plan": "gold", "happy": True}
    note = await chatwoot.contact_notes.create(contact.id, content="Likes parcels")
    assert [each.id for each in await chatwoot.contact_notes.list(contact.id)] == [note.id]
    twin = (await chatwoot.contacts.create(name="Rani again", phone_number="+6281234567890")).contact
    merged = await chatwoot.contacts.merge(base_contact_id=contact.id, mergee_contact_id=twin.id)
    assert (contact.id, "+6281234567890") == (merged.id, merged.phone_number)
    with pytest.raises(NotFoundError):
        await chatwoot.contacts.get(twin.id)
    await chatwoot.conversations.delete(number)
    assert await chatwoot.contacts.conversations(contact.id) == []
