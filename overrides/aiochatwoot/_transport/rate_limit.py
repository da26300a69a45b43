"""Client-side rate limiter for Chatwoot's fixed windows: requests wait instead of being refused.

Chatwoot (rack-attack) has one counter for each rule, and each rule has windows of fixed length: 3000 requests per
address and clock minute, and smaller numbers for single operations. Beyond the limit it responds with a 429 that does
not say how long to wait. The next window always has room. So a request reserves a place in each of its buckets, in the
first windows with room, and waits until they begin. Rate limit libraries use leaky buckets or sliding windows: these
would spread requests that could be sent immediately over a minute, and would still miss the end of the window.
"""

from __future__ import annotations

import asyncio
import math
import os
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from weakref import WeakValueDictionary

from .._wire.operation import RateLimitRule
from ..limits import LimitedRequest, LimitWait
from .buckets import WINDOW, Bucket, ServerClock, SteadyClock

_NARROW = ("conversation", "token", "account", "address")
_PRUNED_EVERY = 512


class WindowLimiter:
    """A limiter for the windows of one server. Clients in several threads and event loops may share it.

    Args:
        requests: Requests per minute of this address.
        rules: Requests per window, by the name of a rule in the contract, if the server's operator changed the
            number; None if the server does not have the rule.
        clock: Returns epoch seconds by a clock of this machine that cannot be set; by default one that starts with the
            machine's time.
    """

    _longest_way = 0.0
    """Seconds reserved at the end of a window for the time between sending a request and its arrival."""

    def __init__(
        self,
        requests: int = 3000,
        *,
        rules: Mapping[str, int | None] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._numbers = dict(rules or {})
        self._clock = ServerClock(clock or SteadyClock())
        self._lock = threading.RLock()  # garbage collection may close a waiting coroutine meanwhile
        self._address = Bucket("requests", requests, WINDOW)
        self._buckets: dict[tuple[str, ...], Bucket] = {}
        self._waiting: dict[Place, None] = {}
        self._refused: tuple[int, set[str]] = (-1, set())  # the minute's operations refused without a known rule
        self._replanning: asyncio.AbstractEventLoop | None = None
        self._ended = 0

    @property
    def limit(self) -> float:
        """Requests per minute of this address."""
        return self._address.configured

    def lower(self, requests: int) -> None:
        """Lower the number of requests per minute; a higher number is ignored."""
        with self._lock:
            self._address.configured = min(self._address.configured, requests)

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object] | None = None) -> Place:
        """Reserve a place in each bucket of a request, and wait for it; see `RateLimiter.acquire`."""
        with self._lock:
            place = Place(self, request, self._buckets_of(request))
            wait = self._plan(place)
            if wait <= 0:
                return place
            self._waiting[place] = None
            place.prepare()
        told = math.nan
        try:
            while True:
                if allow is not None and place.at != told:
                    told = place.at
                    allow(LimitWait(place.blocker.rule, place.blocker.limit_in_words, wait))
                await place.pause(wait)
                with self._lock:
                    wait = self._wait(place)
                    if wait <= 0:
                        self._waiting.pop(place, None)
                        return place
                    self._waiting[place] = None
                    place.prepare()
        except BaseException:
            with self._lock:
                self._waiting.pop(place, None)
                self._give_back(place)
            raise

    def begin(self, place: Place) -> bool:
        """Implement `LimitPlace.begin`."""
        with self._lock:
            now = self._clock.now()
            both = list(zip(place.buckets, place.windows, strict=True))
            if not all(bucket.is_open(window, now) for bucket, window in both):
                self._give_back(place)
                return False
            place.sent = self._clock.here()
            self._take_ahead(place)
            for bucket, window in (*both, *place.ahead):
                bucket.send(window)
            return True

    def give_back(self, place: Place) -> None:
        """Implement `LimitPlace.give_back`."""
        with self._lock:
            self._give_back(place)

    def end(
        self, place: Place, status: int | None, date: str | None, retry_after: float | None, counts: bool
    ) -> LimitWait | None:
        """Implement `LimitPlace.end`."""
        with self._lock:
            if self._clock.learn(date, place.sent):
                for each in self._waiting:
                    each.wake()
                self._replan_soon()
            self._ended += 1
            if self._ended % _PRUNED_EVERY == 0:
                self._prune()
            return self._refuse(place, retry_after) if status == 429 and counts else None

    # --- places: everything below is called with the lock held ---

    def _buckets_of(self, request: LimitedRequest) -> tuple[Bucket, ...]:
        """Return the buckets of a request, the narrowest first, the address last."""
        buckets: list[Bucket] = []
        for rule in _newest(request.rules):
            number = self._numbers.get(rule.rule, rule.requests)
            if number is not None:
                key = (rule.rule, *(_counted(request, by) for by in rule.by))
                buckets.append(self._bucket(key, rule.rule, number, rule.seconds))
        name = request.operation
        return (*buckets, self._bucket((name, request.account), name, math.inf, WINDOW), self._address)

    def _bucket(self, key: tuple[str, ...], rule: str, limit: float, seconds: int) -> Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(rule, limit, seconds)
        return bucket

    def _plan(self, place: Place) -> float:
        """Reserve the first windows with room in all buckets; return the seconds until they begin."""
        now = at = self._clock.now()
        while True:
            before = at
            for bucket in place.buckets:
                earliest = bucket.earliest(at)
                if earliest > at:
                    at, place.blocker = earliest, bucket
            if at == before:
                break
        place.at = at
        place.windows = tuple(bucket.window(at) for bucket in place.buckets)
        for bucket, window in zip(place.buckets, place.windows, strict=True):
            bucket.take(window)
        return at - now

    def _wait(self, place: Place) -> float:
        """Return the seconds that a place still has to wait; plan again if its window is over, or full."""
        if not place.windows:  # the place was released
            return self._plan(place)
        now = self._clock.now()
        if place.at > now:
            return place.at - now
        both = list(zip(place.buckets, place.windows, strict=True))
        if all(bucket.is_open(window, now) and bucket.has_room_for_all(window) for bucket, window in both):
            return 0.0
        self._free(place)
        return self._plan(place)

    def _take_ahead(self, place: Place) -> None:
        """Also reserve a place in the next windows, if the request may arrive in them."""
        latest = self._clock.latest() + self._longest_way
        for bucket, window in zip(place.buckets, place.windows, strict=True):
            if bucket.window(latest) > window and (bucket, window + 1) not in place.ahead:
                bucket.take(window + 1)
                place.ahead = (*place.ahead, (bucket, window + 1))

    def _free(self, place: Place) -> None:
        for bucket, window in (*zip(place.buckets, place.windows, strict=False), *place.ahead):
            bucket.give_back(window)
        place.windows = place.ahead = ()

    def _give_back(self, place: Place) -> None:
        self._free(place)
        self._replan_soon()

    # --- refusals ---

    def _refuse(self, place: Place, retry_after: float | None) -> LimitWait:
        index = self._blamed(place)
        bucket, window = place.buckets[index], place.windows[index]
        now = self._clock.now()
        if retry_after is not None:
            bucket.close(now + retry_after)
        else:
            # In its first window, the limiter does not know the earlier requests of this address.
            bucket.refuse(window, now, teaches=bucket.window(self._clock.first()) < window)
        self._replan_soon()
        room = bucket.earliest(now) if retry_after is not None else (window + 1.0) * bucket.seconds
        return LimitWait(bucket.rule, bucket.limit_in_words, max(0.0, room - now))

    def _blamed(self, place: Place) -> int:
        """Return the bucket that refused: the narrowest that explains the refusal."""
        *_, operation, address = range(len(place.buckets))
        minute = place.windows[address]
        rules = [index for index in range(operation) if place.buckets[index].rule in place.refusing]
        for index in (*rules, address):
            if place.buckets[index].is_near(place.windows[index]):
                return index
        if self._refused[0] != minute:
            self._refused = (minute, set())
        self._refused[1].add(place.operation)
        if len(self._refused[1]) > 1:
            return address
        return rules[0] if rules else operation

    def _prune(self) -> None:
        now = self._clock.now()
        self._address.forget(now)
        for key in [key for key, bucket in self._buckets.items() if bucket.forget(now)]:
            del self._buckets[key]

    # --- replanning of waits ---

    def _replan_soon(self) -> None:
        """Schedule one replanning for all events in this iteration of the event loop."""
        if not self._waiting:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # the garbage collector closes a coroutine
            self._replan()
            return
        if self._replanning is None or self._replanning.is_closed():
            self._replanning = loop
            loop.call_soon(self._replan)

    def _replan(self) -> None:
        with self._lock:
            self._replanning = None
            now = self._clock.now()
            waiting = list(self._waiting)
            for place in waiting:
                self._free(place)
            for place in waiting:
                if now - min(place.woken, place.at) > WINDOW:
                    del self._waiting[place]  # its event loop was stopped; the place is replanned if the loop continues
                    continue
                before = place.at
                self._plan(place)
                if place.at == before:
                    continue
                if place.wake():
                    place.woken = min(place.woken, now)
                else:
                    del self._waiting[place]  # its event loop was closed
                    self._free(place)


class Place:
    """A place in each of a request's buckets, and the wait for it; see `LimitPlace`.

    Attributes:
        operation: Method and path template.
        refusing: The names of its rules with a 429 as refusal.
        buckets: Its buckets.
        windows: The reserved window in each bucket.
        ahead: Buckets with an additional place in the next window.
        at: When it can be used, by the server's clock.
        blocker: The bucket that it waits for.
        sent: When it was used, by the clock of this machine.
        woken: The time from which it should have continued, by the server's clock.
    """

    __slots__ = (
        *("_future", "_limiter", "_loop", "ahead", "at", "blocker", "buckets"),
        *("operation", "refusing", "sent", "windows", "woken"),
    )

    def __init__(self, limiter: WindowLimiter, request: LimitedRequest, buckets: tuple[Bucket, ...]) -> None:
        self._limiter = limiter
        self.operation = request.operation
        self.refusing = {rule.rule for rule in request.rules if rule.status == 429}
        self.buckets = buckets
        self.windows: tuple[int, ...] = ()
        self.ahead: tuple[tuple[Bucket, int], ...] = ()
        self.blocker = buckets[-1]
        self.at = self.sent = 0.0
        self.woken = math.inf

    def begin(self) -> bool:
        return self._limiter.begin(self)

    def give_back(self) -> None:
        self._limiter.give_back(self)

    def end(
        self, status: int | None, *, date: str | None = None, retry_after: float | None = None, counts: bool = True
    ) -> LimitWait | None:
        return self._limiter.end(self, status, date, retry_after, counts)

    def prepare(self) -> None:
        """Reset the future that `pause` waits for."""
        self.woken = math.inf
        self._loop = asyncio.get_running_loop()
        self._future: asyncio.Future[None] = self._loop.create_future()

    async def pause(self, seconds: float) -> None:
        """Wait for the given seconds, or until woken."""
        timer = self._loop.call_later(seconds, wake, self._future)
        try:
            await self._future
        finally:
            timer.cancel()

    def wake(self) -> bool:
        """End the wait, from any thread; return False if its event loop was closed."""
        try:
            self._loop.call_soon_threadsafe(wake, self._future)
        except RuntimeError:
            return False
        return True


def wake(future: asyncio.Future[None]) -> None:
    """End a wait for a future, unless it has ended."""
    if not future.done():
        future.set_result(None)


def _counted(request: LimitedRequest, by: str) -> str:
    if by == "conversation":  # conversation ids are unique within an account only
        return f"{request.account}/{request.conversation}"
    return {"account": request.account, "token": request.token}.get(by, "")


@lru_cache(256)
def _newest(rules: tuple[RateLimitRule, ...]) -> list[RateLimitRule]:
    """Return the rules that apply, the narrowest first; of rules with the same name, the one of the newest server."""
    newest: dict[str, RateLimitRule] = {}
    for rule in sorted(rules, key=_since):
        newest[rule.rule] = rule
    return sorted(newest.values(), key=_width)


def _since(rule: RateLimitRule) -> tuple[int, ...]:
    return tuple(map(int, (rule.since or "0").split(".")))


def _width(rule: RateLimitRule) -> tuple[int, int, float]:
    return min(map(_NARROW.index, rule.by)), -len(rule.by), rule.requests / rule.seconds


_limiters: WeakValueDictionary[tuple[str, str, int | None], WindowLimiter] = WeakValueDictionary()
_limiters_lock = threading.Lock()


def _begin_anew() -> None:
    """Drop the waits and locks of the parent's limiters in a forked child: their tasks do not exist there."""
    global _limiters, _limiters_lock
    _limiters, _limiters_lock = WeakValueDictionary(), threading.Lock()


getattr(os, "register_at_fork", dict)(after_in_child=_begin_anew)  # Windows has no fork


def shared_limiter(origin: tuple[str, str, int | None], requests: int) -> WindowLimiter:
    """Return the limiter of an origin. Clients in this process share it; the lowest of their limits applies."""
    with _limiters_lock:
        limiter = _limiters.get(origin)
        if limiter is None:
            limiter = _limiters[origin] = WindowLimiter(requests)
    limiter.lower(requests)
    return limiter
