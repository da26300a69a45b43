"""The files of messages: fetched from wherever the server says they are, with the token only on the server itself.

``data_url`` is a URL on the server that redirects to its storage (S3 and the like), or, for cards and embeds, a URL of
anybody. Neither may ever see the access token.
"""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import attrs

from .._core import Core
from .._texts import quoted
from .._transport.call import CallContext
from .._transport.failures import NetworkFailure
from .._transport.messages import Response
from .._transport.reach import Reach
from .._transport.retry_rules import MAX_REDIRECTS, is_redirect
from .._transport.session import Session
from .._transport.streams import chunks
from .._urls import BadUrl, Url, join_url, without_query
from ..errors import (
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    InvalidRequestError,
    ResponseTooLargeError,
)

if TYPE_CHECKING:
    from ..generated.models import Attachment


_DEFAULT_LIMIT = 256 * 2**20


@attrs.define(eq=False)
class Download:
    """A file that is being fetched: iterate over its chunks, or `read` it, once, before it is closed.

    Attributes:
        url: Where it came from in the end, without the query, which may hold a signature.
        content_type: What the storage says it is; None if it does not say.
        size: Bytes, as the storage says; None if it does not say.
        limit: Bytes that it may have.
    """

    url: str
    content_type: str | None
    size: int | None
    limit: int
    _chunks: AsyncIterator[bytes] = attrs.field(repr=False)
    _session: Session = attrs.field(repr=False)
    _is_open: bool = attrs.field(default=True, init=False, repr=False)

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks of the file; what was read is not given again.

        Raises:
            ResponseTooLargeError: it is larger than the limit.
            ConnectionFailedError, RequestTimeoutError: it broke off.
            DecodeError: it is compressed, and cannot be decompressed.
            ClientStateError: the download is over, or the client was closed.
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
            del chunk  # a traceback may show the locals of this frame

    def _check(self) -> None:
        if self._session.is_closed:
            raise ClientStateError("the client was closed before the file was read")
        if not self._is_open:
            raise ClientStateError("the download is over; read the file inside of its `async with`")

    async def read(self) -> bytes:
        """The file, or what is left of it.

        Raises:
            ChatwootError: as iterating over it.
        """
        content = io.BytesIO()
        async for chunk in self:
            content.write(chunk)
            del chunk  # as above
        return content.getvalue()  # gives its buffer away: a large file is never held twice


class Attachments:
    """The files of messages."""

    __slots__ = ("_client", "_reach")

    def __init__(self, client: Core) -> None:
        self._client = client
        self._reach = Reach(client.session.base, client.settings.allow_hosts)

    @asynccontextmanager
    async def download(
        self,
        attachment: Attachment | str,
        *,
        max_bytes: int = _DEFAULT_LIMIT,
        allow: Callable[[str], bool] | None = None,
    ) -> AsyncGenerator[Download]:
        """Fetch the file of an attachment; it is read while it comes.

        ``async with chatwoot.attachments.download(attachment) as file: content = await file.read()``

        The client's deadline covers the whole download: give large files more, with
        ``chatwoot.with_options(deadline=600).attachments.download(...)``. What fails before the first byte is tried
        again as every GET is; what breaks off after it is not.

        The URL is data of the server, or of whoever wrote the message. So that it leads to no machine that only this
        one can reach, files come from public addresses and from the server itself; from private addresses (such as
        10.0.0.0/8) if the server has one, too, or if the host is in the client's ``allow_hosts=``; from loopback and
        link-local addresses (this machine, the metadata of clouds) only if the server is there. The address that is
        connected to is checked; through a proxy, the name. Plain http is for servers that are reached by it and for
        clients with ``allow_http=True``. All of this holds for the target of each redirect, too.

        Args:
            attachment: An attachment with a ``data_url``, or such a URL; a relative one is the server's.
            max_bytes: How large the file may be.
            allow: A function that is given each URL, that of a redirect too, before it is fetched, and returns whether
                it may be. What it raises ends the download.

        Raises:
            InvalidRequestError: there is no URL that may be fetched, or it redirects to one that may not.
            ResponseTooLargeError: the file is larger than `max_bytes`.
            ApiStatusError: the server or its storage answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer, or it broke off.
            DecodeError: there were too many redirects.
        """
        if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
            raise InvalidRequestError(f"max_bytes: expected a number from 1, got {quoted(max_bytes)}")
        core = self._client
        check = partial(self._check, allow)
        url = self._checked(attachment if isinstance(attachment, str) else getattr(attachment, "data_url", None))
        check(url)
        call = core.new_call("GET", url, None, follow=check, check_address=self._reach.check)
        async with core.session.stream(call, core.download(url)) as response:
            if is_redirect(response):
                raise call.complete(_not_followed(response))
            if not response.is_success:
                error = core.status_error(call, response)
                del response  # a traceback shows the locals of this frame
                raise error
            file = _opened(response, max_bytes, call, core.session)
            try:
                yield file
            finally:
                file._is_open = False

    def _checked(self, url: object) -> Url:
        """A URL that came from a server, as one that may be fetched."""
        if not isinstance(url, str) or not url:
            raise InvalidRequestError("attachment: has no data_url")
        try:
            return join_url(self._client.session.base.below("/"), url)
        except BadUrl as error:
            raise InvalidRequestError(f"attachment: its URL is not fetched: {error}") from None

    def _check(self, allow: Callable[[str], bool] | None, url: Url) -> None:
        """Refuse what is not fetched, of attachments and of redirects: plain http is for servers reached by it."""
        core = self._client
        may_be_http = core.settings.allow_http or core.session.base.origin[0] == "http"
        if url.origin[0] == "http" and not may_be_http:
            raise InvalidRequestError(
                f"attachment: {without_query(url)!r} is not fetched; it is not https (allow_http=True allows it)"
            )
        if allow is not None and not allow(url.text):
            raise InvalidRequestError(f"attachment: {without_query(url)!r} is not fetched; allow= refused it")


def _not_followed(response: Response) -> ChatwootError:
    try:
        join_url(response.url, response.headers["location"])
    except BadUrl as error:
        return InvalidRequestError(f"attachment: it redirects to a URL that is not fetched: {error}")
    return DecodeError(f"the file is behind more than {MAX_REDIRECTS} redirects")


def _opened(response: Response, limit: int, call: CallContext, session: Session) -> Download:
    headers = response.headers
    length = headers.get("content-length", "")
    # Of a compressed file it is not the length that comes out.
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
    """The next piece of a file, or why there is none; None at its end."""
    try:
        return await anext(pieces, None)
    except NetworkFailure as failure:
        return failure


def _too_large(limit: int) -> ResponseTooLargeError:
    return ResponseTooLargeError(f"the file is larger than {limit} bytes; raise max_bytes= to allow it")
