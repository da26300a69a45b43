"""The connection side of a client: httpx's requests, responses and transports, and what stands between them.

    call -> [auth -> retries -> one attempt: rate limit, a place in flight, connection, body] -> answer

Each attempt goes through the limiter, retries too. Everything of a call is under one deadline.

There is no `httpx.AsyncClient` in this: about half of the time that it takes for a request goes to cookies, redirects,
proxies by URL and merging of settings, which are done here in another way, or are not wanted.
"""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal

import httpx

from .._urls import origin
from .._version import __version__
from ..errors import ChatwootError, ClientStateError, RequestRecord, RequestTimeoutError, SettingsError
from ..hooks import Hooks
from ..settings import Settings
from .attempt import AttemptTransport
from .auth import TokenAuth
from .call import CALL, Call, _put_body
from .failures import _failure, _without_frames
from .httpx_network import Network
from .pipeline import RetryTransport, _redirected
from .quiet_logs import discreet_logs
from .rate_limit import shared_limiter
from .retry_rules import RetryBudget

if TYPE_CHECKING:
    from .._wire.multipart import Multipart


class Session:
    """What all clients that were derived from each other share: connections, the retry budget, the limiter."""

    def __init__(
        self,
        settings: Settings,
        hooks: Hooks,
        transport: httpx.AsyncBaseTransport | Literal["aiohttp"] | None,
    ) -> None:
        self.base = httpx.URL(settings.base_url)
        self.auth = TokenAuth(settings.token, self.base)
        limit = settings.rate_limit
        limiter = None if limit is None else shared_limiter(origin(self.base), limit)
        attempts = AttemptTransport(_network(transport, self.base), limiter, origin(self.base), settings.max_in_flight)
        self._home: tuple[int, asyncio.AbstractEventLoop] | None = None
        self._transport = RetryTransport(attempts, RetryBudget(), hooks)
        self._headers = httpx.Headers(
            {
                "Accept": "application/json",  # without it, some errors are pages of HTML
                "Accept-Encoding": "gzip, deflate",  # what httpx reads without more libraries
                "Connection": "keep-alive",
                "User-Agent": f"aiochatwoot/{__version__} httpx/{httpx.__version__} Python/{platform.python_version()}",
            }
        )
        self._is_closed = False
        self._under_way: set[asyncio.Timeout] = set()
        self._is_abandoned = False

    @property
    def is_open(self) -> bool:
        """Whether it was used in this process, and not closed since."""
        is_ours = self._home is not None and self._home[0] == os.getpid()
        return is_ours and not self._is_closed and not self._is_abandoned

    async def aclose(self) -> None:
        """End the calls that are under way, and close all connections; again does nothing.

        Raises:
            ClientStateError: it was used in another event loop or process, whose connections these are.
        """
        if self._is_closed:
            return
        self._check_home()
        for scope in self._under_way:
            if not scope.expired():
                scope.reschedule(0)
        self._is_closed = True
        await self._transport.aclose()

    def abandon(self) -> None:
        """Forget the connections, without a word to the server: for a client whose event loop is out of reach."""
        self._is_abandoned = True

    async def send(
        self,
        call: Call,
        method: str,
        url: httpx.URL,
        phases: httpx.Timeout,
        content: bytes | Multipart | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[RequestRecord, httpx.Response]:
        """Send a request, and give back its answer, whatever its status, with its whole body.

        Raises:
            ChatwootError: there was no answer.
        """
        self.check()
        record = RequestRecord(method, str(url))
        scope = asyncio.timeout_at(call.deadline)
        result: httpx.Response | ChatwootError
        try:
            async with scope:
                request = self._request(call, method, url, phases, content, headers)
                result = await self._send(request, record, scope)
        except TimeoutError as error:
            result = self._late(error, scope, call)
        finally:
            if content is not None and not isinstance(content, bytes):
                await content.aclose()
        # Raised here, and not below: the locals of those frames hold the headers that were written.
        if isinstance(result, ChatwootError):
            raise self._complete(result, record, call)
        return record, result

    @asynccontextmanager
    async def stream(
        self, call: Call, url: httpx.URL, phases: httpx.Timeout
    ) -> AsyncGenerator[tuple[RequestRecord, httpx.Response]]:
        """Send a GET, and give back its answer, under the call's deadline; the body of a success is still to be read.

        Raises:
            ChatwootError: there was no answer, or the deadline passed before all was done.
        """
        self.check()
        record = RequestRecord("GET", str(url))
        scope = asyncio.timeout_at(call.deadline)
        result: httpx.Response | ChatwootError
        try:
            async with scope:
                request = self._request(call, "GET", url, phases, headers={"Accept": "*/*"})
                result = await self._send(request, record, scope)
                if isinstance(result, httpx.Response):
                    call.stage = "the file was read"
                    try:
                        yield record, result
                    finally:
                        await result.aclose()
        except TimeoutError as error:
            result = self._late(error, scope, call)
        if isinstance(result, ChatwootError):
            raise self._complete(result, record, call)

    def _request(
        self,
        call: Call,
        method: str,
        url: httpx.URL,
        phases: httpx.Timeout,
        content: bytes | Multipart | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Request:
        every = self._headers
        if headers or content is not None:
            every = self._headers.copy()
            if isinstance(content, bytes):
                every["Content-Type"] = "application/json"
            every.update(headers)
        text = content if isinstance(content, bytes) else None
        extensions = {"timeout": phases.as_dict(), CALL: call}
        request = httpx.Request(method, url, headers=every, content=text, extensions=extensions)
        if content is not None and not isinstance(content, bytes):
            _put_body(request, content)
        return request

    async def _send(
        self, request: httpx.Request, record: RequestRecord, scope: asyncio.Timeout
    ) -> httpx.Response | ChatwootError:
        self._under_way.add(scope)
        try:
            with discreet_logs():
                return await self._exchange(request)
        except httpx.HTTPError as error:
            return _failure(error, record)
        except ChatwootError as error:
            return _without_frames(error)
        except asyncio.CancelledError as error:
            _without_frames(error)
            raise
        finally:
            self._under_way.discard(scope)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and those that the auth flow wants sent after it; gives back the last answer."""
        flow = self.auth.async_auth_flow(request)
        try:
            request = await anext(flow)
            while True:
                response = await self._transport.handle_async_request(request)
                try:
                    response.next_request = _redirected(request, response)
                    try:
                        request = await flow.asend(response)
                    except StopAsyncIteration:
                        return response
                    await response.aread()
                except BaseException:
                    await response.aclose()
                    raise
        finally:
            await flow.aclose()

    def _late(self, error: TimeoutError, scope: asyncio.Timeout, call: Call) -> ChatwootError:
        """What became of the scope of a call; an error that has nothing to do with it is raised as it is."""
        if not scope.expired():
            raise error
        failure: ChatwootError
        if self._is_closed:
            failure = ClientStateError(f"the client was closed while {call.stage}")
        else:
            failure = RequestTimeoutError(f"the deadline passed while {call.stage}")
        failure.__cause__ = _without_frames(error)
        return failure

    def failed(self, error: httpx.HTTPError, record: RequestRecord, call: Call) -> ChatwootError:
        """The error for one that came while a body was read."""
        return self._complete(_failure(error, record), record, call)

    def _complete(self, failure: ChatwootError, record: RequestRecord, call: Call) -> ChatwootError:
        failure.request = failure.request or record
        failure.attempts = tuple(call.attempts)
        failure.advice = failure.advice or call.note
        return failure

    def check(self) -> None:
        """Refuse what would otherwise fail somewhere below, with a message that nobody can read.

        Raises:
            ClientStateError: it is closed, or was used in another event loop or process.
        """
        if self._is_closed or self._is_abandoned:
            raise ClientStateError("the client is closed; make a new one, or use it inside of its `async with`")
        self._check_home()
        if self._home is None:
            self._home = os.getpid(), asyncio.get_running_loop()

    def _check_home(self) -> None:
        if self._home is None:
            return
        process, loop = self._home
        if process != os.getpid():
            raise ClientStateError("the client was used before this process was forked; make a new one in the child")
        if loop is not asyncio.get_running_loop():
            raise ClientStateError("the client was used in another event loop; make a new one for each asyncio.run")


def _network(transport: object, base: httpx.URL) -> httpx.AsyncBaseTransport:
    if transport is None:
        return Network(base)
    if transport == "aiohttp":
        try:
            from .aiohttp_network import AiohttpNetwork
        except ImportError as error:
            message = f'transport: "aiohttp" needs the extra aiochatwoot[aiohttp]; install that ({error})'
            raise SettingsError(message) from None
        return AiohttpNetwork(base)
    if not isinstance(transport, httpx.AsyncBaseTransport):
        raise SettingsError(f'transport: expected "aiohttp" or an httpx.AsyncBaseTransport, got {transport!r:.100}')
    return transport
