"""Requests and responses of the pipeline, and the interface to adapters."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

import attrs

from .._urls import Url, encode_query
from ..settings import Timeout

AddressCheck: TypeAlias = Callable[[str], Awaitable[None]]
"""Raises a ChatwootError for an IP address that the client must not connect to."""


class Headers(Mapping[str, str]):
    """Header fields: names in lower case, repeated ones joined with a comma (RFC 9110, section 5.2)."""

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        values: dict[str, str] = {}
        for name, value in pairs:
            key = name.lower()
            values[key] = f"{values[key]}, {value}" if key in values else value
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<{len(self)} headers>"  # a value may be a session cookie, or a signed URL


def merge_headers(*all_headers: Mapping[str, str]) -> dict[str, str]:
    """Merge headers: later ones replace earlier ones of the same name, ignoring case."""
    merged: dict[str, tuple[str, str]] = {}
    for headers in all_headers:
        merged |= {name.lower(): (name, value) for name, value in headers.items()}
    return dict(merged.values())


class RequestBody(Protocol):
    """A body that is read while it is sent.

    Attributes:
        content_type: The Content-Type of the request.
        content_length: Bytes of the whole body; None if unknown before sending.
        replayable: Whether it can be sent now with the same content as the first time.
    """

    @property
    def content_type(self) -> str: ...

    @property
    def content_length(self) -> int | None: ...

    @property
    def replayable(self) -> bool: ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the chunks of the body, from its beginning.

        An exception ends the call, and reaches the caller unchanged.
        """
        ...

    async def aclose(self) -> None: ...


class ResponseBody(Protocol):
    """The body of a response as a stream: chunked framing removed, content codings unchanged.

    `aclose` returns the connection to its pool, or closes it if the body was not read to its end. It completes even
    when cancelled; calling it again has no effect.
    """

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the chunks.

        Raises:
            NetworkFailure: the body broke off.
        """
        ...

    async def aclose(self) -> None: ...


@attrs.frozen(eq=False)
class Request:
    """One request.

    Attributes:
        method: The HTTP method, in upper case.
        url: The target: adapters connect to exactly `Url.origin`, and send path and query of `Url.text` unchanged.
        headers: Names and values, without the access token, which the attempt adds last. Adapters add Host, and the
            framing of the body (Content-Length or Transfer-Encoding).
        body: None for no body.
        timeout: Seconds for each phase.
        token_header: The header for the access token; None if this request is sent without the token.
        anonymous: Whether the token is never sent, not even after a redirect.
    """

    method: str
    url: Url
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes | RequestBody | None = attrs.field(default=None, repr=False)
    timeout: Timeout = attrs.field(factory=Timeout)
    token_header: str | None = None
    anonymous: bool = False
    check_address: AddressCheck | None = attrs.field(default=None, repr=False)

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """Return a copy with these headers, replacing any of the same name."""
        return attrs.evolve(self, headers=merge_headers(self.headers, headers))

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent (again)."""
        return self.body is None or isinstance(self.body, bytes) or self.body.replayable

    def adding(self, headers: Mapping[str, str] | None = None, query: Mapping[str, str] | None = None) -> Request:
        """Return a copy with additional headers, which replace any of the same name, and additional query parameters.

        Raises:
            InvalidRequestError: the query cannot be encoded as UTF-8.
        """
        url = self.url.with_query(encode_query(tuple(query.items()))) if query else self.url
        return attrs.evolve(self, url=url, headers=merge_headers(self.headers, headers or {}))


@attrs.define(eq=False)
class Response:
    """One response.

    Attributes:
        status: The status code.
        headers: Its header fields.
        body: The body as a stream; the attempt reads it, except for the success of a download.
        url: The URL of the request.
        content: The whole body, decompressed, after it was read.
    """

    status: int
    headers: Headers
    body: ResponseBody = attrs.field(repr=False)
    url: Url
    content: bytes = attrs.field(default=b"", repr=False)

    @property
    def is_success(self) -> bool:
        """Whether the status is of the 2xx class."""
        return 200 <= self.status < 300


class Network(Protocol):
    """An adapter to one HTTP library, the only code that uses that library."""

    async def send(self, request: Request) -> Response:
        """Send one request, once, and return the response as soon as its head was received.

        A cancellation leaks no connection. The adapter does not retry, follow redirects, keep cookies or extend the
        URL, and uses no proxy except the environment's.

        Raises:
            NetworkFailure: there was no response.
        """
        ...

    async def aclose(self) -> None:
        """Close all connections."""
        ...


class Middleware(Protocol):
    """A function, async or not, for ``middleware=[...]``. The client calls it with the request of each attempt.

    It returns the request to send instead, or None to send the request unchanged. `Request.adding` adds headers and
    query parameters; ``attrs.evolve(request, body=...)`` replaces the body. It runs before the token is set, and cannot
    change the method or the origin. An exception that it raises ends the call, and reaches the caller unchanged.
    """

    def __call__(self, request: Request, /) -> Request | Awaitable[Request | None] | None: ...
