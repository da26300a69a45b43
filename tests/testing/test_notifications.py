"""Notifications of FakeChatwoot, created by events."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aiochatwoot import Chatwoot, InvalidRequestError, NotFoundError, ServerError, models
from aiochatwoot.testing import Agent, Attachment, FakeChatwoot

from .conftest import Clock

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.fixture
def ada(chatwoot: Chatwoot) -> Chatwoot:
    """The administrator's client."""
    return chatwoot


@pytest.fixture
def bob(server: FakeChatwoot) -> Agent:
    agent = server.account.add_agent("Bob")
    server.account.add_inbox().members = [agent]
    return agent


@pytest.fixture
async def bobs(server: FakeChatwoot, bob: Agent) -> AsyncIterator[Chatwoot]:
    """Bob's client."""
    async with Chatwoot(server.base_url, token=bob.token, account_id=1, drift="strict") as chatwoot:
        yield chatwoot


async def kinds(chatwoot: Chatwoot, **more: Any) -> list[str]:
    """Return the notifications of a user, the newest first."""
    return [str(row.notification_type) for row in (await chatwoot.notifications.list(**more)).payload]


async def test_what_happens_is_told(
    server: FakeChatwoot, ada: Chatwoot, bobs: Chatwoot, bob: Agent, clock: Clock
) -> None:
    """Assignments, messages of contacts and mentions notify the concerned users, not the actor."""
    talk = server.account.add_conversation()
    await ada.conversations.assign_agent(talk.id, assignee_id=bob.id)
    (assigned,) = (await bobs.notifications.list()).payload
    assert assigned.push_message_title == f"A conversation (#{talk.id}) has been assigned to you"
    assert isinstance(assigned.secondary_actor, models.MessageUser)
    assert assigned.push_message_body == ""

    clock.now += 1
    server.account.add_message(talk, None, attachments=[Attachment("image")])
    (row,) = (await bobs.notifications.list()).payload
    assert isinstance(row.secondary_actor, models.Message)
    assert row.push_message_body == "A Customer: Attachment"
    assert isinstance(row.primary_actor, models.NotificationConversation)
    assert isinstance(row.primary_actor.meta.assignee, models.MessageUser)

    await bobs.messages.create(
        talk.id, content="[@Ada](mention://user/1/Ada) look, [@no](mention://user/99/no)", private=True
    )
    assert await kinds(ada) == ["conversation_mention"]
    server.account.add_message(talk, "Hello?")
    assert await kinds(bobs) == ["assigned_conversation_new_message"]
    assert await kinds(ada) == ["participating_conversation_new_message"]


async def test_teams_are_mentioned(server: FakeChatwoot, ada: Chatwoot, bobs: Chatwoot, bob: Agent) -> None:
    """A mention of a team notifies its members; a public message mentions nobody."""
    team = server.account.add_team(members=[bob])
    talk = server.account.add_conversation(team=team)
    text = f"[@team](mention://team/{team.id}/support) [@none](mention://team/99/none)"
    await ada.messages.create(talk.id, content=text)
    assert await kinds(bobs) == []
    for _ in range(2):
        await ada.messages.create(talk.id, content=text, private=True)
    (row,) = (await bobs.notifications.list()).payload
    assert row.notification_type == "conversation_mention"
    assert isinstance(row.primary_actor, models.NotificationConversation)
    assert isinstance(row.primary_actor.meta.team, models.NotificationTeam)


async def test_beginnings_are_told_to_who_wants_it(server: FakeChatwoot, bobs: Chatwoot) -> None:
    """A new conversation notifies members of its inbox who enabled one of two settings."""
    server.account.add_conversation()
    assert await kinds(bobs) == []
    settings = await bobs.notification_settings.update(
        selected_email_flags=[], selected_push_flags=["push_conversation_creation"]
    )
    assert settings.selected_push_flags == ["push_conversation_creation"]
    talk = server.account.add_conversation(assignee=server.account.add_bot())
    (row,) = (await bobs.notifications.list()).payload
    assert (
        row.push_message_title,
        row.secondary_actor,
    ) == (f"A conversation (#{talk.id}) has been created in API inbox", None)


async def test_reading_and_snoozing(
    server: FakeChatwoot, ada: Chatwoot, bobs: Chatwoot, bob: Agent, clock: Clock
) -> None:
    """Read and snoozed notifications are listed only on request; each change returns the notification."""
    for _ in range(3):
        clock.now += 1
        await ada.conversations.assign_agent(server.account.add_conversation().id, assignee_id=bob.id)
    first, second, third = [row.id for row in (await bobs.notifications.list(sort_order="asc")).payload]
    until = dt.datetime.fromtimestamp(clock.now, dt.UTC) + dt.timedelta(days=1)
    assert (await bobs.notifications.mark_read(first)).read_at is not None
    assert (await bobs.notifications.snooze(second, snoozed_until=until)).snoozed_until == until
    assert [row.id async for row in bobs.notifications.iter()] == [third]
    every = await bobs.notifications.list(includes=["read", "snoozed"])
    assert ([third, second, first], 2) == ([row.id for row in every.payload], every.meta.unread_count)
    assert (await bobs.notifications.mark_unread(first)).read_at is None
    assert await bobs.notifications.unread_count() == 3
    await bobs.notifications.mark_all_read(primary_actor_type="Conversation", primary_actor_id=1)
    assert await bobs.notifications.unread_count() == 2
    await bobs.notifications.delete_all(type="read")
    await bobs.notifications.mark_all_read()
    assert await bobs.notifications.unread_count() == 0
    await bobs.notifications.delete(second)
    with pytest.raises(NotFoundError):
        await bobs.notifications.delete(second)
    await bobs.notifications.delete_all(type="all")
    assert await kinds(bobs, includes=["read"]) == []
    assert await kinds(ada) == []


async def test_a_snooze_that_ends(server: FakeChatwoot, ada: Chatwoot, bobs: Chatwoot, bob: Agent) -> None:
    """Without a time servers end the snooze; the client requires one."""
    await ada.conversations.assign_agent(server.account.add_conversation().id, assignee_id=bob.id)
    await bobs.request("POST", "/api/v1/accounts/1/notifications/1/snooze", json={"snoozed_until": None})
    assert await kinds(bobs) == ["conversation_assignment"]
    with pytest.raises(TypeError, match="snoozed_until"):
        await bobs.notifications.snooze(1)  # type: ignore[call-arg]


async def test_what_is_gone(server: FakeChatwoot, ada: Chatwoot, bobs: Chatwoot, bob: Agent) -> None:
    """Notifications are deleted with their conversation, and with the agent."""
    talk = server.account.add_conversation()
    await ada.conversations.assign_agent(talk.id, assignee_id=bob.id)
    await ada.conversations.delete(talk.id)
    assert await kinds(bobs) == []
    await ada.agents.delete(bob.id)
    server.account.add_message(talk, "Hello?")
    assert await kinds(ada) == []


async def test_what_a_bot_assigns(server: FakeChatwoot, bobs: Chatwoot, bob: Agent) -> None:
    """The notification of an assignment by a bot has no actor."""
    talk = server.account.add_conversation()
    async with Chatwoot(server.base_url, token=server.account.add_bot().token, account_id=1) as robo:
        await robo.conversations.assign_agent(talk.id, assignee_id=bob.id)
    (row,) = (await bobs.notifications.list()).payload
    assert row.secondary_actor is None
    assert (await bobs.notifications.mark_read(row.id)).secondary_actor_type is None


async def test_settings(server: FakeChatwoot, bobs: Chatwoot) -> None:
    """Both lists are required: servers clear an omitted one, and fail for an unknown name."""
    assert (await bobs.notification_settings.get()).selected_email_flags == ["email_conversation_assignment"]
    with pytest.raises(TypeError, match="selected_push_flags"):
        await bobs.notification_settings.update(selected_email_flags=[])  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match="selected_push_flags"):
        await bobs.notification_settings.update(selected_email_flags=[], selected_push_flags=["nope"])  # type: ignore[list-item]
    path = "/api/v1/accounts/1/notification_settings"
    for body in ({}, {"notification_settings": {"selected_email_flags": ["nope"]}}):
        with pytest.raises(ServerError):
            await bobs.request("PATCH", path, json=body)
    emptied = await bobs.request("PATCH", path, json={"notification_settings": {"selected_push_flags": []}})
    assert emptied["selected_email_flags"] == []
