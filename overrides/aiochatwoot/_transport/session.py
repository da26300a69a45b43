"""The state that derived clients share: connections, retry budget, limiter, and one lifetime.

call -> deadline -> Pipeline (a loop) -> one attempt: room in the rate limit, token, slot, network, body -> response
"""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType

from .._urls import parse_url
from ..concurrency import running_loop
from ..errors import ChatwootError, ClientStateError, ConnectionFailedError, RequestTimeoutError, SettingsError
from ..hooks import Hooks
from ..settings import Settings, shortest_token
from .attempt import AttemptRunner
from .auth import TokenSource
from .call import CallContext
from .failures import without_frames
from .messages import Middleware, Request, Response
from .networks import connect
from .pipeline import Pipeline
from .rate_limit import shared_limiter


class _Lock(asyncio.Lock):
    users = 0


class KeyedLocks:
    """One lock per key, kept as long as a task holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: dict[str, _Lock] = {}

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncGenerator[None]:
        """Hold the lock of a key; waiting tasks acquire it first come, first served."""
        lock = self._locks.setdefault(key, _Lock())
        lock.users += 1
        try:
            async with lock:
                yield
        finally:
            lock.users -= 1
            if not lock.users:
                del self._locks[key]


class Session:
    """Sends the requests of calls, each under its deadline, while it is open.

    Attributes:
        base: The base URL.
        auth: The token.
        under_way: The timeouts of the running calls, and their tasks.
        changes: Locks for changes that read, merge and write, by the changed record.
        decoding: Lock for decoding one slice of a long body, so that many bodies block the loop no longer than one.
    """

    def __init__(
        self, settings: Settings, hooks: Hooks, transport: object, middleware: Sequence[Middleware] = ()
    ) -> None:
        if not isinstance(middleware, Sequence) or not all(map(callable, middleware)):
            raise SettingsError(f"middleware: expected a list of functions, got {middleware!r:.80}")
        self.base = parse_url(settings.base_url)
        self.auth = TokenSource(settings.token, shortest_token(self.base), settings.product.auth)
        limit = settings.rate_limit
        limiter = shared_limiter(self.base.origin, limit) if isinstance(limit, int) else limit
        network = connect(transport, self.base)
        attempts = AttemptRunner(network, self.auth, limiter, self.base, settings.max_in_flight, hooks, middleware)
        self._pipeline = Pipeline(attempts, self.auth, self.base, hooks)
        self._home: tuple[int, asyncio.AbstractEventLoop] | None = None
        self._is_closed = False
        self._is_forgotten = False
        self.changes = KeyedLocks()
        self.decoding = asyncio.Lock()
        self.under_way: dict[asyncio.Timeout, asyncio.Task[object] | None] = {}

    @property
    def is_open(self) -> bool:
        """Whether it was used in this process, and is still open."""
        is_ours = self._home is not None and self._home[0] == os.getpid()
        return is_ours and not self._is_closed and not self._is_forgotten

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._is_closed

    async def send(self, call: CallContext, request: Request) -> Response:
        """Send a request, and return its response, whatever its status, with its whole body.

        Raises:
            ChatwootError: there was no response.
        """
        self.check()
        async with _Deadline(self, call):
            try:
                return await self._pipeline.send(call, request)
            finally:
                if request.body is not None and not isinstance(request.body, bytes):
                    await request.body.aclose()

    def stream(self, call: CallContext, request: Request) -> _Stream:
        """Send a GET, and return its response, under the call's deadline; the caller reads the body of a success.

        Raises:
            ChatwootError: there was no response, or the deadline passed before the body was read.
        """
        return _Stream(self, call, request)

    async def aclose(self) -> None:
        """Cancel the running calls, and close all connections; calling it again has no effect.

        Raises:
            ClientStateError: the connections belong to another event loop or process.
        """
        if self._is_closed:
            return
        self._check_home()
        for timeout, task in self.under_way.items():
            # Do not cancel a task that closes the client during its own download.
            if task is not asyncio.current_task() and not timeout.expired():
                timeout.reschedule(0)
        self._is_closed = True
        await self._pipeline.aclose()

    def forget(self) -> None:
        """Leave the connections to the garbage collector, for the teardown of tests, when the event loop is closed."""
        self._is_forgotten = True

    def __del__(self) -> None:
        # Closing connections takes an event loop, and theirs may be closed.
        if getattr(self, "_home", None) is not None and self.is_open:
            message = f"unclosed client of {self.base}; use `async with`, or call aclose()"
            warnings.warn(message, ResourceWarning, stacklevel=2, source=self)

    def check(self) -> None:
        """Raise early, with a clear message, for a use that would fail in a deeper layer.

        Raises:
            ClientStateError: the session is closed, was used in another event loop or process, or no asyncio event loop
                is running.
        """
        loop = running_loop()
        if self._is_closed or self._is_forgotten:
            raise ClientStateError("the client is closed; make a new one, or use it inside of its `async with`")
        self._check_home()
        if self._home is None:
            self._home = os.getpid(), loop

    def _check_home(self) -> None:
        if self._home is None:
            return
        process, loop = self._home
        if process != os.getpid():
            raise ClientStateError("the client was used before this process was forked; make a new one in the child")
        if loop is not running_loop():
            raise ClientStateError("the client was used in another event loop; make a new one for each asyncio.run")


class _Stream:
    """The context of a response whose body the caller reads.

    Not a generator: when an event loop ends, asyncio closes all generators concurrently, and a generator that closes
    another one then fails.
    """

    def __init__(self, session: Session, call: CallContext, request: Request) -> None:
        self._session, self._call, self._request = session, call, request
        self._deadline = _Deadline(session, call)
        self._response: Response | None = None

    async def __aenter__(self) -> Response:
        self._session.check()
        await self._deadline.__aenter__()
        try:
            self._response = await self._session._pipeline.send(self._call, self._request)
        except BaseException as error:
            await self._deadline.__aexit__(type(error), error, error.__traceback__)
            raise
        self._deadline.is_sending = False
        self._call.waiting_for = "the file was read"
        return self._response

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._response is not None
        try:
            await self._response.body.aclose()
        except BaseException as last:
            await self._deadline.__aexit__(type(last), last, last.__traceback__)
            raise
        await self._deadline.__aexit__(kind, error, traceback)


class _Deadline:
    """The deadline of a call; it completes the call's errors, and drops the frames that hold the sent request.

    Attributes:
        is_sending: Whether errors are the call's own; errors while the caller reads a download are not.
    """

    __slots__ = ("_call", "_session", "_timeout", "is_sending")

    def __init__(self, session: Session, call: CallContext) -> None:
        self._session, self._call = session, call
        self._timeout = asyncio.timeout_at(call.deadline)
        self.is_sending = True

    async def __aenter__(self) -> _Deadline:
        await self._timeout.__aenter__()
        self._session.under_way[self._timeout] = asyncio.current_task()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        del self._session.under_way[self._timeout]
        if isinstance(error, ChatwootError) and self.is_sending:
            self._call.complete(error)
        elif isinstance(error, asyncio.CancelledError):
            without_frames(error)
        late: ChatwootError | None = None
        try:
            await self._timeout.__aexit__(kind, error, traceback)
        except TimeoutError as cause:
            doing = self._call.waiting_for
            if self._session.is_closed:
                late = ClientStateError(f"the client was closed while {doing}")
            else:
                late = RequestTimeoutError(f"the deadline passed while {doing}")
            self._call.complete(late)
            late.__cause__ = without_frames(cause)
        if isinstance(error, ConnectionFailedError) and self._session.is_closed and self.is_sending:
            # The call was about to continue when its connections were closed, and did so before it was cancelled.
            late = self._call.complete(ClientStateError(f"the client was closed while {self._call.waiting_for}"))
            late.__cause__ = error
        if late is not None:
            raise late
