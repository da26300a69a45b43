"""The files of attachments."""

from __future__ import annotations

import httpx
import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.testing import Attachment, FakeChatwoot


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


@pytest.mark.parametrize("blob", ["YmxvYiA5OQ--x", "bm90IGE--x", "!--x", "x"])
def test_other_files_are_not_there(blob: str) -> None:
    """An invented link is not found."""
    with FakeChatwoot() as server:
        for path in ("blobs/redirect", "disk"):
            answer = httpx.get(f"{server.base_url}/rails/active_storage/{path}/{blob}/name")
            assert answer.status_code == 404
