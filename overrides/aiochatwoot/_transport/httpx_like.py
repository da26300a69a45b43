"""The adapters to httpx and to httpx2, which have the same API; neither is imported here."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import attrs

from .._urls import PORTS, Url
from ..errors import ChatwootError
from .adapting import Exchanging, SentBody, framed_headers, read_headers, redact, refusal_of_proxy, shown, target_of
from .failures import NetworkFailure
from .messages import AddressCheck, Request, RequestBody, Response
from .quiet_logs import is_ours, keep_logs_quiet

_NAMES = {
    *("ConnectError", "ReadError", "WriteError", "CloseError", "ProxyError", "UnsupportedProtocol"),
    *("ConnectTimeout", "ReadTimeout", "WriteTimeout", "PoolTimeout", "LocalProtocolError", "RemoteProtocolError"),
}
_REFUSED = re.compile(r"(\d{3})( |$)")


@attrs.frozen
class Library:
    """httpx or httpx2.

    Attributes:
        module: The module.
        body: Its stream class, for a body that is read while it is sent.
        url: Builds its URL from a text, with exactly this path and query.
    """

    module: Any
    body: Callable[[RequestBody], SentBody]
    url: Callable[[str, str], Any]

    @property
    def core(self) -> str:
        """The underlying library, which holds the connections."""
        return "httpcore2" if self.module.__name__ == "httpx2" else "httpcore"

    def request(self, request: Request) -> tuple[Any, SentBody | None]:
        """Build the library's request; also return its body if that is read while it is sent.

        Raises:
            NetworkFailure: the library parses another origin from the URL.
        """
        body = None if request.body is None or isinstance(request.body, bytes) else self.body(request.body)
        limits = request.timeout
        timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.write, "pool": limits.pool}
        sent = self.module.Request(
            request.method,
            self._url(request.url),
            headers=[(name.encode(), value.encode()) for name, value in framed_headers(request).items()],
            stream=self.module.ByteStream(request.body or b"") if body is None else body,
            extensions={"timeout": timeouts},
        )
        target = target_of(request.url)
        if sent.url.raw_path != target.encode():
            sent.url = self.url(request.url.text, target)
        if body is None:
            sent.read()  # lets mocks read the content
        return sent, body

    def _url(self, url: Url) -> Any:
        read = origin = None
        try:
            read = self.module.URL(url.text)
            origin = (read.scheme, read.raw_host.decode(), read.port or PORTS[read.scheme])
        except (self.module.InvalidURL, KeyError, ValueError):
            pass
        if origin != url.origin:
            raise NetworkFailure("LocalProtocolError", f"{self.module.__name__} reads the host of the URL differently")
        return read

    def failure(self, error: BaseException) -> NetworkFailure:
        """Return an error of the library, or one of its causes, in httpx's terms."""
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        default = "ReadTimeout" if isinstance(error, TimeoutError | self.module.TimeoutException) else "ReadError"
        kinds = (kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _NAMES)
        name, text = next(kinds, default), shown(error)
        refused = _REFUSED.match(text) if name == "ProxyError" else None
        return NetworkFailure(name, text if refused is None else refusal_of_proxy(int(refused[1])))

    def is_failure(self, error: Exception) -> bool:
        """Return whether an error of the user's transport is a network error, not a bug or an assertion."""
        kinds = (
            self.module.HTTPError,
            self.module.InvalidURL,
            self.module.StreamError,
            OSError,
            EOFError,
            UnicodeError,
        )
        where = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
        return isinstance(error, (*kinds, RuntimeError, ExceptionGroup)) or bool(where & {"anyio", "h11", self.core})


async def check_peer(stream: Any, check: AddressCheck | None) -> None:
    """Check the address of an httpcore stream; raise if it is not allowed."""
    peer = stream.get_extra_info("server_addr")
    if check is not None and peer is not None:  # a Unix socket has no address
        await check(str(peer[0]))


class ReadBody:
    """The body of a response, with translated errors.

    Args:
        library: The library.
        stream: Its stream.
    """

    def __init__(self, library: Library, stream: Any) -> None:
        self._library = library
        self._stream = stream
        self._chunks: Any = None
        self._is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = self._chunks = aiter(self._stream)
        step: Callable[[Any], Awaitable[bytes]] = _FirstStep
        while True:
            mark = is_ours.set(True)
            try:
                chunk = await step(chunks)
                step = anext
            except StopAsyncIteration:
                self._chunks = None
                return
            except Exception as error:  # noqa: BLE001 - whatever a library raises
                failure = self._library.failure(error)
                break
            finally:
                is_ours.reset(mark)
            yield chunk
        raise failure

    async def _close(self) -> None:
        """Close the library's generators, the outermost first, and its stream."""
        chunks, self._chunks = self._chunks, None
        try:
            if isinstance(chunks, AsyncGenerator):
                await chunks.aclose()
        finally:
            await self._stream.aclose()


class _FirstStep:
    """The first chunk of a library's stream; it hides the generators that the library starts from the event loop.

    When a loop ends, it closes all generators that it knows concurrently, and a generator that is closing another one
    then fails.

    Args:
        chunks: The iterator of the stream.
    """

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self._step: Any = None

    def __await__(self) -> Any:
        return self

    def __next__(self) -> Any:
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(None, _let_go)
        try:
            if self._step is None:
                self._step = anext(self._chunks).__await__()
            return next(self._step)
        finally:
            sys.set_asyncgen_hooks(*hooks)

    def throw(self, *error: Any) -> Any:
        """Raise an error in the generator."""
        return self._step.throw(*error)


def _let_go(_: object) -> None:
    """Do nothing when a generator is collected without having been closed."""


class TransportNetwork(Exchanging):
    """A transport from the caller: an ``AsyncBaseTransport``.

    Args:
        library: The library of the transport.
        transport: The transport.
    """

    def __init__(self, library: Library, transport: Any) -> None:
        keep_logs_quiet(library.core)
        self._library = library
        self._transport = transport

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
            if isinstance(error, ChatwootError):  # the address is not allowed
                return error.with_traceback(None)
            raised = None if body is None else body.outcome()
            if raised is None and not self._library.is_failure(error):
                raise
            return raised or self._library.failure(error)
        finally:
            is_ours.reset(mark)
            redact(sent.headers, request.token_header)
        stream = _ForeignBody(self._library, response.stream)
        return Response(response.status_code, read_headers(response.headers.raw), stream, request.url)

    async def aclose(self) -> None:
        """Close the transport."""
        try:
            await self._transport.aclose()
        except Exception as error:
            if not self._library.is_failure(error):
                raise


class _Trace:
    """Checks the address of a direct connection (httpcore's extension ``trace``)."""

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


class _ForeignBody(ReadBody):
    """A response body of the caller's transport, closed in a separate task.

    A cancellation while closing could otherwise leave its connection neither in use nor free.
    """

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        closing = asyncio.ensure_future(self._close())
        try:
            await asyncio.shield(closing)
        except Exception as error:
            if not self._library.is_failure(error):
                raise
        finally:
            if not closing.done():
                await asyncio.wait([closing])
