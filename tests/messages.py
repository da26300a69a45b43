"""Requests and responses of the pipeline, built by hand, and networks that consist of a function."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

import attrs

from aiochatwoot import Chatwoot
from aiochatwoot._transport.messages import Headers, Request, Response
from aiochatwoot._urls import parse_url

from .servers import BASE_URL, TOKEN

BASE = parse_url("https://chat.example/support")


class Body:
    """A body in pieces; an error among the pieces is raised when it is reached.

    Attributes:
        closed: How often it was closed.
    """

    def __init__(self, *pieces: bytes | BaseException) -> None:
        self.pieces = pieces
        self.closed = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, BaseException):
                raise piece
            yield piece

    async def aclose(self) -> None:
        self.closed += 1


NO_BODY = Body()


def response(status: int = 200, content: bytes = b"", url: str = BASE.text, **headers: str) -> Response:
    """Build a response that was read; underscores in header names become dashes."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Response(status, Headers(pairs), NO_BODY, parse_url(url), content)


def answered(status: int = 200, *pieces: bytes | BaseException, **headers: str) -> Response:
    """Build a response whose body is still to be read."""
    answer = response(status, b"", **headers)
    answer.body = Body(*(pieces or (b"{}",)))
    return answer


Answer: TypeAlias = Callable[[Request], Response | Awaitable[Response]]


class Memory:
    """A network that consists of a function.

    Attributes:
        requests: The received requests, as they were at that time.
        open: Number of requests without a response, and of responses whose body was not closed.
        most: Maximum of `open`.
        closed: How often it was closed.
    """

    def __init__(self, answer: Answer = lambda _: answered()) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.open = self.most = self.closed = 0

    async def send(self, request: Request) -> Response:
        self.requests.append(attrs.evolve(request, headers=dict(request.headers)))
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            answer = self.answer(request)
            given = await answer if inspect.isawaitable(answer) else answer
        except BaseException:
            self.open -= 1
            raise
        given.body = _Held(given.body, self)
        return given

    async def aclose(self) -> None:
        self.closed += 1

    def client(self, **settings: Any) -> Chatwoot:
        """Return a client over this network, without a rate limit."""
        every: dict[str, Any] = {"token": TOKEN, "account_id": 1, "rate_limit": None, "drift": "ignore"} | settings
        return Chatwoot(every.pop("base_url", BASE_URL), transport=self, **every)


class _Held:
    def __init__(self, body: Any, network: Memory) -> None:
        self._body = body
        self._network: Memory | None = network

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    async def aclose(self) -> None:
        network, self._network = self._network, None
        if network is not None:
            network.open -= 1
        await self._body.aclose()
