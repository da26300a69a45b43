"""Downloads: files in responses, read as streams."""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

import attrs

from .._texts import printable, quoted
from .._urls import BadUrl, join_url, without_query
from ..errors import (
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    InvalidRequestError,
    ResponseTooLargeError,
)
from .call import CallContext
from .failures import NetworkFailure
from .messages import Request, Response
from .retry_rules import MAX_REDIRECTS
from .session import Session
from .streams import chunks

LARGEST_FILE = 256 * 2**20
Refusal: TypeAlias = Callable[[CallContext, Response], ChatwootError | None]
"""Returns the error for a response that is not a file; None if it is one."""


@attrs.define(eq=False)
class Download:
    """A file that is being fetched. Iterate over its chunks, or `read` it: once, and before it is closed.

    Attributes:
        url: The final URL, without the query, which may hold a signature.
        content_type: The storage's Content-Type; None if it sent none.
        size: The size in bytes that the storage reports; None if it reports none.
        limit: Maximum number of bytes.
    """

    url: str
    content_type: str | None
    size: int | None
    limit: int
    _chunks: AsyncIterator[bytes] = attrs.field(repr=False)
    _session: Session = attrs.field(repr=False)
    _is_open: bool = attrs.field(default=True, init=False, repr=False)

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the chunks of the file, each once.

        Raises:
            ResponseTooLargeError: the file is larger than the limit.
            ConnectionFailedError, RequestTimeoutError: the connection broke, or was too slow.
            DecodeError: the file is compressed, and cannot be decompressed.
            ClientStateError: the download has ended, or the client was closed.
        """
        self._check()
        return self._while_open()

    async def _while_open(self) -> AsyncIterator[bytes]:
        while True:
            self._check()
            try:
                chunk = await anext(self._chunks)
            except StopAsyncIteration:
                self._check()
                return
            except ConnectionFailedError:
                self._check()
                raise
            self._check()
            yield chunk
            del chunk  # tracebacks show locals

    def _check(self) -> None:
        if self._session.is_closed:
            raise ClientStateError("the client was closed before the file was read")
        if not self._is_open:
            raise ClientStateError("the download is over; read the file inside of its `async with`")

    async def read(self) -> bytes:
        """Return the file, or the part that was not read yet.

        Raises:
            ChatwootError: see `__aiter__`.
        """
        content = io.BytesIO()
        async for chunk in self:
            content.write(chunk)
            del chunk  # as above
        return content.getvalue()  # shares its buffer, so that a large file is held only once


@asynccontextmanager
async def open_download(
    session: Session, call: CallContext, request: Request, max_bytes: int, refusal: Refusal
) -> AsyncGenerator[Download]:
    """Send a request, and yield its response as a file.

    Args:
        session: The session that sends it.
        call: The context of the call.
        request: The request.
        max_bytes: Maximum size of the file.
        refusal: Returns the error for a response that is not such a file.

    Raises:
        InvalidRequestError: `max_bytes` is below 1 or not an int; nothing was sent.
        ChatwootError: there was no response, or it was refused.
    """
    if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
        raise InvalidRequestError(f"max_bytes: expected a number from 1, got {quoted(max_bytes)}")
    async with session.stream(call, request) as response:
        error = refusal(call, response) or _partial(call, response)
        if error is not None:
            del response  # a traceback shows the locals of this frame
            raise error
        file = _opened(response, max_bytes, call, session)
        try:
            yield file
        finally:
            file._is_open = False


def not_followed(response: Response) -> ChatwootError:
    try:
        join_url(response.url, response.headers["location"])
    except BadUrl as error:
        return InvalidRequestError(f"attachment: it redirects to a URL that is not fetched: {error}")
    return DecodeError(f"the file is behind more than {MAX_REDIRECTS} redirects")


def _partial(call: CallContext, response: Response) -> ChatwootError | None:
    """Return the error for a part of a file (RFC 9110, section 15.3.7), which no request of the client asks for."""
    if response.status != 206:
        return None
    which = printable(response.headers.get("content-range", ""))
    return call.complete(DecodeError(f"the server sent a part of the file ({which or 206}), which was not asked for"))


def _opened(response: Response, limit: int, call: CallContext, session: Session) -> Download:
    headers = response.headers
    length = headers.get("content-length", "")
    # For a compressed file, Content-Length is not the decompressed size.
    size = int(length) if length.isdecimal() and len(length) < 20 and "content-encoding" not in headers else None
    if size is not None and size > limit:
        raise _too_large(limit)
    body = _read(response, limit, call)
    return Download(without_query(response.url), headers.get("content-type"), size, limit, body, session)


async def _read(response: Response, limit: int, call: CallContext) -> AsyncIterator[bytes]:
    received = 0
    pieces = chunks(response)
    del response  # as above
    while True:
        chunk = await _next(pieces)
        if chunk is None:
            return
        if isinstance(chunk, NetworkFailure):
            raise call.failed(chunk)
        received += len(chunk)
        if received > limit:
            del chunk
            raise _too_large(limit)
        yield chunk
        del chunk


async def _next(pieces: AsyncIterator[bytes]) -> bytes | NetworkFailure | None:
    """Return the next chunk of a file, or the failure; None at the end."""
    try:
        return await anext(pieces, None)
    except NetworkFailure as failure:
        return failure


def _too_large(limit: int) -> ResponseTooLargeError:
    return ResponseTooLargeError(f"the file is larger than {limit} bytes; raise max_bytes= to allow it")
