"""Building the state of a server."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from aiochatwoot.testing import AgentBot, Attachment, FakeChatwoot, Label

from .conftest import Asker, Clock


def test_everything_has_a_default(ask: Asker, server: FakeChatwoot) -> None:
    """Conversations and messages can be added without arguments."""
    conversation = server.account.add_conversation()
    server.account.add_message(conversation)
    body = ask.json("conversations/1")
    assert (
        body["status"],
        body["meta"]["channel"],
        body["meta"]["sender"]["name"],
    ) == ("open", "Channel::Api", "A Customer")
    assert (body["messages"][0]["content"], body["messages"][0]["sender"]["type"]) == ("Hello", "contact")


def test_ids_count_on(server: FakeChatwoot) -> None:
    """Message ids count over the installation, conversation ids per account; an explicit id moves the counter."""
    other = server.installation.add_account()
    here, there = server.account.add_conversation(id=42), other.add_conversation()
    assert [
        (here.id, there.id),
        (server.account.add_conversation().id, other.add_conversation().id),
    ] == [(42, 1), (43, 2)]
    ids = [server.account.add_message(here).id, other.add_message(there).id, server.account.add_message(here, id=9).id]
    assert [*ids, other.add_message(there).id] == [1, 2, 9, 10]


@pytest.mark.parametrize(
    ("problem", "options"),
    [
        ("id: there is a record 42 already", {"id": 42}),
        ("status: expected one of open, resolved, pending, snoozed, got 'zz'", {"status": "zz"}),
        ("priority: expected one of None, low, medium, high, urgent, got 5", {"priority": 5}),
    ],
)
def test_a_conversation_that_cannot_be(problem: str, options: dict[str, Any]) -> None:
    """An id that is taken, an unknown status and priority are errors, and nothing is replaced or stored."""
    server = FakeChatwoot()
    before = dict(server.account.conversations)
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}"):
        server.account.add_conversation(**options)
    assert before == server.account.conversations


def test_other_records_that_cannot_be() -> None:
    """The same holds for accounts, for other records by their ids, and for the kind of a message."""
    server = FakeChatwoot()
    with pytest.raises(ValueError, match="id: there is a record 1 already"):
        server.installation.add_account(id=1)
    with pytest.raises(ValueError, match="id: there is a record 1 already"):
        server.account.add(Label, title="new", id=1)
    kind: Any = "in"
    with pytest.raises(ValueError, match="message_type: expected one of incoming, outgoing, "):
        server.account.add_message(server.account.conversations[42], message_type=kind)


def test_a_reply_ends_the_waiting(server: FakeChatwoot, clock: Clock) -> None:
    """A contact waits from the first unanswered message until an agent's reply; notes and bots do not count."""
    account = server.account
    conversation = account.add_conversation()
    begun = conversation.waiting_since
    clock.now += 60
    account.add_message(conversation)
    account.add_message(conversation, "note", "outgoing", private=True)
    account.add_message(conversation, "beep", "outgoing", sender=account.add_bot())
    account.add_message(conversation, "welcome", "template")
    assert begun is not None
    assert (begun, None) == (conversation.waiting_since, conversation.first_reply_created_at)
    first = account.add_message(conversation, "Hello!", "outgoing")
    assert (None, first.created_at) == (conversation.waiting_since, conversation.first_reply_created_at)
    clock.now += 60
    again = account.add_message(conversation)
    account.add_message(conversation, imported=True)
    assert (again.created_at, first.created_at) == (conversation.waiting_since, conversation.first_reply_created_at)
    account.add_message(conversation, "Me again", "outgoing")
    assert first.created_at == conversation.first_reply_created_at


def test_an_imported_message_leaves_no_trace(ask: Asker, server: FakeChatwoot) -> None:
    """An imported message is stored, but the conversation's times stay, and no event happens."""
    conversation = server.account.add_conversation()
    before = conversation.last_activity_at
    server.account.add_message(conversation, imported=True, created_at=before + dt.timedelta(days=1))
    assert conversation.last_activity_at == before
    assert ask.json("conversations/1")["messages"][0]["processed_message_content"] is None


def test_senders(ask: Asker, server: FakeChatwoot) -> None:
    """The sender is the contact, the assignee or else the first agent, or a bot; activities have none, deleted ones are
    absent.
    """
    account = server.account
    bot, bob = account.add_bot("Robo"), account.add_agent("Bob")
    conversation = account.add_conversation()
    account.add_message(conversation, "1")
    account.add_message(conversation, "2", "outgoing")
    conversation.assignee = bob
    account.add_message(conversation, "3", "outgoing")
    account.add_message(conversation, "4", "outgoing", sender=bot)
    account.add_message(conversation, "5", "activity")
    account.add_message(conversation, "6", "outgoing").sender_deleted = True
    rows = ask.json("conversations/1/messages")["payload"]
    names = [row["sender"]["name"] if "sender" in row else None for row in rows]
    assert names == ["A Customer", "Ada Lestari", "Bob", "Robo", None, None]
    newest = ask.json("conversations/1")["messages"][0]
    assert ("User", bob.id) == (newest["sender_type"], newest["sender_id"])
    conversation.messages.pop()
    newest = ask.json("conversations/1")["messages"][0]
    assert (newest["sender_type"], newest["sender_id"]) == (None, None)
    conversation.messages.pop()
    newest = ask.json("conversations/1")["messages"][0]
    assert (newest["sender_type"], newest["sender"]["type"]) == ("AgentBot", "agent_bot")


def test_an_account_without_agents_can_have_outgoing_messages(server: FakeChatwoot) -> None:
    """Outgoing messages of an account without agents have no sender."""
    other = server.installation.add_account()
    assert other.add_message(other.add_conversation(), "Hello", "outgoing").sender is None


def test_attachments_link_into_the_server(ask: Asker, server: FakeChatwoot) -> None:
    """A file's link is opaque, on the server itself; ids count over the installation, the passed object stays."""
    conversation = server.account.add_conversation()
    given = Attachment("image", "p.png", 67)
    server.account.add_message(conversation, attachments=[given, given])
    first, second = ask.json("conversations/1")["messages"][0]["attachments"]
    assert (given.id, first["id"], second["id"]) == (0, 1, 2)
    assert first["data_url"].startswith(f"{server.base_url}/rails/active_storage/blobs/redirect/")
    assert first["thumb_url"].startswith(f"{server.base_url}/rails/active_storage/representations/redirect/")
    assert first["data_url"].endswith("/p.png")
    assert first["data_url"] != second["data_url"]


def test_a_contact_may_have_no_times(ask: Asker, server: FakeChatwoot) -> None:
    """Unknown times of a contact are absent."""
    contact = server.account.add_conversation().contact
    contact.created_at = contact.last_activity_at = None
    sender = ask.json("conversations/1")["meta"]["sender"]
    assert not {"created_at", "last_activity_at"} & sender.keys()


def test_a_time_needs_a_zone(server: FakeChatwoot) -> None:
    """A naive time is refused by name."""
    with pytest.raises(ValueError, match=r"created_at: .* has no time zone"):
        server.account.add_conversation(created_at=dt.datetime(2026, 11, 20))


def test_an_agent_may_have_attributes(ask: Asker, server: FakeChatwoot) -> None:
    """An assignee's `custom_attributes` are absent if there are none."""
    server.account.add_conversation(assignee=server.agent)
    assert "custom_attributes" not in ask.json("conversations/1")["meta"]["assignee"]
    server.agent.custom_attributes["desk"] = 4
    assert ask.json("conversations/1")["meta"]["assignee"]["custom_attributes"] == {"desk": 4}


def test_a_bot_may_belong_to_no_account(server: FakeChatwoot) -> None:
    """A bot of the whole installation has the next id of bots and a token, and is in no account."""
    own, bot = server.account.add_bot(), server.installation.add_bot(name="Robo")
    assert [own.id, bot.id] == [1, 2]
    assert (server.account.bots, server.installation.bots) == ({1: own}, {2: bot})
    assert bot.token


def test_any_kind_of_settings_is_added(server: FakeChatwoot) -> None:
    """Omitted values have a new record's defaults; records of a kind are found by their ids."""
    label = server.account.add(Label, title="vip")
    assert (label.color, label.show_on_sidebar, label.account_id) == ("#1f93ff", None, 1)
    assert {label.id: label} == server.account.all(Label) == server.account.labels
    assert len(server.account.add_bot("Robo").token) == len(server.account.add(AgentBot, name="Robo 2").token)


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        ("pth is no option of an entity", {"pth": "/wrong"}),
        ("verbs and admins must be some of list, get, create, update, delete", {"verbs": ("creat",)}),
        ("verbs and admins must be some of list, get, create, update, delete", {"admins": ("put",)}),
        ("path must begin with a slash: 'wrong'", {"path": "wrong"}),
    ],
)
def test_a_wrong_option_of_an_entity(expected: str, options: dict[str, Any]) -> None:
    """A wrong option of an entity is reported when the class is declared."""
    from aiochatwoot.testing._state.entity import Stored

    with pytest.raises(TypeError, match=f"^Wrong: {expected}$"):
        type("Wrong", (Stored,), {}, **options)
