"""The files of attachments."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, File, NotFoundError, ServerError, UnprocessableError, models
from aiochatwoot.testing import Attachment, FakeChatwoot

from .conftest import Clock


async def test_files_are_behind_a_redirect() -> None:
    """The link of an attachment redirects to a file of its size and type, which the client downloads."""
    with FakeChatwoot(sample=False) as server:
        conversation = server.account.add_conversation()
        server.account.add_message(conversation, "none")
        files = [Attachment("image", "one.png", 3), Attachment("file", "two", 5)]
        server.account.add_message(conversation, "two", "outgoing", attachments=files)
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            rows = (await chatwoot.conversations.get_whole(conversation.id)).messages[-1].attachments
            assert isinstance(rows, list)
            found: list[tuple[str | None, bytes]] = []
            for row in rows:
                async with chatwoot.attachments.download(row) as file:
                    found.append((file.content_type, await file.read()))
    assert found == [("image/png", bytes(3)), ("application/octet-stream", bytes(5))]


HALLO = b"Halo \x00 Rani"


@pytest.fixture
def server(clock: Clock) -> Iterator[FakeChatwoot]:
    with FakeChatwoot(sample=False, clock=clock) as server:
        server.account.add_conversation()
        yield server


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncGenerator[Chatwoot]:
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
        yield chatwoot


async def announce(chatwoot: Chatwoot) -> models.DirectUpload:
    checksum = base64.b64encode(hashlib.md5(HALLO, usedforsecurity=False).digest()).decode()
    return await chatwoot.conversations.create_direct_upload(
        1, filename="a.png", byte_size=len(HALLO), checksum=checksum, content_type="image/png"
    )


def put(url: str, content: bytes = HALLO, content_type: str = "image/png") -> int:
    """Send a file as a browser does, without a token; return the status."""
    return httpx.put(url, content=content, headers={"content-type": content_type}).status_code


async def attach(chatwoot: Chatwoot, signed_id: str) -> str:
    """Send a message with a stored file; return its URL."""
    path = f"/api/v1/accounts/{chatwoot.settings.account_id}/conversations/1/messages"
    sent: Any = await chatwoot.request("POST", path, json={"attachments": [signed_id]})
    return str(sent["attachments"][0]["data_url"])


async def read(chatwoot: Chatwoot, url: str) -> tuple[str | None, bytes]:
    async with chatwoot.attachments.download(url) as file:
        return file.content_type, await file.read()


async def test_a_direct_upload_becomes_the_file_of_a_message(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A file that was announced and sent can be attached by its signed id, and downloaded again."""
    prepared = await announce(chatwoot)
    assert put(prepared.direct_upload.url) == 204
    url = await attach(chatwoot, prepared.signed_id)
    assert await read(chatwoot, url) == ("image/png", HALLO)
    (message,) = server.account.conversations[1].messages
    assert [(each.file_type, each.file_size) for each in message.attachments] == [("image", len(HALLO))]


async def test_a_direct_upload_becomes_the_picture_of_a_contact(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """A signed id serves as a picture; any other text is a server error."""
    contact = server.account.add_contact()
    path = f"/api/v1/accounts/{server.account_id}/contacts/{contact.id}"
    await chatwoot.request("PATCH", path, json={"avatar": (await announce(chatwoot)).signed_id})
    assert contact.thumbnail.endswith("/a.png")
    with pytest.raises(ServerError):
        await chatwoot.request("PATCH", path, json={"avatar": "a.png"})


async def test_a_file_that_differs_from_its_announcement(chatwoot: Chatwoot) -> None:
    """Another media type, length or checksum is a 422; then the announced file is accepted."""
    url = (await announce(chatwoot)).direct_upload.url
    assert put(url, content_type="text/plain") == 422
    assert put(url, HALLO + b"!") == 422
    assert put(url, HALLO.swapcase()) == 422
    assert put(url, content_type="IMAGE/PNG; charset=utf-8") == 204


async def test_a_file_that_is_sent_too_late_or_elsewhere(
    server: FakeChatwoot, chatwoot: Chatwoot, clock: Clock
) -> None:
    """The URL of a direct upload is valid for five minutes; a URL with another token is not found."""
    prepared = await announce(chatwoot)
    assert put(f"{server.base_url}/rails/active_storage/disk/{prepared.signed_id}") == 404
    clock.now += 301
    assert put(prepared.direct_upload.url) == 404


async def test_an_announced_file_that_never_arrives(chatwoot: Chatwoot) -> None:
    """The file can be attached, but its download is a 404; a text that is not a signed id is refused."""
    url = await attach(chatwoot, (await announce(chatwoot)).signed_id)
    with pytest.raises(NotFoundError):
        await read(chatwoot, url)
    with pytest.raises(UnprocessableError, match="InvalidSignature"):
        await attach(chatwoot, "no signed id")


async def test_an_uploaded_picture_is_stored(chatwoot: Chatwoot) -> None:
    """The URL of an upload leads to the picture, and its signed id attaches it to a message."""
    stored = await chatwoot.account.upload(attachment=File(HALLO, name="a.png"))
    assert await read(chatwoot, stored.file_url) == ("image/png", HALLO)
    assert await read(chatwoot, await attach(chatwoot, stored.blob_id)) == ("image/png", HALLO)


@pytest.mark.parametrize("blob", ["YmxvYiA5OQ--x", "bm90IGE--x", "!--x", "x"])
def test_other_files_are_not_there(blob: str) -> None:
    """An invented link is not found."""
    with FakeChatwoot() as server:
        for path in ("blobs/redirect", "disk"):
            answer = httpx.get(f"{server.base_url}/rails/active_storage/{path}/{blob}/name")
            assert answer.status_code == 404
