"""What is repeated, when, and how long after.

The question is not whether a call failed but whether the server saw it. What it surely did not see (no connection, a
429) may be repeated whatever it was. What it may have seen (no answer, a fault of the server or of a proxy) is repeated
only where twice is the same as once: GET, HEAD, PUT, DELETE, OPTIONS (RFC 9110, section 9.2.2), or an operation that
the contract marks ``x-retry-safe``. Chatwoot has no idempotency keys: a POST that was sent twice was done twice.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import random
import time
from collections.abc import Callable, Collection

import attrs
import httpx

from .errors import Attempt, SettingsError
from .observe import Hooks, RequestDetails, ResponseDetails, RetryDetails, without_query
from .rate_limit import WINDOW
from .timestamps import header_date

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
RETRYABLE = frozenset({429, 500, 502, 503, 504, *range(520, 527)})
"""The server's own faults, those of proxies in front of it (520 to 526 are Cloudflare's), and the rate limit."""
_EARLY = 0.001


def _statuses(values: Collection[int]) -> frozenset[int]:
    statuses = frozenset(values)
    if not all(isinstance(status, int) and 400 <= status <= 599 for status in statuses):
        raise SettingsError(f"retry: statuses: expected numbers from 400 to 599, got {sorted(statuses, key=str)}")
    return statuses


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How often a call is tried, and how long it waits in between.

    Before attempt n + 1 it waits a random time, evenly from 0 to ``min(cap, base * 2 ** (n - 1))`` seconds (exponential
    back-off with full jitter), unless the server said how long.

    Attributes:
        attempts: How often a call is tried at most, the first time included; 1 is no retry.
        base: Seconds, the upper bound of the first wait.
        cap: Seconds, the upper bound of every wait that the server did not ask for.
        statuses: The status codes after which a call may be repeated; 429, 500, 502, 503, 504 and 520 to 526 if nothing
            else is said.
    """

    attempts: int = 4
    base: float = 0.5
    cap: float = 8.0
    statuses: frozenset[int] = attrs.field(default=RETRYABLE, converter=_statuses)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.attempts, bool) or not isinstance(self.attempts, int) or self.attempts < 1:
            raise SettingsError(f"retry: attempts: expected a number from 1, got {self.attempts!r}")
        for name, value in (("base", self.base), ("cap", self.cap)):
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
                raise SettingsError(f"retry: {name}: expected seconds from 0, got {value!r}")

    def backoff(self, attempt: int, chance: float) -> float:
        """Seconds to wait after attempt number `attempt`, for a chance from 0 to 1."""
        return chance * min(self.cap, self.base * 2.0 ** min(attempt - 1, 60))


@attrs.define
class RetryBudget:
    """A token bucket that keeps an outage from being made worse.

    Each call puts in `deposit`, each retry takes 1; without a whole token there is no retry. With 1,000 callers in an
    outage that makes (1000 + 10 + 1000 * 0.08) / 1000 = 1.09 attempts a call. Waiting out a rate limit takes nothing:
    it sends no request that the server did not ask for.

    Attributes:
        tokens: How many retries there are now.
        limit: How many there can be.
        deposit: What each call adds.
    """

    tokens: float = 10.0
    limit: float = 10.0
    deposit: float = 0.08

    def call(self) -> None:
        """A call began."""
        self.tokens = min(self.limit, self.tokens + self.deposit)

    def take(self) -> bool:
        """Take a token for a retry; False if there is none."""
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


def was_not_seen(outcome: httpx.Response | BaseException) -> bool:
    """Whether the application surely did not see the request: there was no connection, or it was over the limit."""
    if isinstance(outcome, httpx.Response):
        return outcome.status_code == 429
    # httpx raises ConnectError for a refused connection, an unknown name and a failed TLS handshake, and ProxyError
    # where a proxy opens no tunnel.
    return isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError)


def can_be_sent_again(request: httpx.Request) -> bool:
    """Whether the body of a request is still there once it was sent."""
    return bool(getattr(request.stream, "replayable", isinstance(request.stream, httpx.ByteStream)))


def server_wait(response: httpx.Response, now: float, random_: random.Random) -> float | None:
    """Seconds that the server asked to wait, if it did.

    Retry-After (RFC 9110, section 10.2.3) is a number of seconds or an HTTP date; fractions are taken, too. A 429
    without it is Chatwoot's own: the next clock minute has room again. It begins by the server's clock, as its ``date``
    says, and not all callers come back in its first moment.

    Args:
        response: The answer.
        now: Epoch seconds by the clock of this machine.
        random_: Where jitter comes from.
    """
    server_now = header_date(response.headers.get("date"))
    given = response.headers.get("retry-after", "").strip()
    if given:
        try:
            seconds = float(given)
        except ValueError:
            at = header_date(given)
            seconds = math.nan if at is None else at - (now if server_now is None else server_now)
        if math.isfinite(seconds):
            return max(0.0, seconds)
    if response.status_code != 429:
        return None
    # The date has whole seconds: up to one second of the minute may be over already, or not have begun.
    return WINDOW - (now if server_now is None else server_now) % WINDOW + 1.0 + random_.uniform(0.0, 2.0)


CALL = "aiochatwoot.call"
"""Where a request carries its `Call`, among the extensions of httpx."""


@attrs.define(kw_only=True, eq=False)
class Call:
    """A call on its way through the transports.

    Attributes:
        policy: How often it is tried.
        repeatable: Whether the server may be asked twice.
        deadline: When it must be over, by the clock of the event loop; None for never.
        max_body: Bytes that a decoded body may have.
        streams: Whether the body of a success is read by the caller, while it comes.
        operation: The operation's id.
        attempts: How its attempts went so far.
        stage: What it is doing, for the message if the deadline passes meanwhile.
        note: Why there was no further attempt.
    """

    policy: RetryPolicy
    repeatable: bool
    deadline: float | None = None
    max_body: int = 64 * 2**20
    streams: bool = False
    operation: str | None = None
    attempts: list[Attempt] = attrs.Factory(list)
    stage: str = "waiting for the server"
    note: str | None = None

    def left(self) -> float:
        """Seconds until the deadline."""
        return math.inf if self.deadline is None else self.deadline - asyncio.get_running_loop().time()


class RetryTransport(httpx.AsyncBaseTransport):
    """Repeats attempts over another transport, which reads bodies: one that breaks off is a failed attempt."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        budget: RetryBudget,
        hooks: Hooks,
        *,
        clock: Callable[[], float] | None = None,
        random_: random.Random | None = None,
    ) -> None:
        self._inner = inner
        self._budget = budget
        self._hooks = hooks
        self._clock = clock or time.time
        self._random = random_ or random.Random()  # noqa: S311 - jitter

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call: Call = request.extensions[CALL]
        self._budget.call()
        while True:
            details = RequestDetails(
                call.operation, request.method, without_query(request.url), len(call.attempts) + 1, call
            )
            outcome, attempt = await self._attempt(request, details, call)
            wait, reason = self._decide(request, call, outcome)
            if wait is None:
                if isinstance(outcome, httpx.Response):
                    return outcome
                raise outcome
            call.attempts[-1] = attrs.evolve(attempt, wait=wait)
            self._hooks.retry(RetryDetails(details, attempt, reason, wait))
            call.stage = f"waiting to try again after {reason}"
            await asyncio.sleep(wait)
            call.stage = "waiting for the server"

    async def _attempt(
        self, request: httpx.Request, details: RequestDetails, call: Call
    ) -> tuple[httpx.Response | httpx.RequestError, Attempt]:
        self._hooks.request(details)
        started, begun = dt.datetime.now(dt.UTC), time.perf_counter()

        def end(outcome: httpx.Response | BaseException) -> Attempt:
            attempt = Attempt(details.attempt, started, time.perf_counter() - begun, _name(outcome, call))
            call.attempts.append(attempt)
            answer = outcome if isinstance(outcome, httpx.Response) else None
            status = None if answer is None else answer.status_code
            request_id = None if answer is None else answer.headers.get("x-request-id")
            self._hooks.response(ResponseDetails(details, attempt, status, request_id, tuple(call.attempts)))
            return attempt

        try:
            response = await self._inner.handle_async_request(request)
        except httpx.RequestError as error:
            return error, end(error)
        except BaseException as error:
            end(error)
            raise
        return response, end(response)

    def _decide(
        self, request: httpx.Request, call: Call, outcome: httpx.Response | httpx.RequestError
    ) -> tuple[float | None, str]:
        """Seconds to wait before the next attempt (None: there is none), and why."""
        # A redirect is no failure: only what was waited for counts against the attempts.
        number = 1 + sum(attempt.wait is not None for attempt in call.attempts)
        asked: float | None = None
        if isinstance(outcome, httpx.Response):
            if outcome.status_code not in call.policy.statuses:
                return None, ""
            reason = f"status {outcome.status_code}"
            asked = server_wait(outcome, self._clock(), self._random)
        else:
            reason = type(outcome).__name__
        wait = call.policy.backoff(number, self._random.random()) if asked is None else asked
        call.note = None
        if call.policy.attempts == 1:
            return None, reason
        if not (call.repeatable or was_not_seen(outcome)):
            call.note = (
                f"not tried again, since the server may have done it; look before repeating the {request.method}"
            )
        elif number >= call.policy.attempts:
            return None, reason
        elif not can_be_sent_again(request):
            call.note = "not tried again: its body cannot be sent twice"
        elif wait >= call.left():
            call.note = f"not tried again: that would wait {wait:.1f} s, and the deadline leaves {call.left():.1f} s"
        elif not (_is_rate_limit(outcome) or self._budget.take()):
            call.note = "not tried again: too many calls of this client fail"
        return (wait if call.note is None else None), reason

    async def aclose(self) -> None:
        await self._inner.aclose()


def _is_rate_limit(outcome: object) -> bool:
    return isinstance(outcome, httpx.Response) and outcome.status_code == 429


def _name(outcome: object, call: Call) -> int | str:
    """The outcome of an attempt: the status, or the name of the failure."""
    if isinstance(outcome, httpx.Response):
        return outcome.status_code
    # The deadline comes as a cancellation; timers are allowed to be a little early.
    is_late = isinstance(outcome, asyncio.CancelledError) and call.left() < _EARLY
    return "RequestTimeoutError" if is_late else type(outcome).__name__
