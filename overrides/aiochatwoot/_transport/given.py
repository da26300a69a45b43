"""Networks that the caller gave: transports of httpx and httpx2, and objects with the methods of a `Network`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import attrs

from ..errors import ChatwootError
from .adapting import SentBody, read_headers, redact, shown
from .failures import NetworkFailure
from .httpx_like import Library, PlainBody, check_peer
from .messages import Network, Request, RequestBody, Response, ResponseBody
from .quiet_logs import is_ours, keep_logs_quiet


class TransportNetwork:
    """A transport that the caller gave: an ``AsyncBaseTransport``.

    Args:
        library: The library that it is of.
        transport: The transport.
    """

    def __init__(self, library: Library, transport: Any) -> None:
        keep_logs_quiet(library.core)
        self._library = library
        self._transport = transport

    async def send(self, request: Request) -> Response:
        """Send one request."""
        outcome = await self._exchange(request)
        del request  # a traceback shows the locals of this frame
        if isinstance(outcome, Response):
            return outcome
        raise outcome

    async def _exchange(self, request: Request) -> Response | Exception:
        try:
            sent, body = self._library.request(request)
        except NetworkFailure as refused:
            return refused.with_traceback(None)
        if request.check_address is not None:
            sent.extensions["trace"] = _Trace(request)
        mark = is_ours.set(True)
        try:
            response = await self._transport.handle_async_request(sent)
        except Exception as error:
            if isinstance(error, ChatwootError):  # an address that is refused
                return error.with_traceback(None)
            raised = None if body is None else body.outcome()
            if raised is None and not self._library.is_failure(error):
                raise
            return raised or self._library.failure(error)
        finally:
            is_ours.reset(mark)
            redact(sent.headers)
        stream = _ForeignBody(self._library, response.stream)
        return Response(response.status_code, read_headers(response.headers.raw), stream, request.url)

    async def aclose(self) -> None:
        """Close the transport."""
        try:
            await self._transport.aclose()
        except Exception as error:
            if not self._library.is_failure(error):
                raise


class _ForeignBody(PlainBody):
    """The body of a transport that the caller gave, closed in a task of its own.

    A cancellation in the middle of closing could leave its connection neither used nor free.
    """

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        closing = asyncio.ensure_future(self._stream.aclose())
        try:
            await asyncio.shield(closing)
        except Exception as error:
            if not self._library.is_failure(error):
                raise
        finally:
            if not closing.done():
                await asyncio.wait([closing])


class _Trace:
    """Checks the address of a connection that goes to the host itself, not to a proxy (`trace` of httpcore)."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._is_direct = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("connect_tcp.started"):
            self._is_direct = info["host"] == self._request.url.origin[1]
        elif event.endswith("connect_tcp.complete") and self._is_direct:
            stream = info["return_value"]
            try:
                await check_peer(stream, self._request.check_address)
            except ChatwootError:
                await stream.aclose()
                raise


_FAILURES = (OSError, EOFError, UnicodeError, ExceptionGroup)


class GivenNetwork:
    """A `Network` that the caller gave, with errors of sockets, TLS and text in our terms.

    Args:
        network: The network.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    async def send(self, request: Request) -> Response:
        """Send one request."""
        body = None if request.body is None or isinstance(request.body, bytes) else _WatchedBody(request.body)
        if body is not None:
            request = attrs.evolve(request, body=body)
        try:
            response = await self._network.send(request)
        except _FAILURES as error:
            if isinstance(error, ChatwootError):
                raise
            failure = (None if body is None else body.outcome()) or _failure(error)
        else:
            response.body = _GivenBody(response.body)
            return response
        del request  # a traceback shows the locals of this frame
        raise failure

    async def aclose(self) -> None:
        """Close the network."""
        await self._network.aclose()


class _WatchedBody(SentBody):
    def __init__(self, body: RequestBody) -> None:
        super().__init__(body)
        self.content_type = body.content_type
        self.content_length = body.content_length
        self.replayable = body.replayable

    async def aclose(self) -> None:
        """The session closes the body itself."""


class _GivenBody:
    def __init__(self, body: ResponseBody) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._body:
                yield chunk
            return
        except _FAILURES as error:
            failure = _failure(error)
        raise failure

    async def aclose(self) -> None:
        await self._body.aclose()


def _failure(error: BaseException) -> NetworkFailure:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return NetworkFailure("ReadTimeout" if isinstance(error, TimeoutError) else "ReadError", shown(error))
