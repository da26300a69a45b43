"""The connection side of a client: one `httpx.AsyncClient`, and what stands between a call and the network.

    call -> [auth -> retries -> one attempt: rate limit, a place in flight, connection, body] -> answer

Each attempt goes through the limiter, retries too. Everything of a call is under one deadline.
"""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Literal, TypeVar

import httpx

from ._version import __version__
from .attempts import AttemptTransport
from .auth import TokenAuth, origin
from .errors import (
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    RequestRecord,
    RequestTimeoutError,
    SettingsError,
)
from .network import Network
from .observe import Hooks, discreet_logs
from .rate_limit import shared_limiter
from .retries import CALL, Call, RetryBudget, RetryTransport
from .settings import Settings
from .uploads import Multipart

_Error = TypeVar("_Error", bound=BaseException)


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
        self._http = httpx.AsyncClient(
            auth=self.auth,
            headers={
                "Accept": "application/json",  # without it, some errors are pages of HTML
                "Accept-Encoding": "gzip, deflate",  # what httpx reads without more libraries
                "User-Agent": f"aiochatwoot/{__version__} httpx/{httpx.__version__} Python/{platform.python_version()}",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # the token alone says who asks
            follow_redirects=False,  # TokenAuth does, where it is safe
            transport=RetryTransport(attempts, RetryBudget(), hooks),
        )
        self._under_way: set[asyncio.Timeout] = set()
        self._is_abandoned = False

    @property
    def is_open(self) -> bool:
        """Whether it was used in this process, and not closed since."""
        is_ours = self._home is not None and self._home[0] == os.getpid()
        return is_ours and not self._http.is_closed and not self._is_abandoned

    async def aclose(self) -> None:
        """End the calls that are under way, and close all connections; again does nothing.

        Raises:
            ClientStateError: it was used in another event loop or process, whose connections these are.
        """
        if self._http.is_closed:
            return
        self._check_home()
        for scope in self._under_way:
            if not scope.expired():
                scope.reschedule(0)
        await self._http.aclose()

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
                text = content if isinstance(content, bytes) else None
                request = self._http.build_request(
                    method, url, content=text, headers=headers, timeout=phases, extensions={CALL: call}
                )
                if isinstance(content, Multipart):
                    _put_body(request, content)
                result = await self._send(request, record, scope)
        except TimeoutError as error:
            result = self._late(error, scope, call)
        finally:
            if isinstance(content, Multipart):
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
                request = self._http.build_request(
                    "GET", url, headers={"Accept": "*/*"}, timeout=phases, extensions={CALL: call}
                )
                result = await self._send(request, record, scope, stream=True)
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

    async def _send(
        self, request: httpx.Request, record: RequestRecord, scope: asyncio.Timeout, *, stream: bool = False
    ) -> httpx.Response | ChatwootError:
        self._under_way.add(scope)
        try:
            with discreet_logs():
                return await self._http.send(request, stream=stream)
        except httpx.HTTPError as error:
            return _failure(error, record)
        except ChatwootError as error:
            return _without_frames(error)
        except asyncio.CancelledError as error:
            _without_frames(error)
            raise
        finally:
            self._under_way.discard(scope)

    def _late(self, error: TimeoutError, scope: asyncio.Timeout, call: Call) -> ChatwootError:
        """What became of the scope of a call; an error that has nothing to do with it is raised as it is."""
        if not scope.expired():
            raise error
        failure: ChatwootError
        if self._http.is_closed:
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
        if self._http.is_closed or self._is_abandoned:
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
            from .network_aiohttp import AiohttpNetwork
        except ImportError as error:
            message = f'transport: "aiohttp" needs the extra aiochatwoot[aiohttp]; install that ({error})'
            raise SettingsError(message) from None
        return AiohttpNetwork(base)
    if not isinstance(transport, httpx.AsyncBaseTransport):
        raise SettingsError(f'transport: expected "aiohttp" or an httpx.AsyncBaseTransport, got {transport!r:.100}')
    return transport


def _put_body(request: httpx.Request, body: Multipart) -> None:
    """Give a request a body that is read while it is sent; httpx itself would read it only once."""
    request.stream = body
    request.headers.pop("Content-Length", None)  # of no body
    request.headers["Content-Type"] = body.content_type
    length = body.content_length
    request.headers.update({"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)})


def _failure(error: httpx.HTTPError, record: RequestRecord) -> ChatwootError:
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    failure: ChatwootError
    if isinstance(error, httpx.TimeoutException):
        failure = RequestTimeoutError(f"no answer in time ({what})", request=record)
    elif isinstance(error, httpx.DecodingError):
        failure = DecodeError(f"the body cannot be decompressed ({what})", request=record)
    else:
        failure = ConnectionFailedError(f"no answer ({what})", request=record)
    failure.__cause__ = _without_frames(error)
    return failure


def _without_frames(error: _Error) -> _Error:
    """The same error, its causes too, without tracebacks: the locals of those frames hold the headers as sent."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            todo += [each.__cause__, each.__context__]
    return error
