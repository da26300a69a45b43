"""One attempt of a call: a place in the server's minute, a place in flight, the connection, the body."""

from __future__ import annotations

import asyncio
import time

import httpx

from .._urls import origin
from ..errors import RequestTimeoutError
from .call import CALL, Call
from .rate_limit import RateLimiter
from .streams import _Body, _read


class AttemptTransport(httpx.AsyncBaseTransport):
    """One attempt: a place in the server's minute, a place in flight, the connection, the body.

    Args:
        inner: The transport to the network.
        limiter: The rate limiter; None for no limit.
        home: The origin that the limiter is for; storage that files are fetched from has limits of its own.
        max_in_flight: How many attempts may be under way at once.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        limiter: RateLimiter | None,
        home: tuple[str, str, int | None],
        max_in_flight: int,
    ) -> None:
        self._inner = inner
        self._limiter = limiter
        self._home = home
        self._max = max_in_flight
        self._places = asyncio.Semaphore(max_in_flight)
        self._in_flight = 0
        self._waiting = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call: Call = request.extensions[CALL]
        limiter = self._limiter if origin(request.url) == self._home else None
        if limiter is None:
            await self._enter(call)
            return await self._send(request, call)
        minute = await self._enter_minute(limiter, call)
        sent, response = time.time(), None
        try:
            response = await self._send(request, call)
            return response
        finally:
            status = None if response is None else response.status_code
            date = None if response is None else response.headers.get("date")
            limiter.release(minute, status, date, sent)

    async def _enter_minute(self, limiter: RateLimiter, call: Call) -> int:
        """Take a place in the server's minute, and one in flight; gives back the minute."""

        def allow(wait: float) -> None:
            if wait >= call.left():
                raise RequestTimeoutError(
                    f"the rate limit of {limiter.limit} requests a minute leaves no place for {wait:.1f} s, "
                    f"and the deadline leaves {call.left():.1f} s"
                )

        while True:
            call.stage = f"waiting for a place in the rate limit of {limiter.limit} requests a minute"
            minute = await limiter.acquire(allow)
            try:
                await self._enter(call)
            except BaseException:
                limiter.give_back(minute)
                raise
            # The queue for a place may have been longer than what was left of the minute.
            if limiter.begin(minute):
                return minute
            self._leave()

    async def _enter(self, call: Call) -> None:
        self._waiting += 1
        call.stage = (
            f"waiting for one of {self._max} places in flight ({self._waiting} calls wait for one); "
            "raise max_in_flight= or deadline="
        )
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        self._in_flight += 1
        call.stage = "waiting for the server"

    def _leave(self) -> None:
        self._in_flight -= 1
        self._places.release()

    async def _send(self, request: httpx.Request, call: Call) -> httpx.Response:
        """Send, from a place in flight, which is free again when the body is at its end or closed."""
        try:
            response = await self._inner.handle_async_request(request)
        except httpx.PoolTimeout as error:
            message = (
                f"{self._in_flight} requests are in flight and the transport has no free connection for another; "
                "give it more, or lower max_in_flight="
            )
            self._leave()
            raise httpx.PoolTimeout(message) from error
        except BaseException:
            self._leave()
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        body = _Body(response.stream, self._leave)
        response.stream, response.request = body, request
        if call.streams and response.is_success:
            return response
        try:
            return await _read(response, body, call.max_body)
        finally:
            await body.aclose()  # the response closes nothing where its transport had read it

    async def aclose(self) -> None:
        await self._inner.aclose()
