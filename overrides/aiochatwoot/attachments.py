"""The files of messages: fetched from wherever the server says they are, with the token only on the server itself.

``data_url`` is a URL on the server that redirects to its storage (S3 and the like), or, for cards and embeds, a URL of
anybody. Neither may ever see the access token.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import attrs
import httpx

from .auth import origin
from .errors import DecodeError, InvalidRequestError, ResponseTooLargeError, status_error

if TYPE_CHECKING:
    from .client import Chatwoot
    from .generated.models import Attachment

_MAX_REDIRECTS = 5
_DEFAULT_LIMIT = 256 * 2**20


@attrs.define(eq=False)
class Download:
    """A file that is being fetched: iterate over its chunks, or `read` it.

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
    _response: httpx.Response = attrs.field(repr=False)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The chunks of the file.

        Raises:
            ResponseTooLargeError: it is larger than the limit.
        """
        received = 0
        async for chunk in self._response.aiter_bytes():
            received += len(chunk)
            if received > self.limit:
                raise _too_large(self.limit)
            yield chunk

    async def read(self) -> bytes:
        """The whole file.

        Raises:
            ResponseTooLargeError: it is larger than the limit.
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
    ) -> AsyncIterator[Download]:
        """Fetch the file of an attachment; it is read while it comes.

        ``async with chatwoot.attachments.download(attachment) as file: content = await file.read()``

        The client's deadline covers the whole download: give large files more, with
        ``chatwoot.with_options(deadline=600).attachments.download(...)``.

        Args:
            attachment: An attachment with a ``data_url``, or such a URL.
            max_bytes: How large the file may be.

        Raises:
            InvalidRequestError: there is no URL that could be fetched.
            ResponseTooLargeError: the file is larger than `max_bytes`.
            ApiStatusError: the server or its storage answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer, or it broke off.
            DecodeError: there were too many redirects.
        """
        if isinstance(max_bytes, bool) or not isinstance(max_bytes, int) or max_bytes < 1:
            raise InvalidRequestError(f"max_bytes: expected a number from 1, got {max_bytes!r}")
        client = self._client
        url = self._checked(attachment if isinstance(attachment, str) else attachment.data_url)
        call = attrs.evolve(client.new_call("GET", None), max_body=None)
        for _ in range(_MAX_REDIRECTS + 1):
            async with client.session.stream(call, "GET", url, client.settings.timeout) as (request, response):
                following = response.next_request
                if following is None:
                    if not response.is_success:
                        await response.aread()
                        raise status_error(request, client.record(response))
                    length = response.headers.get("content-length", "")
                    size = int(length) if length.isdecimal() else None
                    if size is not None and size > max_bytes:
                        raise _too_large(max_bytes)
                    kind = response.headers.get("content-type")
                    yield Download(str(url).partition("?")[0], kind, size, max_bytes, response)
                    return
            url = self._checked(str(following.url))
        raise DecodeError(f"the file is behind more than {_MAX_REDIRECTS} redirects")

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
        base = self._client.session.base
        is_plain = parsed.scheme == "http" and base.scheme == "http"
        if not parsed.host or not (parsed.scheme == "https" or is_plain):
            raise InvalidRequestError(f"attachment: {parsed.scheme}://{parsed.host} is not fetched; it is not https")
        if parsed.userinfo:
            raise InvalidRequestError("attachment: its URL has a user name or password")
        if origin(parsed) == origin(base) and not parsed.path.startswith(base.path.rstrip("/") + "/"):
            raise InvalidRequestError(f"attachment: {os.path.dirname(parsed.path)} is outside of the base URL")
        return parsed


def _too_large(limit: int) -> ResponseTooLargeError:
    return ResponseTooLargeError(f"the file is larger than {limit} bytes; raise max_bytes= to allow it")
