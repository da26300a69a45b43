"""One attempt: rate limit, token, slot, network, body. Hooks are called with each attempt."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
import time
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

import attrs

from .._product import Product
from .._urls import Url
from .._wire.operation import check_headers
from ..errors import Attempt, InvalidRequestError, RequestTimeoutError, ResponseTooLargeError
from ..hooks import Hooks, RequestDetails, ResponseDetails, WaitDetails
from ..limits import LimitPlace, LimitWait, RateLimiter
from .auth import REDACTED, TokenSource
from .call import CallContext
from .failures import NetworkFailure
from .messages import Middleware, Network, Request, Response, ResponseBody
from .retry_rules import Outcome, asked_wait
from .streams import read_body

_EARLY = 0.001
_FOR_THE_ATTEMPT = 1.0
_BEGINNING = 2**16  # bytes of an error's body, if the whole is too large


class AttemptRunner:
    """Makes attempts, at most `max_in_flight` concurrently, and as many downloads in addition.

    Downloads have separate slots: otherwise a download streamed into an upload would wait for itself.

    Args:
        network: Sends the requests.
        auth: The token.
        limiter: The rate limiter; None for no limit.
        base: The base URL. Only URLs below it get the token, and the limiter counts only requests to its origin, since
            the storage of files has its own limits.
        max_in_flight: Maximum number of concurrent attempts.
        hooks: Called for each attempt.
        middleware: Functions that may change the request of an attempt.
    """

    def __init__(
        self,
        network: Network,
        auth: TokenSource,
        limiter: RateLimiter | None,
        base: Url,
        max_in_flight: int,
        hooks: Hooks,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        self._network = network
        self._auth = auth
        self._limiter = limiter
        self._base = base
        self._hooks = hooks
        self._middleware = tuple(middleware)
        self._slots, self._download_slots = _Slots(max_in_flight), _Slots(max_in_flight)

    async def send(self, call: CallContext, request: Request) -> Outcome:
        """Make an attempt and append its record to `call.attempts`.

        Raises:
            ChatwootError: the request cannot be sent, the deadline does not allow the wait, or the body is too large.
        """
        run = _Run(call, self._hooks, request)
        try:
            if self._middleware:
                request = await self._changed(request, call)
            outcome = await self._exchange(call, request, run)
        except BaseException as error:
            run.end(error)
            raise
        run.end(outcome)
        return outcome

    async def _exchange(self, call: CallContext, request: Request, run: _Run) -> Outcome:
        limiter = self._limiter if request.url.origin == self._base.origin else None
        slots = self._download_slots if call.is_download else self._slots
        check = None if call.check_address is None else partial(call.check_address, request.url)
        if check is not None:
            await check(request.url.origin[1])
        place, headers = await self._enter(call, request, run, limiter, slots)
        response, is_left = None, False
        try:
            run.is_sent()
            header = request.token_header if request.token_header in headers else None
            outgoing = Request(
                request.method, request.url, headers, request.body, request.timeout, header, check_address=check
            )
            response = await self._network.send(outgoing)
            if call.is_download and response.is_success:
                response.body, is_left = _Leaving(response.body, slots.leave), True
            else:
                await self._read(response, call.max_body)
            return response
        except NetworkFailure as failure:
            return _with_advice(failure, slots)
        finally:
            if (
                request.token_header in headers
            ):  # from here on, references to the request (as in a traceback) do not hold the token
                headers[request.token_header] = REDACTED
            try:
                call.refusal = None if place is None else _end(place, response, call.product)
            finally:
                if not is_left:
                    slots.leave()

    async def _enter(
        self, call: CallContext, request: Request, run: _Run, limiter: RateLimiter | None, slots: _Slots
    ) -> tuple[LimitPlace | None, dict[str, str]]:
        """Wait until the attempt may be sent; returns its place in the rate limits, and its headers.

        The rate limit comes before the slot, so an attempt that waits for the limit does not block others. The wait
        for a slot may outlast the window, so the place is checked again at the end.
        """
        headers: dict[str, str] | None = None
        while True:
            place = None if limiter is None else await limiter.acquire(call.limited, run.waits_for_room)
            try:
                if headers is None:
                    headers = await self._headers(request, call)
                await slots.enter(call, run)
                if place is None or place.begin():
                    return place, headers
                slots.leave()
            except BaseException:
                if place is not None:
                    place.give_back()
                raise

    async def _headers(self, request: Request, call: CallContext) -> dict[str, str]:
        headers = dict(request.headers)
        # Last check of the token's destination: only URLs below the base URL get it.
        if request.token_header is not None and self._base.contains(request.url):
            call.waiting_for = "waiting for the token function"
            headers[request.token_header] = self._auth.written(await self._auth.current())
        return headers

    async def _read(self, response: Response, limit: int) -> None:
        try:
            content = await read_body(response, limit)
        except NetworkFailure as failure:
            if response.is_success or failure.name != "DecodingError":
                raise
            content = str(failure).encode()  # the status of an error matters more than its body
        finally:
            await response.body.aclose()
        if len(content) > limit:
            if response.is_success:
                raise ResponseTooLargeError(f"the body is larger than {limit} bytes; raise max_body= to allow it")
            content = content[: min(limit, _BEGINNING)]
        response.content = content

    async def _changed(self, request: Request, call: CallContext) -> Request:
        """Return the request after the middleware, which sees no token and cannot change the origin.

        Raises:
            InvalidRequestError: a middleware returned something else than a request, changed the method or the origin,
                or set a header that cannot be sent.
        """
        call.waiting_for = "waiting for the middleware"
        for each in self._middleware:
            changed = each(request)
            if inspect.isawaitable(changed):
                changed = await changed
            if changed is None:
                continue
            kept = (request.method, request.url.origin)
            if not isinstance(changed, Request) or (changed.method, changed.url.origin) != kept:
                raise InvalidRequestError("middleware: expected the request, with the same method and origin")
            check_headers(changed.headers, self._auth.header)
            request = attrs.evolve(changed, token_header=request.token_header)
        return request

    async def aclose(self) -> None:
        """Close all connections."""
        await self._network.aclose()


class _Run:
    """The record of a running attempt."""

    __slots__ = ("_begun", "_call", "_details", "_hooks", "_sent", "_started")

    def __init__(self, call: CallContext, hooks: Hooks, request: Request) -> None:
        self._call, self._hooks = call, hooks
        call.waiting_for = "preparing the request"
        self._details = RequestDetails(
            call.operation, request.method, call.shown(request.url), len(call.attempts) + 1, call
        )
        hooks.request(self._details)
        self._started, self._begun = dt.datetime.now(dt.UTC), time.perf_counter()
        self._sent: float | None = None

    def is_sent(self) -> None:
        """Record that the waits are over, and the request is being sent.

        Raises:
            RequestTimeoutError: the deadline has passed; otherwise the request could leave before the cancellation.
        """
        if self._call.left() <= 0:
            raise RequestTimeoutError(f"the deadline passed while {self._call.waiting_for}")
        self._sent = time.perf_counter()
        self._call.may_be_done = True
        self._call.waiting_for = "waiting for the server"

    def waits_for_room(self, wait: LimitWait) -> None:
        """Report a wait for a rate limit; raise if it would exceed the deadline."""
        left = self._call.left()
        # The time left after a long wait must also suffice for the attempt.
        if wait.seconds + min(wait.seconds, _FOR_THE_ATTEMPT) >= left:
            self._call.retry_after = wait.seconds
            raise RequestTimeoutError(
                f"{wait.limit} has no room for {wait.seconds:.1f} s, and the deadline is in {left:.1f} s"
            )
        self.waits(f"a place in {wait.limit}", wait.seconds, wait.rule)

    def waits(self, reason: str, seconds: float | None, rule: str | None = None) -> None:
        """Report a wait on the client side, before sending."""
        self._call.waiting_for = f"waiting for {reason}"
        self._hooks.wait(WaitDetails(self._details, reason, seconds, rule))

    def end(self, outcome: Outcome | BaseException) -> None:
        """Record the outcome of the attempt, and report it."""
        now = time.perf_counter()
        sent = now if self._sent is None else self._sent
        call = self._call
        attempt = Attempt(
            self._details.attempt, self._started, now - sent, _name(outcome, call), queued=sent - self._begun
        )
        call.attempts.append(attempt)
        response = outcome if isinstance(outcome, Response) else None
        if self._hooks.wants_response:
            status = None if response is None else response.status
            request_id = None if response is None else response.headers.get("x-request-id")
            self._hooks.response(ResponseDetails(self._details, attempt, status, request_id, tuple(call.attempts)))


class _Slots:
    """Slots for concurrent attempts."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0
        self._free = asyncio.Semaphore(limit)
        self._waiting = 0

    async def enter(self, call: CallContext, run: _Run) -> None:
        """Wait for a slot and take it."""
        if self._free.locked():
            self._waiting += 1
            run.waits(
                f"one of {self.limit} slots for requests ({self._waiting} calls wait for one); "
                "raise max_in_flight= or deadline=",
                None,
            )
            try:
                await self._free.acquire()
            finally:
                self._waiting -= 1
        else:
            await self._free.acquire()
        self.taken += 1

    def leave(self) -> None:
        """Release the slot."""
        self.taken -= 1
        self._free.release()


class _Leaving:
    """The body of a download; closing it releases the slot."""

    def __init__(self, body: ResponseBody, leave: Callable[[], None]) -> None:
        self._body = body
        self._leave = leave

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    async def aclose(self) -> None:
        try:
            await self._body.aclose()
        finally:
            self._leave()


def _end(place: LimitPlace, response: Response | None, product: Product) -> LimitWait | None:
    """Report the outcome of an attempt to the limiter; return the limit that refused it, if any."""
    if response is None:
        return place.end(None)
    asked = asked_wait(response, time.time())
    # Refusals by rack-attack have a body; an empty 429 of Chatwoot is a plan's quota.
    counts = not product.is_chatwoot or bool(response.content.strip()) if asked is None else asked >= 0
    return place.end(response.status, date=response.headers.get("date"), retry_after=asked, counts=counts)


def _with_advice(failure: NetworkFailure, slots: _Slots) -> NetworkFailure:
    if failure.name == "PoolTimeout":
        failure.detail = (
            f"{slots.taken} requests are in flight and the transport has no free connection for another; "
            "give it more, or lower max_in_flight="
        )
    return failure


def _name(outcome: object, call: CallContext) -> int | str:
    """Return the status of an attempt, or the name of its failure."""
    if isinstance(outcome, Response):
        return outcome.status
    if isinstance(outcome, NetworkFailure):
        return outcome.name
    # An expired deadline arrives as a cancellation; timers may fire slightly early.
    is_late = isinstance(outcome, asyncio.CancelledError) and call.left() < _EARLY
    return "RequestTimeoutError" if is_late else type(outcome).__name__
