"""A rate limit shared by several workers, which lease places of the server's minute from a store.

Workers behind one address have one limit. Each leases places of a minute from a shared counter, up to 50 at a time, and
then counts locally, as `WindowLimiter` does. Minutes are the server's, known from its ``date`` headers, so workers need
no common clock.

A lost store must neither stop workers nor give each the whole limit. In the minute of the failure, a worker has its
share, ``requests // workers``, or its leased places, whichever is more: at most ``requests`` for all workers, beside
the places leased to others. The minute after that is *doubtful*, as is the first one of an empty store: others may
still send requests that the store does not count. The store reports a doubtful minute to every worker, and each has
its share of it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import NoReturn

import attrs

from .._wire.timestamps import header_date
from ..errors import SettingsError
from ..limits import LimitedRequest, LimitStore, LimitWait, StoreLostError
from ..settings import Secret
from .buckets import WINDOW, Bucket
from .rate_limit import Place, WindowLimiter, wake

logger = logging.getLogger("aiochatwoot")
_MOST_LEASED = 50
_KEPT_MINUTES = 3


class SharedWindow:
    """One rate limit for all workers behind one address, counted in Redis; needs the extra ``[redis]``.

    It may be used by clients of several servers, event loops and threads, and be inherited by forked processes. It
    cannot be pickled, since the URL may hold a password: create one in each worker.

    While the store is reachable, the workers never exceed the limit: counted in the minutes of the server's clock, for
    requests that arrive within a second. Setting a worker's clock changes nothing. (If its virtual machine is paused,
    its requests until the next response may be counted in a wrong minute.) If the store is lost, each worker logs a
    warning and has its share, ``requests // workers``. The minute of the loss may have twice the limit.

    In the first minute of an empty store, and in the minute of its return, workers have their share, too. A worker
    sends its very first request alone, to learn the server's clock; if its own is off by more than a second, that
    request may not be counted.

    Args:
        redis_url: The store: ``redis://[[user]:[password]@]host[:port][/database]``, ``rediss://`` or ``unix://``. The
            keys of its counters begin with ``aiochatwoot:``, and expire within a day.
        requests: Requests per minute of the address.
        workers: Maximum number of workers.
        egress: The source address of requests, if workers have several: any name, the same for workers that share
            an address.
        rules: As for `WindowLimiter`; each worker counts single operations for itself.
        clock: As for `WindowLimiter`.

    Raises:
        SettingsError: an argument is invalid.
        ImportError: the extra is not installed.
    """

    def __init__(
        self,
        redis_url: str,
        requests: int = 3000,
        *,
        workers: int = 10,
        egress: str = "",
        rules: Mapping[str, int | None] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        from .redis_store import RedisStore

        for name, number in (("requests", requests), ("workers", workers)):
            if isinstance(number, bool) or not isinstance(number, int) or number < 1:
                raise SettingsError(f"{name}: expected a number from 1, got {number!r:.40}")
        if workers > requests:
            raise SettingsError(f"workers: {workers} workers have no share of {requests} requests a minute")
        self._store: LimitStore = RedisStore(Secret(redis_url))
        self._requests, self._workers, self._egress = requests, workers, egress
        self._rules, self._clock = rules, clock
        self._servers: dict[tuple[int, str], _SharedLimiter] = {}

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object] | None = None) -> Place:
        """Reserve a place in the shared minute, and in the buckets of the request's own rules.

        See `RateLimiter.acquire`.
        """
        key = os.getpid(), request.origin  # a forked child must not use its parent's leases
        limiter = self._servers.get(key)
        if limiter is None:
            key_of_store = f"{request.origin}|{self._egress}"
            made = _SharedLimiter(self._store, key_of_store, self._requests, self._workers, self._rules, self._clock)
            limiter = self._servers.setdefault(key, made)
        return await limiter.acquire(request, allow)

    def __repr__(self) -> str:
        return f"SharedWindow(requests={self._requests}, workers={self._workers}, egress={self._egress!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a SharedWindow is not pickled, since its URL may hold a password: make one in each worker")


@attrs.define
class _Minute:
    """The state of a minute in one worker.

    Attributes:
        leased: Number of leased places.
        used: Number of places used by requests.
        most: Maximum number of places, as far as known.
        is_full: Whether no more places can be leased.
        is_closed: Whether even leased places must not be used.
    """

    most: int
    leased: int = 0
    used: int = 0
    is_full: bool = False
    is_closed: bool = False

    @property
    def has_place(self) -> bool:
        return self.used < self.leased and not self.is_closed


class _SharedMinutes(Bucket):
    """The bucket of the address: a full minute has only its leased places."""

    __slots__ = ("minutes", "requests", "words")

    def __init__(self, requests: int) -> None:
        super().__init__("requests", requests, WINDOW)
        self.requests = requests
        self.minutes: dict[int, _Minute] = {}
        self.words: str | None = None

    def minute(self, window: int) -> _Minute:
        minute = self.minutes.get(window)
        if minute is None:
            for old in [each for each in self.minutes if each < window - _KEPT_MINUTES]:
                del self.minutes[old]
            minute = self.minutes[window] = _Minute(self.requests)
        return minute

    def limit(self, window: int) -> float:
        minute = self.minutes.get(window)
        most = super().limit(window)
        if minute is None or not minute.is_full:
            return most
        return 0 if minute.is_closed else min(most, minute.leased)

    @property
    def limit_in_words(self) -> str:
        return self.words or super().limit_in_words


class _SharedLimiter(WindowLimiter):
    """The limiter of one server: a `WindowLimiter` that leases the address's places before it uses them."""

    _longest_way = 1.0

    def __init__(
        self,
        store: LimitStore,
        key: str,
        requests: int,
        workers: int,
        rules: Mapping[str, int | None] | None,
        clock: Callable[[], float] | None,
    ) -> None:
        super().__init__(requests, rules=rules, clock=clock)
        self._store, self._key = store, key
        self._requests, self._workers, self._share = requests, workers, requests // workers
        self._lease_size = max(1, min(_MOST_LEASED, self._share // 2))
        self._shared = self._address = _SharedMinutes(requests)
        self._claims: dict[Place, tuple[int, ...]] = {}
        self._is_lost = False
        self._leasing, self._beginning = _AnyLoopLock(), _AnyLoopLock()
        self._has_begun = False
        self._first: Place | None = None

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object] | None = None) -> Place:
        if self._has_begun:
            return await self._acquire(request, allow)
        await self._beginning.acquire()
        if self._has_begun:
            self._beginning.release()
            return await self._acquire(request, allow)
        try:
            self._first = await self._acquire(request, allow)
        except BaseException:
            self._beginning.release()
            raise
        return self._first

    async def _acquire(self, request: LimitedRequest, allow: Callable[[LimitWait], object] | None) -> Place:
        while True:
            place = await super().acquire(request, allow)
            try:
                while (window := self._claim(place)) is not None:
                    if not await self._lease(window, place):
                        break
                else:
                    return place
            except BaseException:
                self.give_back(place)
                raise
            self.give_back(place)

    def begin(self, place: Place) -> bool:
        with self._lock:
            if self._claim(place) is not None:  # the next minute may be near by now
                self._give_back(place)
                return False
            is_begun = super().begin(place)
            self._claims.pop(place, None)
            return is_begun

    def end(
        self, place: Place, status: int | None, date: str | None, retry_after: float | None, counts: bool
    ) -> LimitWait | None:
        with self._lock:
            if place is self._first:
                self._has_begun = status is not None
                self._end_first(place, header_date(date))
            return super().end(place, status, date, retry_after, counts)

    def _free(self, place: Place) -> None:
        for window in self._claims.pop(place, ()):
            self._shared.minute(window).used -= 1
        super()._free(place)
        if place is self._first:
            self._end_first(place, None)

    def _end_first(self, place: Place, date: float | None) -> None:
        """Count the first request in the minute in which it actually arrived."""
        self._first = None
        self._beginning.release()
        if date is None:
            return
        window = self._shared.window(date)
        if window not in (place.windows[-1], *(each for _, each in place.ahead)):
            self._shared.minute(window).used += 1
            self._shared.take(window)

    # --- leases ---

    def _claim(self, place: Place) -> int | None:
        """Use leased places in all minutes that a place needs; return a minute without a free one."""
        with self._lock:
            self._take_ahead(place)
            ahead = [window for bucket, window in place.ahead if bucket is self._shared]
            for window in (place.windows[-1], *ahead):
                claimed = self._claims.get(place, ())
                if window not in claimed:
                    minute = self._shared.minute(window)
                    if not minute.has_place:
                        return window
                    minute.used += 1
                    self._claims[place] = (*claimed, window)
            return None

    async def _lease(self, window: int, place: Place) -> bool:
        """Lease places of a minute, one task at a time; return whether one is available now."""
        await self._leasing.acquire()
        try:
            with self._lock:
                minute = self._shared.minute(window)
                is_asked = not minute.has_place and not minute.is_full
            if is_asked:
                await self._ask(window, minute)
            with self._lock:
                if minute.has_place:
                    return True
                if window != place.windows[-1]:  # do not send requests that may arrive in it until it is over
                    before = self._shared.minute(place.windows[-1])
                    before.is_full = before.is_closed = True
                self._replan_soon()
                return False
        finally:
            self._leasing.release()

    async def _ask(self, window: int, minute: _Minute) -> None:
        places = min(self._lease_size, minute.most - minute.leased)
        try:
            total, since = await self._store.lease(self._key, window, places, is_doubtful=self._is_lost)
        except StoreLostError as error:
            with self._lock:
                minute.leased, minute.is_full = max(minute.leased, self._share), True
            self._tell(error)
            return
        with self._lock:
            granted = max(0, min(places, self._requests - (total - places)))
            minute.leased += granted
            is_doubtful = since >= window
            minute.most = self._share if is_doubtful else self._requests
            minute.is_full = granted < places or minute.leased >= minute.most
            self._shared.words = self._words if is_doubtful else None
        self._tell(None)

    @property
    def _words(self) -> str:
        return f"this worker's share of the rate limit, {self._share} of {self._requests} requests a minute"

    def _tell(self, error: Exception | None) -> None:
        """Log the first failure of the store, and its recovery."""
        if error is None and self._is_lost:
            logger.info("the store of the shared rate limit is back")
        elif error is not None:
            self._shared.words = self._words
            if not self._is_lost:
                logger.warning("the store of the shared rate limit is lost (%s); it leaves %s", error, self._words)
        self._is_lost = error is not None


class _AnyLoopLock:
    """A first-come, first-served lock for tasks of several event loops and threads."""

    def __init__(self) -> None:
        self._guard = threading.RLock()  # reentrant, as in `WindowLimiter`
        self._is_held = False
        self._waiting: deque[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = deque()

    async def acquire(self) -> None:
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return
            loop = asyncio.get_running_loop()
            waiting = loop, loop.create_future()
            self._waiting.append(waiting)
        try:
            await waiting[1]
        except BaseException:
            with self._guard:
                if waiting in self._waiting:
                    self._waiting.remove(waiting)
                else:
                    self.release()
            raise

    def release(self) -> None:
        """Pass the lock to the next waiting task."""
        with self._guard:
            while self._waiting:
                loop, future = self._waiting.popleft()
                try:
                    loop.call_soon_threadsafe(wake, future)
                except RuntimeError:  # its event loop was closed
                    continue
                return
            self._is_held = False
