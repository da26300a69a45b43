"""Response bodies: read within a limit, and closed exactly once."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx

from ..errors import ResponseTooLargeError

_OF_THE_TRANSFER = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


class _Body(httpx.AsyncByteStream):
    """The body of an answer, given back to its transport as a whole, once.

    A cancellation that comes in the middle of that would leave the connection neither used nor free: httpcore counts it
    as in use for ever. The built-in transport sees to that itself; any other does it in a task of its own.
    """

    def __init__(self, stream: httpx.AsyncByteStream, left: Callable[[], None]) -> None:
        self._stream = stream
        self._left = left
        self._is_closed = False
        self.limit: float = math.inf

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            _check_size(size, self.limit)
            yield chunk

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        if isinstance(self._stream, Held):
            try:
                await self._stream.aclose()
            finally:
                self._left()
            return
        closing = asyncio.ensure_future(self._stream.aclose())
        closing.add_done_callback(lambda _: self._left())
        try:
            await asyncio.shield(closing)
        finally:
            if not closing.done():
                await asyncio.wait([closing])


async def _read(response: httpx.Response, body: _Body, limit: int) -> httpx.Response:
    """The answer with its whole body, as far as that is allowed to go."""
    if "content-encoding" not in response.headers:
        body.limit = limit
        _check_size(len(await response.aread()), limit)
        return response
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        _check_size(size, limit)  # a compressed bomb is stopped while it unfolds
        chunks.append(chunk)
    headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_TRANSFER]
    return httpx.Response(
        response.status_code,
        headers=headers,
        content=b"".join(chunks),
        request=response.request,
        extensions=response.extensions,
    )


def _check_size(size: int, limit: float) -> None:
    if size > limit:
        raise ResponseTooLargeError(f"the body is larger than {limit} bytes; raise max_body= to allow it")


class Held(httpx.AsyncByteStream):
    """The body of an answer, whose end sets its connection free; a cancellation in the middle of that closes it."""

    def __init__(self, stream: httpx.AsyncByteStream, release: Callable[[bool], Awaitable[None]]) -> None:
        self._stream = stream
        self._release = release

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        is_whole = False
        try:
            await self._stream.aclose()
            is_whole = True
        finally:
            await self._release(is_whole)
