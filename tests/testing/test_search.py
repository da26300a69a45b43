"""Searching conversations, and listing their attachments."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest

from aiochatwoot.testing import Attachment, FakeChatwoot

from .callers import Caller
from .test_against_captures import START


@pytest.fixture
def call(server: FakeChatwoot, http: httpx.Client) -> Caller:
    """Requests to an empty server."""
    return Caller(server, http)


def test_a_row_has_the_messages_that_match(call: Caller, server: FakeChatwoot) -> None:
    """Rows have messages of customers and agents, oldest first, in any status; without an author there is no name."""
    conversation = server.account.add_conversation(status="resolved")
    for text, kind in (("The PARCEL", "incoming"), ("no", "incoming"), ("parcel", "activity")):
        server.account.add_message(conversation, text, kind)  # type: ignore[arg-type]
    gone = server.account.add_message(conversation, "my parcel", "outgoing", created_at=START - dt.timedelta(days=9))
    gone.sender_deleted = True
    server.account.add_message(server.account.add_conversation(), "nothing", "outgoing")
    found = call.json("GET", "/search?q=parcel")
    assert found["meta"] == {"mine_count": 0, "unassigned_count": 1, "all_count": 1}
    (row,) = found["payload"]
    assert (1, conversation.uuid, conversation.contact.id) == (row["id"], row["uuid"], row["contact"]["id"])
    assert [(each["id"], each.get("sender_name")) for each in row["messages"]] == [(gone.id, None), (1, "A Customer")]


def test_pages_of_rows(call: Caller, server: FakeChatwoot) -> None:
    """There are 25 per page, and none after the end."""
    for _ in range(27):
        server.account.add_message(server.account.add_conversation(), "parcel")
    pages = [call.json("GET", f"/search?q=parcel&page={page}") for page in (1, 2, 3)]
    assert [len(page["payload"]) for page in pages] == [25, 2, 0]
    assert [page["meta"]["all_count"] for page in pages] == [27, 27, 27]


def test_without_a_text(call: Caller, server: FakeChatwoot) -> None:
    """Without `q`, the search returns every open conversation, as the list does, with its messages."""
    server.account.add_conversation(status="resolved")
    server.account.add_message(server.account.add_conversation(), None)
    assert [(row["id"], len(row["messages"])) for row in call.json("GET", "/search")["payload"]] == [(2, 1)]


def test_attachments_are_listed(call: Caller, server: FakeChatwoot) -> None:
    """The newest come first, with sender and time; missing values are null."""
    conversation = server.account.add_conversation()
    files = [Attachment("image", "p.png", 67, width=3), Attachment("location", coordinates_lat=1.5)]
    server.account.add_message(conversation, "old", attachments=files, created_at=START)
    late = START + dt.timedelta(minutes=1)
    new = server.account.add_message(conversation, None, "outgoing", attachments=[files[0]], created_at=late)
    new.sender_deleted = True
    server.account.add_message(server.account.add_conversation(), attachments=files)
    answer = call.json("GET", "/1/attachments")
    assert answer["meta"] == {"total_count": 3}
    newest, place, image = answer["payload"]
    assert (new.id, int(late.timestamp()), False) == (newest["message_id"], newest["created_at"], "sender" in newest)
    assert (place["file_type"], place["thumb_url"], place["file_size"]) == ("location", None, None)
    assert (image["sender"]["type"], image["file_size"], image["width"]) == ("contact", 67, 3)
    listed = call.json("GET", "/1/messages")["payload"][0]["attachments"][0]
    assert all(listed[key] == image[key] for key in ("message_id", "data_url", "thumb_url", "file_type"))


def test_pages_of_attachments(call: Caller, server: FakeChatwoot) -> None:
    """A page has 100 attachments."""
    conversation = server.account.add_conversation()
    for _ in range(101):
        server.account.add_message(conversation, attachments=[Attachment("file")])
    pages = [call.json("GET", f"/1/attachments?page={page}") for page in (1, 2, 3)]
    assert [(page["meta"]["total_count"], len(page["payload"])) for page in pages] == [(101, 100), (101, 1), (101, 0)]
