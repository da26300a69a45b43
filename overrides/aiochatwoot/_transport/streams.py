"""Reads response bodies once, and decompresses them within a size limit."""

from __future__ import annotations

import io
import zlib
from collections.abc import AsyncIterator, Iterator

from .failures import NetworkFailure
from .messages import Response

ACCEPT_ENCODING = "gzip, deflate"
_PIECE = 2**20


async def chunks(response: Response) -> AsyncIterator[bytes]:
    """Yield the decoded body, in pieces of at most 1 MiB if it is compressed.

    Raises:
        NetworkFailure: the body broke off, or does not match its content coding.
    """
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        async for chunk in response.body:
            yield chunk
        return
    decompressor = _Decompressor(coding)
    async for chunk in response.body:
        for piece in decompressor.feed(chunk):
            yield piece
    decompressor.finish()


async def read_body(response: Response, limit: int) -> bytes:
    """Read the whole body, decompressed; stop as soon as it exceeds `limit` bytes.

    Raises:
        NetworkFailure: see `chunks`.
    """
    body: io.BytesIO | None = None
    first = b""
    async for chunk in chunks(response):
        if body is None and not first:
            first = chunk  # most bodies arrive in one piece
        elif body is None:
            body = io.BytesIO()
            body.write(first)
            body.write(chunk)
            first = b""
        else:
            body.write(chunk)
        if (len(first) if body is None else body.tell()) > limit:
            break
    return first if body is None else body.getvalue()  # shares its buffer, so that a large body is held only once


class _Decompressor:
    """Decodes one content coding (RFC 9110, section 8.4.1): gzip or deflate.

    A gzip body may have any number of members; a deflate body may lack the zlib header. The client requests no other
    codings, and refuses nested ones, which expand small bodies to huge ones.
    """

    def __init__(self, coding: str) -> None:
        if coding not in ("gzip", "x-gzip", "deflate"):
            raise NetworkFailure("DecodingError", f"its content coding is {coding[:40]!r}, which was not asked for")
        self._is_gzip = coding != "deflate"
        self._inflate = zlib.decompressobj(31) if self._is_gzip else None
        self._head = b""
        self._is_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decompress the next part of the body."""
        self._is_begun = self._is_begun or bool(data)
        inflate = self._inflate
        if inflate is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return
            # Some servers omit the zlib header (RFC 1950, section 2.2).
            has_head = data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0
            inflate = self._inflate = zlib.decompressobj(15 if has_head else -15)
        piece = b""
        while data or (len(piece) == _PIECE and not inflate.eof):  # zlib may hold more than it was asked for
            if inflate.eof:
                if not self._is_gzip:
                    raise NetworkFailure("DecodingError", "there is data after its end")
                data = data.lstrip(b"\0")  # some servers add padding, which gzip(1) ignores, too
                if not data:
                    return
                inflate = self._inflate = zlib.decompressobj(31)
            try:
                piece = inflate.decompress(data, _PIECE)
            except zlib.error as error:
                raise NetworkFailure("DecodingError", str(error)) from None
            data = inflate.unconsumed_tail or inflate.unused_data
            if piece:
                yield piece

    def finish(self) -> None:
        """Check that the compressed body was complete.

        Raises:
            NetworkFailure: the body was cut short.
        """
        if self._is_begun and (self._inflate is None or not self._inflate.eof):
            raise NetworkFailure("DecodingError", "it was cut short")
