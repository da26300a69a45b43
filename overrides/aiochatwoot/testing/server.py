"""FakeChatwoot: starts and stops the server in a thread with its own event loop."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from ._app.routes import create_app
from ._http.cable import Cable
from ._http.deliveries import Deliveries
from ._http.fault_actions import CONNECTION
from ._http.fault_queue import Faults
from ._http.listener import HOST, Listener, reserve
from ._http.middleware import Middleware
from ._http.recording import Executions, RecordedRequest
from ._sample.seed import seed
from ._state.account import Account, Installation
from ._state.host import DEFAULT_VERSION
from ._state.people import Agent

_KEEP_ALIVE = 60
_PATIENCE = 1


class FakeChatwoot:
    """A Chatwoot server on a local port, with its own account.

    It runs in a thread with its own event loop, so tests with and without asyncio, several event loops and other
    processes can use it. `with` and `async with` start and stop it; so do `start` and `stop`.

    Args:
        sample: Whether the account has the sample conversations; otherwise only the agent with the token.
        token: The access token of `agent`.
        account_id: The id of `account`.
        port: The port to listen on; 0 selects a free one.
        drops_underscore_headers: Drop headers with underscores, as a stock nginx in front of Chatwoot does.
        legacy: Behave as before 2.16: ignore `after` when messages are listed.
        rate_limit: Maximum number of requests in a clock minute; further ones get a 429.
        clock: Returns seconds since 1970-01-01T00:00:00Z, for everything that depends on the time.
        hosts: Names allowed in Host and Origin, besides those of this machine; others get a 403.
        version: The Chatwoot version to imitate; it knows the differences between 4.10.0 and 4.16.2.
        enterprise: Whether responses have the enterprise code's keys, as responses of Chatwoot's default image do.

    Raises:
        ValueError: an argument has a value that it cannot have.

    Attributes:
        installation: The server's whole state, including other accounts.
        account: The account to work with.
        agent: The administrator to whom the token belongs.
        requests: Every request since the start, in order of arrival; may be cleared.
        executions: The requests that the application executed, even if the response was lost.
        faults: The script of faults for the next requests and connections.
        deliveries: The webhooks that it sends, and their faults.
        cable: Its WebSocket: subscriptions and faults.
    """

    def __init__(
        self,
        *,
        sample: bool = True,
        token: str = "fake-token-for-tests",  # noqa: S107 - opens nothing but this server
        account_id: int = 1,
        port: int = 0,
        drops_underscore_headers: bool = False,
        legacy: bool = False,
        rate_limit: int | None = None,
        clock: Callable[[], float] = time.time,
        hosts: Iterable[str] = (),
        version: str = DEFAULT_VERSION,
        enterprise: bool = True,
    ) -> None:
        if not (rate_limit is None or (type(rate_limit) is int and rate_limit >= 0)):
            raise ValueError(f"rate_limit: expected a number from 0, or None, got {rate_limit!r}")
        if not (type(port) is int and 0 <= port <= 65535):
            raise ValueError(f"port: expected a number from 0 to 65535, got {port!r}")
        if isinstance(hosts, str | bytes) or not isinstance(hosts, Iterable):
            raise ValueError(f"hosts: expected several names, got {hosts!r}")
        self.installation: Installation = Installation(clock, version, enterprise=enterprise)
        self.account: Account = self.installation.add_account("Batik Nusantara", id=account_id)
        self.agent: Agent = self.account.add_agent(
            "Ada Lestari", email="ada@batik.example", role="administrator", token=token
        )
        self.requests: list[RecordedRequest] = []
        self.executions: Executions = Executions()
        self.faults: Faults = Faults()
        if sample:
            seed(self.account, self.agent)
        self.deliveries: Deliveries = Deliveries(self.installation)
        self.cable: Cable = Cable(self.installation)
        self._port = port
        self._app: ASGIApp = Middleware(
            app=create_app(self.installation, legacy=legacy),
            cable=self.cable,
            clock=clock,
            requests=self.requests,
            executions=self.executions,
            faults=self.faults,
            drops_underscore_headers=drops_underscore_headers,
            rate_limit=rate_limit,
            hosts=tuple(hosts),
        )
        self._thread: threading.Thread | None = None
        self._stop: Callable[[], None] = lambda: None

    def __repr__(self) -> str:
        return f"<FakeChatwoot {self.installation.base_url or '(not started)'}>"

    @property
    def app(self) -> ASGIApp:
        """The server as an ASGI application, for `httpx.ASGITransport`: no socket, and time may be virtual."""
        return self._app

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`.

        Raises:
            RuntimeError: the server has not been started, so there is no port yet.
        """
        if not self.installation.base_url:
            raise RuntimeError("FakeChatwoot has no port before it is started: use `with` or `start()`")
        return self.installation.base_url

    @property
    def token(self) -> str:
        """The access token of `agent`."""
        return self.agent.token

    @property
    def account_id(self) -> int:
        """The id of `account`."""
        return self.account.id

    def start(self) -> None:
        """Start the server; it accepts requests when this returns. Does nothing if it is running.

        Raises:
            OSError: the port is taken.
        """
        if self._thread is not None:
            return
        listener = reserve(self._port)
        base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        started: Future[Callable[[], None]] = Future()
        thread = threading.Thread(target=self._run, args=(listener, started), name="FakeChatwoot", daemon=True)
        thread.start()
        self._stop = started.result()
        self._thread = thread
        self.installation.base_url = base_url

    def stop(self) -> None:
        """Close the port and every connection. Does nothing if it is not running."""
        if self._thread is None:
            return
        self._stop()
        self._thread.join()
        self._thread = None

    # Starting and stopping take a few milliseconds: not worth a thread, and so any event loop works.
    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self, listener: socket.socket, started: Future[Callable[[], None]]) -> None:
        # The listener watches its socket, which not every event loop supports; a policy might select another one.
        with listener, asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._serve(listener, started))

    async def _serve(self, listener: socket.socket, started: Future[Callable[[], None]]) -> None:
        # uvicorn's protocol without its `Server`, which polls and sleeps 0.1 s, logs, and waits for connections that
        # clients keep open.
        state = ServerState()
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()

        def protocol() -> H11Protocol:
            shared: dict[str, Any] = {}
            connection = H11Protocol(config=config, server_state=state, app_state=shared)
            shared[CONNECTION] = connection
            connection.access_log = False
            return connection

        def stop_from_outside() -> None:
            loop.call_soon_threadsafe(stop.set)

        try:
            config = uvicorn.Config(
                self._app,
                http="h11",
                ws="websockets-sansio",
                ws_ping_interval=None,  # Action Cable sends its own pings
                lifespan="off",
                log_config=None,
                timeout_keep_alive=_KEEP_ALIVE,
            )
            config.load()
            listening = Listener(listener, protocol, state.connections, self.faults)
            listening.open()
        except Exception as error:  # noqa: BLE001 - `start`, waiting in another thread, raises it
            started.set_exception(error)
            return
        started.set_result(stop_from_outside)
        sending = asyncio.create_task(self.deliveries.send())
        await stop.wait()
        sending.cancel()
        await asyncio.wait([sending])
        await listening.close()
        for connection in list(state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # in this loop iteration, each connection is notified of its end
        if state.tasks:  # in the next ones, tasks finish that wait for the rest of a request
            await asyncio.wait(state.tasks, timeout=_PATIENCE)
