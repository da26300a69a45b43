"""Webhook deliveries: queue and send them, and retry deliveries to bots."""

from __future__ import annotations

import asyncio
import logging
import math
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import httpx

from .._json.events import webhook_body
from .._signed import rails_json
from .._state.account import Installation
from .._state.events import events_of
from .._state.journal import Commit
from ..delivery_faults import OK, DeliveryFault
from .delivery import Delivery, DeliveryFaults, Job, attempt, give_up, is_of_this_machine, receivers

logger = logging.getLogger("aiochatwoot.testing")
Receive: TypeAlias = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""A function that takes a delivery's headers and body and returns the status, such as `WebhookReceiver.handle`."""
_AGAIN = (429, 500)
_FAILED = 500


class Deliveries:
    """The deliveries of one server: to the account's webhooks, to agent bots and to API inboxes.

    It sends only to URLs of this machine. It sends deliveries to one URL one at a time, in the order of the events. Its
    waiting times use the clock of the event loop.

    Attributes:
        sent: The attempts, in the order in which they ended; may be cleared.
        faults: The faults to apply to the next attempts.
        timeout: Seconds within which a receiver must respond.
        attempts: Maximum attempts for a bot that responds with 429 or 500; other receivers get one attempt.
        pause: Seconds between attempts.
    """

    def __init__(self, installation: Installation) -> None:
        self.sent: list[Delivery] = []
        self.faults = DeliveryFaults()
        self.timeout = 5.0
        self.attempts = 3
        self.pause = 3.0
        self._installation = installation
        self._queue: deque[Job] = deque()
        self._open: set[Job] = set()
        self._idle: list[Future[None]] = []
        self._wake: list[Callable[[], None]] = []
        self._receive: Receive | None = None
        installation.lock.listeners.append(self._on_commit)

    def __repr__(self) -> str:
        return f"<Deliveries {len(self.sent)} sent, {len(self._open)} to come>"

    @asynccontextmanager
    async def to(self, receive: Receive) -> AsyncGenerator[None]:
        """Deliver to a function in this event loop instead of to the URLs; then any URL is allowed.

            async with server.deliveries.to(receiver.handle):
                server.account.add_message(conversation, "Where is my parcel?")

        The end of the block waits until all deliveries are done.
        """
        self._receive = receive
        sending = asyncio.create_task(self.send(receive))
        try:
            yield
            await self.settled()
        finally:
            self._receive = None
            sending.cancel()
            await asyncio.wait([sending])
            while self._queue:  # the block ended with an exception
                self.close(self._queue.popleft())

    def wait(self, timeout: float = 10.0) -> None:
        """Block until all deliveries are done. In the receiver's event loop use `settled` instead.

        Raises:
            TimeoutError: some are still pending after `timeout` seconds.
        """
        self._until_idle().result(timeout)

    async def settled(self) -> None:
        """Wait until all deliveries are done."""
        await asyncio.wrap_future(self._until_idle())

    def _until_idle(self) -> Future[None]:
        idle: Future[None] = Future()
        with self._installation.lock:
            self._idle.append(idle)
            self._look()
        return idle

    def _look(self) -> None:
        """Notify waiters if all deliveries are done."""
        waiting, self._idle = (self._idle, []) if not self._open else ([], self._idle)
        for each in waiting:
            if each.set_running_or_notify_cancel():
                each.set_result(None)

    def _on_commit(self, commit: Commit) -> None:
        for event in events_of(self._installation, commit):
            payload = b""
            for kind, url, owner in receivers(event):
                if self._receive is not None or is_of_this_machine(url):
                    payload = payload or rails_json(webhook_body(event))
                    self._queue.append(self.open(Job(owner, kind, url, event, payload, str(uuid.uuid4()))))
        if self._queue:
            for wake in self._wake:
                wake()

    # Used by the server only:

    def open(self, job: Job) -> Job:
        """Add a job."""
        with self._installation.lock:
            self._open.add(job)
        return job

    def close(self, job: Job) -> None:
        """Record that a job is done or abandoned."""
        with self._installation.lock:
            self._open.discard(job)
            self._look()

    async def send(self, receive: Receive | None = None) -> None:
        """Send queued and new deliveries until cancelled: to the function, or to the URLs if there is none."""
        loop, wake = asyncio.get_running_loop(), asyncio.Event()

        def notify() -> None:
            loop.call_soon_threadsafe(wake.set)

        with self._installation.lock:
            self._wake.append(notify)
        sender = _Sender(self, self._installation, receive)
        try:
            while True:
                while self._queue and self._receive is receive:
                    sender.add(self._queue.popleft())
                await wake.wait()
                wake.clear()
        finally:
            with self._installation.lock:
                self._wake.remove(notify)
            await sender.aclose()


@dataclass(eq=False)
class _Held:
    """A job that a fault holds back: for some time, or until `behind` other jobs to its URL were sent."""

    job: Job
    fault: DeliveryFault
    behind: float


@dataclass(eq=False)
class _Sender:
    """A sender that runs each job in its own task, and the jobs to one URL in sequence."""

    _deliveries: Deliveries
    _installation: Installation
    _receive: Receive | None
    _http: httpx.AsyncClient | None = None
    _lanes: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _held: list[_Held] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def aclose(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._http is not None:
            await self._http.aclose()

    def add(self, job: Job) -> None:
        self._start(job, self._in_sequence(job))

    def _start(self, job: Job, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: self._deliveries.close(job))

    async def _in_sequence(self, job: Job) -> None:
        async with self._lanes[job.url]:
            fault = self._fault(job)
            if not fault.delay and not fault.behind:
                await self._send(job, fault)
                await self._overtake(job.url)
                return
        held = _Held(job, fault, math.inf if fault.delay else fault.behind)
        self._held.append(held)
        await asyncio.sleep(fault.delay or fault.within)
        await self._release(held)

    def _fault(self, job: Job) -> DeliveryFault:
        return self._deliveries.faults.take(attempt(self._installation, job, OK)) or OK

    async def _again(self, job: Job) -> None:
        await asyncio.sleep(self._deliveries.pause)
        fault = self._fault(job)
        await asyncio.sleep(fault.delay)
        await self._send(job, fault)

    async def _overtake(self, url: str) -> None:
        """Count a job sent to this URL; send the held jobs that waited for it."""
        for held in [each for each in self._held if each.job.url == url]:
            held.behind -= 1
            if held.behind <= 0:
                await self._release(held)

    async def _release(self, held: _Held) -> None:
        """Send a held job, unless it was sent already."""
        if held in self._held:
            self._held.remove(held)
            await self._send(held.job, held.fault)

    async def _send(self, job: Job, fault: DeliveryFault) -> None:
        """Send a job and its copies; the response to the last copy decides what happens next."""
        status: int | None = 200  # of a lost delivery
        for number in range(0 if fault.lost else fault.copies):
            copy = replace(job, id=str(uuid.uuid4())) if number and not fault.same_id else job
            delivery = attempt(self._installation, copy, fault)
            status = await self._give(delivery)
            status = status if fault.answer == "" else fault.answer
            self._deliveries.sent.append(replace(delivery, status=status))
        if job.kind == "agent_bot" and status in _AGAIN and job.attempt < self._deliveries.attempts:
            following = self._deliveries.open(replace(job, attempt=job.attempt + 1))
            self._start(following, self._again(following))
        elif status is None or status >= 300:
            give_up(self._installation, job, status)
        self._deliveries.close(job)  # the task of a held job ends later

    async def _give(self, delivery: Delivery) -> int | None:
        """Deliver, and return the receiver's status; None if it did not respond in time."""
        try:
            async with asyncio.timeout(self._deliveries.timeout):
                if self._receive is None:
                    return await self._post(delivery)
                return await self._receive(delivery.headers, delivery.body)
        except (TimeoutError, httpx.HTTPError):
            return None
        except Exception:
            logger.exception("A receiver failed")  # its web server would respond with 500
            return _FAILED

    async def _post(self, delivery: Delivery) -> int:
        if self._http is None:
            limits = httpx.Limits(max_keepalive_connections=0)
            self._http = httpx.AsyncClient(trust_env=False, timeout=None, limits=limits)  # noqa: S113  # `_give` has a timeout
        response = await self._http.post(delivery.url, content=delivery.body, headers=dict(delivery.headers))
        return response.status_code
