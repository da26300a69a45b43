"""Writing messages with files, and updating, deleting and retrying them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.testing import Attachment, FakeChatwoot

from .callers import Caller, assert_alike, recorded
from .conftest import Clock
from .office import FAULT, MISSING
from .test_against_captures import START, add, zoe

PATH = "/1/messages"


# --- captures ---


def _deleted(server: FakeChatwoot) -> None:
    conversation = add(server, 4)
    server.account.add_message(conversation, "hello", "outgoing", id=242, attachments=[Attachment("file")])


def _lost(server: FakeChatwoot) -> None:
    conversation = add(server, 1)
    lost = server.account.add_message(conversation, "lost", "outgoing", id=6, status="failed")
    lost.content_attributes = {"external_error": "no route"}


def _website(server: FakeChatwoot) -> None:
    conversation = add(server, 7, inbox=server.account.add_inbox("Website", "Channel::WebWidget"))
    server.account.add_message(conversation, id=40)


def _file(server: FakeChatwoot) -> None:
    add(server, 4, contact=zoe(server))


EXCHANGES: dict[str, tuple[Callable[[FakeChatwoot], None], dict[str, Any]]] = {
    "create_msg_file": (
        _file,
        {"data": {"content": "file"}, "files": [("attachments[]", ("h.txt", b"hey", "text/plain"))]},
    ),
    "delete_msg": (_deleted, {}),
    "msg_retry": (_lost, {}),
    "msg_update_web": (_website, {}),
}


@pytest.mark.parametrize("name", EXCHANGES)
def test_each_recorded_exchange(http: httpx.Client, name: str) -> None:
    """Status, type and body equal the real server's."""
    scene, more = EXCHANGES[name]
    real, sent = recorded(name)
    with FakeChatwoot(sample=False, account_id=2, version="4.10.0", enterprise=False) as server:
        scene(server)
        fake = Caller(server, http).send(real.method, real.path, sent, **more)
    assert_alike(real, fake)
    for key in ("error", "content", "content_type", "content_attributes", "status", "message_type", "private"):
        assert real.body.get(key) == fake.json().get(key)


# --- files ---


async def test_uploaded_files_are_downloaded_as_they_were() -> None:
    """The client downloads the same bytes, by the link in the response."""
    content = bytes(range(256)) * 3
    name = "Rechnung #7 100%/ä.bin"
    with FakeChatwoot(sample=False) as server, httpx.Client() as http:
        server.account.add_conversation()
        files = [("attachments[]", (name, content, "application/x-thing")), ("attachments[]", ("e.txt", b"", None))]
        message = Caller(server, http).json("POST", PATH, data={"content": "two"}, files=files)
        first, second = message["attachments"]
        assert (
            message["content"],
            first["file_size"],
            first["file_type"],
            second["file_size"],
        ) == ("two", 768, "file", 0)
        assert first["data_url"].endswith("/Rechnung%20%237%20100--%C3%A4.bin")
        async with Chatwoot(server.base_url, token=server.token, account_id=1) as chatwoot:
            row = (await chatwoot.conversations.get(1)).messages[0].attachments
            assert isinstance(row, list)
            async with chatwoot.attachments.download(row[0]) as file:
                assert (file.content_type, await file.read()) == ("application/x-thing", content)
            async with chatwoot.attachments.download(row[1]) as file:
                assert await file.read() == b""


@pytest.mark.parametrize(
    ("content_type", "file_type"),
    [
        ("image/png", "image"),
        ("image/webp; x=1", "image"),
        ("image/tiff", "file"),
        ("video/mp4", "video"),
        ("video/x-matroska", "file"),
        ("audio/ogg", "audio"),
        ("application/pdf", "file"),
        (None, "file"),
    ],
)
def test_a_files_type_decides_what_it_is(call: Caller, content_type: str | None, file_type: str) -> None:
    """The media type determines the kind: displayable ones, or a file; audio has a transcript, images a thumbnail."""
    part = ("x.weird", b"abc", content_type) if content_type else ("x.weird", b"abc")
    message = call.json("POST", PATH, files=[("attachments[]", part)])
    (attachment,) = message["attachments"]
    assert (file_type, 3, None) == (attachment["file_type"], attachment["file_size"], message["content"])
    assert (file_type == "audio", file_type == "image") == (
        "transcribed_text" in attachment,
        attachment["thumb_url"] != "",
    )
    assert call.json("GET", "/1/attachments")["meta"]["total_count"] == 1


def test_everything_else_in_multipart(call: Caller, server: FakeChatwoot) -> None:
    """JSON texts and bracketed names become objects; true and false stay text."""
    attributes = {"items": [{"title": "Yes", "value": "yes"}]}
    files = [("attachments[]", ("a.txt", b"a", "text/plain"))]
    for given in (
        {"content_attributes": json.dumps(attributes), "private": "true", "echo_id": "e-1"},
        {"content_attributes[in_reply_to]": "7", "private": "false", "message_type": "incoming"},
        {"content_attributes": "[1]"},
    ):
        call.json("POST", PATH, data=given, files=files)
    first, second, third = call.json("GET", PATH)["payload"]
    assert (attributes, True, 1) == (first["content_attributes"], first["private"], first["message_type"])
    assert (
        second["content_attributes"],
        second["private"],
        second["message_type"],
    ) == ({"in_reply_to": None, "in_reply_to_external_id": None}, False, 0)
    assert third["content_attributes"] == {}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"files": [("attachments", ("a.txt", b"a", "text/plain"))]}, "undefined method 'each' for a file"),
        ({"body": {"attachments": 5}}, "undefined method 'each' for 5"),
        ({"body": {"attachments": ["signed"]}}, "ActiveSupport::MessageVerifier::InvalidSignature"),
    ],
)
def test_attachments_that_are_no_files(call: Caller, server: FakeChatwoot, more: Any, words: str) -> None:
    """The response is a 422 with an exception's text, and no message is created."""
    assert call.error("POST", PATH, **more) == (422, {"error": words})
    assert server.account.conversations[1].messages == []


def test_no_attachments(call: Caller) -> None:
    """An empty list means no attachments."""
    assert "attachments" not in call.json("POST", PATH, {"content": "x", "attachments": []})


# --- effects of a message ---


def test_templates_are_kept(call: Caller) -> None:
    """Template parameters are in `additional_attributes`, which only the conversation's newest message shows."""
    params = {"name": "t", "category": "UTILITY", "language": "en", "processed_params": {"1": "a"}}
    created = call.json("POST", PATH, {"content": "x", "template_params": params, "campaign_id": 4})
    assert "additional_attributes" not in created
    inside = call.json("GET", "/1")["messages"][0]
    assert inside["additional_attributes"] == {"campaign_id": 4, "template_params": params}


@pytest.mark.parametrize(
    ("status", "private", "history"),
    [
        ("resolved", False, ["System reopened the conversation due to a new incoming message."]),
        ("resolved", True, ["Conversation was reopened by Ada Lestari"]),
        ("snoozed", False, ["Conversation was reopened by Ada Lestari"]),
        ("pending", False, []),
    ],
)
def test_a_customer_reopens_the_conversation(
    call: Caller, server: FakeChatwoot, status: str, private: bool, history: list[str]
) -> None:
    """A new message reopens the conversation; a pending one stays pending."""
    conversation = server.account.conversations[1]
    conversation.status, conversation.snoozed_until = status, START if status == "snoozed" else None
    call.json("POST", PATH, {"content": "Me again", "message_type": "incoming", "private": private})
    assert ("open" if history else status, None) == (conversation.status, conversation.snoozed_until)
    assert call.history() == ["Me again", *history]


def test_nobody_else_reopens_it(call: Caller, server: FakeChatwoot) -> None:
    """Neither an agent's reply nor a blocked contact does."""
    conversation = server.account.conversations[1]
    conversation.status = "resolved"
    call.json("POST", PATH, {"content": "Bye"})
    conversation.muted = True
    call.json("POST", PATH, {"content": "Hey", "message_type": "incoming"})
    assert (conversation.status, call.history()) == ("resolved", ["Bye", "Hey"])


# --- changing messages ---


def test_the_channel_reports_what_became_of_it(call: Caller, server: FakeChatwoot, clock: Clock) -> None:
    """An error is stored while failed; read does not become delivered; unknown statuses are ignored."""
    message = server.account.add_message(server.account.conversations[1], "hi", "outgoing")
    message.content_attributes = {"a": 1}
    clock.now += 5

    def status(**given: Any) -> tuple[str, Any]:
        answer = call.json("PATCH", f"{PATH}/1", given)
        assert call.json("GET", PATH)["payload"][0] == answer
        return answer["status"], answer["content_attributes"]

    assert ("sent", {"a": 1}) == status(status="zzz") == status()
    assert message.created_at == message.updated_at
    assert status(status="delivered", external_error="kept only of failures") == ("delivered", {"a": 1})
    assert server.installation.now() == message.updated_at
    assert status(status="failed", external_error="131026") == ("failed", {"a": 1, "external_error": "131026"})
    assert status(status="read") == ("read", {"a": 1, "external_error": None})
    assert status(status="delivered") == ("read", {"a": 1, "external_error": None})


def test_a_deleted_message_stays_as_such(call: Caller, server: FakeChatwoot) -> None:
    """The text and files of a deleted message are removed everywhere; the message remains."""
    conversation = server.account.conversations[1]
    files = [Attachment("image", "p.png", 3)]
    message = server.account.add_message(
        conversation, "secret", content_type="input_select", content_attributes={"items": []}, attachments=files
    )
    link = call.json("GET", PATH)["payload"][0]["attachments"][0]["data_url"]
    assert call.http.get(link, follow_redirects=True).status_code == 200
    deleted = call.json("DELETE", f"{PATH}/{message.id}")
    assert (
        deleted["content_type"],
        deleted["content_attributes"],
        "attachments" in deleted,
    ) == ("text", {"deleted": True}, False)
    assert call.json("GET", PATH)["payload"] == [deleted]
    assert call.json("GET", "/1")["messages"][0]["processed_message_content"] == "This message was deleted"
    assert call.json("GET", "/1/attachments")["meta"]["total_count"] == 0
    assert call.http.get(link, follow_redirects=True).status_code == 404
    assert call.json("GET", "/search?q=secret")["payload"] == []


def test_translation(call: Caller, server: FakeChatwoot) -> None:
    """The translation is null, since none is configured."""
    server.account.add_message(server.account.conversations[1])
    assert call.json("POST", f"{PATH}/1/translate", {"target_language": "id"}) == {"content": None}


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", ""), ("DELETE", ""), ("POST", "/retry"), ("POST", "/translate")]
)
def test_nowhere_and_nobody(call: Caller, server: FakeChatwoot, method: str, path: str) -> None:
    """Unknown messages, or those of another conversation, are a 404 (422 for retries); bots get a 401."""
    other = server.account.add_message(server.account.add_conversation())
    server.account.add_message(server.account.conversations[1])
    for missing in (other.id, 99, "x"):
        expected = FAULT if path == "/translate" else MISSING
        if path == "/retry":
            text = f'Couldn\'t find Message with \'id\'="{missing}" [WHERE "messages"."conversation_id" = $1]'
            expected = (422, {"error": text})
        assert call.error(method, f"{PATH}/{missing}{path}", {}) == expected
    assert call.error(method, f"/9/messages/1{path}", {}) == MISSING
    assert call.send(method, f"{PATH}/2{path}", {}, by=server.account.add_bot()).status_code == 401
