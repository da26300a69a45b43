"""What is repeated, when, and how long after.

The question is not whether a call failed but whether the server saw it. What it surely did not see (no connection, a
429) may be repeated whatever it was. What it may have seen (no answer, a fault of the server or of a proxy) is repeated
only where twice is the same as once: GET, HEAD, PUT, DELETE, OPTIONS (RFC 9110, section 9.2.2), or an operation that
the contract marks ``x-retry-safe``. Chatwoot has no idempotency keys: a POST that was sent twice was done twice.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections.abc import Callable

import attrs
import httpx

from .._urls import without_query
from ..errors import Attempt
from ..hooks import Hooks, RequestDetails, ResponseDetails, RetryDetails
from .call import CALL, Call, can_be_sent_again
from .retry_rules import RetryBudget, _is_rate_limit, server_wait, was_not_seen

_EARLY = 0.001


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


def _name(outcome: object, call: Call) -> int | str:
    """The outcome of an attempt: the status, or the name of the failure."""
    if isinstance(outcome, httpx.Response):
        return outcome.status_code
    # The deadline comes as a cancellation; timers are allowed to be a little early.
    is_late = isinstance(outcome, asyncio.CancelledError) and call.left() < _EARLY
    return "RequestTimeoutError" if is_late else type(outcome).__name__


def _redirected(request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
    """The request for the target of a redirect (RFC 9110, section 15.4), as it is for a GET; None if there is none."""
    if not response.has_redirect_location:
        return None
    try:
        url = request.url.join(response.headers["location"])
    except httpx.InvalidURL as error:
        raise httpx.RemoteProtocolError(f"Invalid URL in location header: {error}.", request=request) from None
    headers = request.headers.copy()
    del headers["host"]
    return httpx.Request(request.method, url, headers=headers, extensions=request.extensions)
