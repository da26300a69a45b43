"""Traps of the server's API with conversations that this client avoids: a test for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from aiochatwoot import Chatwoot, InvalidRequestError, ServerError, models
from aiochatwoot.testing import FakeChatwoot

from .sending import bare, sent

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]

TOMORROW = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=1)


async def test_snoozing_until_a_moment(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """ISO text would be stored as a time in 1970; a datetime is sent as epoch seconds."""
    conversation = server.account.conversations[42]
    await bare(chatwoot, "/42/toggle_status", {"status": "snoozed", "snoozed_until": TOMORROW.isoformat()})
    assert conversation.snoozed_until is not None
    assert conversation.snoozed_until.year == 1970

    change = await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW)

    assert sent(server) == {"status": "snoozed", "snoozed_until": int(TOMORROW.timestamp())}
    assert TOMORROW == change.snoozed_until == conversation.snoozed_until
    with pytest.raises(InvalidRequestError, match="snoozed_until: "):
        await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW.replace(tzinfo=None))
    with pytest.raises(InvalidRequestError, match="snoozed_until: expected a datetime"):
        await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW.isoformat())  # type: ignore[arg-type]


async def test_creating_a_snoozed_conversation(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Here epoch seconds would be stored as null; a datetime is sent as ISO text."""
    inbox, contact = 1, server.account.conversations[42].contact.id
    where = {"contact_id": contact, "inbox_id": inbox, "status": "snoozed"}
    made = await bare(chatwoot, "", where | {"snoozed_until": int(TOMORROW.timestamp())})
    assert made["snoozed_until"] is None

    conversation = await chatwoot.conversations.create(
        contact_id=contact, inbox_id=inbox, status="snoozed", snoozed_until=TOMORROW
    )

    assert dt.datetime.fromisoformat(sent(server)["snoozed_until"]) == TOMORROW
    assert conversation.snoozed_until == TOMORROW


async def test_status_is_said_or_flipped(chatwoot: Chatwoot) -> None:
    """Without a status the server toggles it: `set_status` requires one, and toggling is a separate call."""
    with pytest.raises(TypeError, match="status"):
        await chatwoot.conversations.set_status(42)  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match=r"status: .*None"):
        await chatwoot.conversations.set_status(42, status=None)  # type: ignore[arg-type]

    for _ in range(2):
        assert (await chatwoot.conversations.set_status(42, status="resolved")).current_status == "resolved"
    assert (await chatwoot.conversations.flip_status(42)).current_status == "open"
    assert (await chatwoot.conversations.flip_status(42)).current_status == "resolved"


async def test_assignments_have_one_key(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """With both keys the server ignores the team and unassigns the agent; each call sends exactly one."""
    conversation = server.account.conversations[42]
    team = conversation.team
    conversation.team = None
    await bare(chatwoot, "/42/assignments", {"assignee_id": None, "team_id": 1})
    assert (conversation.assignee, conversation.team) == (None, None)

    calls: list[tuple[Callable[[], Awaitable[Any]], dict[str, int], tuple[Any, Any]]] = [
        (lambda: chatwoot.conversations.assign_team(42, team_id=1), {"team_id": 1}, (None, team)),
        (lambda: chatwoot.conversations.assign_agent(42, assignee_id=1), {"assignee_id": 1}, (server.agent, team)),
        (lambda: chatwoot.conversations.unassign_team(42), {"team_id": 0}, (server.agent, None)),
        (lambda: chatwoot.conversations.unassign(42), {"assignee_id": 0}, (None, None)),
    ]
    for call, body, after in calls:
        await call()
        assert sent(server) == body
        assert after == (conversation.assignee, conversation.team)
    for wrong in (0, None):
        with pytest.raises(InvalidRequestError, match="assignee_id"):
            await chatwoot.conversations.assign_agent(42, assignee_id=wrong)  # type: ignore[arg-type]


async def test_what_replaces_says_so(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Calls that replace labels or custom attributes are named `set`; calls that add are named so, too."""
    conversations, record = chatwoot.conversations, server.account.conversations[42]
    assert await conversations.add_labels(42, ["new", "vip"]) == ["vip", "new"]
    assert await conversations.remove_labels(42, ["vip", "never there"]) == ["new"]
    assert await conversations.set_labels(42, labels=["other"]) == ["other"]
    assert record.labels == ["other"]
    assert await conversations.merge_custom_attributes(42, {"new": None}) == {"order": "A-1", "new": None}
    assert await conversations.set_custom_attributes(42, custom_attributes={"x": 1}) == {"x": 1}
    assert record.custom_attributes == {"x": 1}
    for method in (conversations.set_labels, conversations.set_custom_attributes, chatwoot.contacts.set_labels):
        assert "replace" in (method.__doc__ or "").lower()

    contact = record.contact.id
    assert await chatwoot.contacts.set_labels(contact, labels=["a"]) == ["a"]
    assert await chatwoot.contacts.add_labels(contact, ["b"]) == ["a", "b"]
    assert await chatwoot.contacts.remove_labels(contact, ["a"]) == ["b"]


async def test_nothing_is_written_where_nothing_changes(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Adding existing labels, or removing missing ones, only reads."""
    await chatwoot.conversations.add_labels(42, ["vip"])
    await chatwoot.conversations.remove_labels(42, ["never there"])
    await chatwoot.conversations.merge_custom_attributes(42, {"order": "A-1"})

    assert {request.method for request in server.requests} == {"GET"}


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.conversations.add_labels(42, "vip"),
        lambda c: c.conversations.remove_labels(42, 5),
        lambda c: c.contacts.add_labels(1, b"vip"),
        lambda c: c.conversations.add_labels(42, [5]),
        lambda c: c.conversations.merge_custom_attributes(42, [("a", 1)]),
    ],
)
async def test_changes_in_part_are_checked(call: Callable[[Chatwoot], Awaitable[Any]], chatwoot: Chatwoot) -> None:
    """A single text is not a list of labels, and pairs are not attributes."""
    with pytest.raises(InvalidRequestError, match=r"^(labels(\[\d\])?|custom_attributes): expected"):
        await call(chatwoot)


async def test_priority(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server fails on "none" and on unknown values; None removes the priority."""
    with pytest.raises(ServerError):
        await bare(chatwoot, "/42/toggle_priority", {"priority": "none"})
    for wrong in ("none", "enormous", ""):
        with pytest.raises(InvalidRequestError, match="priority: "):
            await chatwoot.conversations.set_priority(42, priority=wrong)  # type: ignore[arg-type]

    await chatwoot.conversations.set_priority(42, priority=models.ConversationPriorityChange.URGENT)
    assert server.account.conversations[42].priority == "urgent"
    await chatwoot.conversations.set_priority(42, priority=None)
    assert sent(server) == {"priority": None}
    assert str(server.account.conversations[42].priority) == "None"


async def test_an_unknown_status(chatwoot: Chatwoot) -> None:
    """The server responds to an unknown status with a useless 500; it is not sent."""
    with pytest.raises(ServerError):
        await bare(chatwoot, "/42/toggle_status", {"status": "nonsense"})
    with pytest.raises(InvalidRequestError, match="status: 'nonsense' is not one of open, resolved, pending"):
        await chatwoot.conversations.set_status(42, status="nonsense")  # type: ignore[arg-type]


async def test_snoozing_again_without_a_moment(chatwoot: Chatwoot) -> None:
    """The server keeps its time, as the result shows and the docstring explains; opening removes it."""
    await chatwoot.conversations.snooze(42, snoozed_until=TOMORROW)
    assert (await chatwoot.conversations.snooze(42)).snoozed_until == TOMORROW
    assert "do not change" in (chatwoot.conversations.snooze.__doc__ or "")

    await chatwoot.conversations.set_status(42, status="open")
    assert (await chatwoot.conversations.snooze(42)).snoozed_until is None
