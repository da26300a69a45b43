"""The files of messages: fetched from wherever the server says they are, with the token only on the server itself.

``data_url`` is a URL on the server that redirects to its storage (S3 and the like), or, for cards and embeds, a URL of
anybody. Neither may ever see the access token.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import attrs
import httpx

from .._transport.call import MAX_REDIRECTS
from .._urls import origin, without_query
from ..errors import (
    ChatwootError,
    ClientStateError,
    DecodeError,
    InvalidRequestError,
    RequestRecord,
    ResponseTooLargeError,
    status_error,
)

if TYPE_CHECKING:
    from ..client import Chatwoot
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
    _is_open: bool = attrs.field(default=True, init=False, repr=False)

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks of the file; what was read is not given again.

        Raises:
            ResponseTooLargeError: it is larger than the limit.
            ConnectionFailedError, RequestTimeoutError: it broke off.
            DecodeError: it is compressed, and cannot be decompressed.
            ClientStateError: the download is over.
        """
        if not self._is_open:
            raise ClientStateError("the download is over; read the file inside of its `async with`")
        return self._chunks

    async def read(self) -> bytes:
        """The file, or what is left of it.

        Raises:
            ChatwootError: as iterating over it.
        """
        return b"".join([chunk async for chunk in self])


class Attachments:
    """The files of messages."""

    __slots__ = ("_client",)

    def __init__(self, client: Chatwoot) -> None:
        self._client = client

    @asynccontextmanager
    async def download(
        self, attachment: Attachment | str, *, max_bytes: int = _DEFAULT_LIMIT
    ) -> AsyncGenerator[Download]:
        """Fetch the file of an attachment; it is read while it comes.

        ``async with chatwoot.attachments.download(attachment) as file: content = await file.read()``

        The client's deadline covers the whole download: give large files more, with
        ``chatwoot.with_options(deadline=600).attachments.download(...)``. What fails before the first byte is tried
        again as every GET is; what breaks off after it is not.

        Args:
            attachment: An attachment with a ``data_url``, or such a URL.
            max_bytes: How large the file may be.

        Raises:
            InvalidRequestError: there is no URL that may be fetched.
            ResponseTooLargeError: the file is larger than `max_bytes`.
            ApiStatusError: the server or its storage answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer, or it broke off.
            DecodeError: there were too many redirects.
        """
        if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
            raise InvalidRequestError(f"max_bytes: expected a number from 1, got {max_bytes!r}")
        session = self._client.session
        url = self._checked(attachment if isinstance(attachment, str) else getattr(attachment, "data_url", None))
        call = attrs.evolve(self._client.new_call("GET", None), streams=True)
        for _ in range(MAX_REDIRECTS + 1):
            async with session.stream(call, url, self._client.settings.timeout) as (request, response):
                if response.is_success:
                    file = self._opened(response, max_bytes, lambda error: session.failed(error, request, call))
                    try:
                        yield file
                    finally:
                        file._is_open = False
                    return
                if response.next_request is None:
                    failure = status_error(request, self._client.record(response))
                    failure.attempts, failure.advice = tuple(call.attempts), call.note
                    raise failure
                target = self._checked(str(response.next_request.url))
            if origin(target) == origin(url) == origin(session.base):
                break  # the auth flow follows those, as far as it goes
            url = target
        raise DecodeError(
            f"the file is behind more than {MAX_REDIRECTS} redirects", request=RequestRecord("GET", str(url))
        )

    def _opened(
        self, response: httpx.Response, limit: int, failed: Callable[[httpx.HTTPError], ChatwootError]
    ) -> Download:
        headers = response.headers
        length = headers.get("content-length", "")
        # Of a compressed file it is not the length that comes out.
        size = int(length) if length.isdecimal() and "content-encoding" not in headers else None
        if size is not None and size > limit:
            raise _too_large(limit)
        chunks = _read(response, limit, failed)
        return Download(without_query(response.url), headers.get("content-type"), size, limit, chunks)

    def _checked(self, url: object) -> httpx.URL:
        """A URL that came from a server, as one that may be fetched.

        The token goes along only to the client's own origin (the auth flow sees to that). Plain http is for servers
        that are reached by it.
        """
        if not isinstance(url, str) or not url:
            raise InvalidRequestError("attachment: has no data_url")
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise InvalidRequestError(f"attachment: its URL is none: {error}") from None
        if parsed.userinfo:
            raise InvalidRequestError("attachment: its URL has a user name or password")
        is_plain = parsed.scheme == "http" and self._client.session.base.scheme == "http"
        if not parsed.host or not (parsed.scheme == "https" or is_plain):
            raise InvalidRequestError(f"attachment: {without_query(parsed)!r} is not fetched; it is not https")
        return parsed


async def _read(
    response: httpx.Response, limit: int, failed: Callable[[httpx.HTTPError], ChatwootError]
) -> AsyncIterator[bytes]:
    received = 0
    failure = None
    try:
        async for chunk in response.aiter_bytes():
            received += len(chunk)
            if received > limit:
                raise _too_large(limit)
            yield chunk
    except httpx.HTTPError as error:
        failure = failed(error)
    if failure is not None:
        raise failure


def _too_large(limit: int) -> ResponseTooLargeError:
    return ResponseTooLargeError(f"the file is larger than {limit} bytes; raise max_bytes= to allow it")
