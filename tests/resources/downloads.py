"""Helpers of the tests of downloads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx

from aiochatwoot import Chatwoot, models

from ..scripted import Action

FILE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400
ELSEWHERE = "https://storage.example/file?X-Amz-Signature=0123"


def redirect(location: str) -> Action:
    return Action("status", status=302, headers=(("location", location),))


def attachment(url: Any) -> models.Attachment:
    return models.Attachment(
        id=1, message_id=2, file_type=models.AttachmentFileType("image"), account_id=1, data_url=url
    )


async def fetch(chatwoot: Chatwoot, what: Any, **options: Any) -> bytes:
    """Download a file, and return its content."""
    async with chatwoot.attachments.download(what, **options) as file:
        return await file.read()


class Pieces(httpx.AsyncByteStream):
    """A body in pieces of unknown total length."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.given = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.given += 1
            if isinstance(piece, Exception):
                raise piece
            yield piece
