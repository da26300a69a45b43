"""Response bodies: decompressed within a limit, and read once."""

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
        NetworkFailure: it broke off, or does not match its content coding.
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


async def read_body(response: Response, limit: int) -> bytes | None:
    """Return the whole body, decompressed; None if it exceeds `limit` bytes; reading stops there.

    Raises:
        NetworkFailure: as `chunks`.
    """
    body: io.BytesIO | None = None
    first = b""
    async for chunk in chunks(response):
        if body is None and not first:
            first = chunk  # most bodies come in one piece
        elif body is None:
            body = io.BytesIO()
            body.write(first)
            body.write(chunk)
            first = b""
        else:
            body.write(chunk)
        if (len(first) if body is None else body.tell()) > limit:
            return None
    return first if body is None else body.getvalue()  # hands its buffer over: a large body is never held twice


class _Decompressor:
    """One content coding (RFC 9110, section 8.4.1): gzip, of any number of members, or deflate, with or without zlib's
    head. The client requests no others, and refuses nested codings, which expand small bodies to huge ones.
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
            # Some servers leave zlib's head out (RFC 1950, section 2.2).
            has_head = data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0
            inflate = self._inflate = zlib.decompressobj(15 if has_head else -15)
        piece = b""
        while data or (len(piece) == _PIECE and not inflate.eof):  # zlib may hold more than it was asked for
            if inflate.eof:
                if not self._is_gzip:
                    raise NetworkFailure("DecodingError", "it goes on after its end")
                data = data.lstrip(b"\0")  # some servers pad blocks, which gzip(1) ignores, too
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
        """The compressed body is at its end.

        Raises:
            NetworkFailure: it was cut short.
        """
        if self._is_begun and (self._inflate is None or not self._inflate.eof):
            raise NetworkFailure("DecodingError", "it was cut short")
