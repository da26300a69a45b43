"""Traps of the server's API with messages that this client avoids: a test for each."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    File,
    InvalidRequestError,
    RetryPolicy,
    ServerError,
    TooManyMessagesError,
    UnprocessableError,
)
from aiochatwoot.testing import FakeChatwoot, faults

from .sending import bare

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


async def test_a_message_is_never_written_twice(server: FakeChatwoot) -> None:
    """A message that is sent twice becomes two messages, even with `echo_id`, so it is not retried if it may have
    arrived.
    """
    conversation = server.account.conversations[42]
    async with Chatwoot(
        server.base_url, token=server.token, account_id=server.account_id, retry=RetryPolicy(base=0.0)
    ) as chatwoot:
        for _ in range(2):
            await bare(chatwoot, "/42/messages", {"content": "x", "echo_id": "e-1"})
        assert len(conversation.messages) == 2

        server.faults.add(faults.status(502, after=True))
        with pytest.raises(ServerError) as caught:
            await chatwoot.messages.create(42, content="y", echo_id="e-2")

    assert len(conversation.messages) == 3
    assert "not tried again, since the server may have done it" in (caught.value.advice or "")


async def test_too_many_messages(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """More than 200 messages a minute raise their own error; other rejections do not."""
    conversation = server.account.conversations[42]
    for _ in range(200):
        server.account.add_message(conversation)
    with pytest.raises(TooManyMessagesError) as caught:
        await chatwoot.messages.create(42, content="one too many")

    assert (caught.value.status, isinstance(caught.value, UnprocessableError)) == (422, False)
    assert caught.value.message == "Validation failed: Too many messages"
    assert len(conversation.messages) == 200


@pytest.mark.parametrize("text", ["'zzz' is not a valid message_type", "undefined method `foo' for nil:NilClass", ""])
async def test_faults_while_a_message_is_created(text: str) -> None:
    """Such a fault is a 422 with the text of the exception, which is kept unchanged."""
    transport = httpx.MockTransport(lambda _: httpx.Response(422, json={"error": text}))
    async with Chatwoot("https://x.test", token="token-of-the-tests", account_id=1, transport=transport) as chatwoot:
        with pytest.raises(UnprocessableError) as caught:
            await chatwoot.messages.create(42, content="x")

    assert caught.value.body == {"error": text}
    assert text in caught.value.message


async def test_objects_beside_a_file(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Objects beside a file are sent with their keys in brackets, where all values are texts; other values are
    refused.
    """
    picture = File(b"png", name="a.png", content_type="image/png")
    made = await chatwoot.contacts.create(
        inbox_id=1,
        avatar=picture,
        custom_attributes={"plan": "gold"},
        additional_attributes={"social_profiles": {"github": "ada"}},
    )

    contact = server.account.contacts[made.contact.id]
    assert contact.custom_attributes == {"plan": "gold"}
    assert contact.additional_attributes == {"social_profiles": {"github": "ada"}}
    for key, value in (("orders", 7), ("vip", True), ("tags", ["a"]), ("none", None), ("a[b]", "c")):
        with pytest.raises(InvalidRequestError, match=rf"^custom_attributes\.{re.escape(key)}: .* use two calls$"):
            await chatwoot.contacts.create(inbox_id=1, avatar=picture, custom_attributes={key: value})


async def test_files_of_the_first_message(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """A conversation can start with files, also with a private note, and without other content."""
    files = [File(b"png", name="a.png", content_type="image/png"), File(b"pdf", name="b.pdf")]
    begin: Any = {
        "contact_id": server.account.conversations[42].contact.id,
        "inbox_id": 1,
        "message_attachments": files,
    }
    note: Any = {"content": "{{ contact.name }}", "private": True, "content_attributes": {"a": "b"}}
    made = await chatwoot.conversations.create(**begin, message=note, custom_attributes={"plan": "gold"})
    bare = await chatwoot.conversations.create(**begin)

    (message,) = server.account.conversations[made.id].messages
    assert (message.content, message.private, message.content_attributes) == ("{{ contact.name }}", True, {"a": "b"})
    assert [(each.file_name, each.content) for each in message.attachments] == [("a.png", b"png"), ("b.pdf", b"pdf")]
    assert server.account.conversations[made.id].custom_attributes == {"plan": "gold"}
    (message,) = server.account.conversations[bare.id].messages
    assert (message.content, len(message.attachments)) == (None, 2)
    with pytest.raises(InvalidRequestError, match=r"^message\.content_attributes\.items: .* use two calls$"):
        await chatwoot.conversations.create(**begin, message={"content_attributes": {"items": []}})


async def test_a_voice_message(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server stores the flag with the files; without files it has no effect, and is refused."""
    sound = File(b"ogg", name="a.ogg", content_type="audio/ogg")
    await chatwoot.messages.create(42, attachments=[sound], is_voice_message=True)
    await chatwoot.messages.create(42, attachments=[sound], is_voice_message=False)
    await chatwoot.messages.create(42, content="Hi", is_voice_message=None)

    told = [each.meta for message in server.account.conversations[42].messages for each in message.attachments]
    assert told == [{"is_voice_message": True}, {}]
    with pytest.raises(InvalidRequestError, match=r"^is_voice_message: goes together"):
        await chatwoot.messages.create(42, content="Hi", is_voice_message=True)
