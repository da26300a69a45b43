"""Helpers of the tests of adapters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import attrs

from aiochatwoot._transport.messages import Network, Request, RequestBody, Response
from aiochatwoot._transport.networks import connect
from aiochatwoot._urls import parse_url
from aiochatwoot.settings import Timeout

TOKEN = "token-that-nobody-sees"
TIMEOUT = Timeout()


@asynccontextmanager
async def network(transport: object, url: str = "https://chat.example") -> AsyncGenerator[Network]:
    """A network, closed at the end."""
    made = connect(transport, parse_url(url))
    try:
        yield made
    finally:
        await made.aclose()


def request(
    url: str,
    method: str = "GET",
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | RequestBody | None = None,
    timeout: Timeout = TIMEOUT,
) -> Request:
    """A request with a token."""
    every = {"api_access_token": TOKEN, **(headers or {})}
    return Request(method, parse_url(url), every, body, timeout, token_header="api_access_token")


async def content(response: Response) -> bytes:
    """Return the whole body of a response, and close it."""
    try:
        return b"".join([chunk async for chunk in response.body])
    finally:
        await response.body.aclose()


async def fetch(network: Network, url: str, method: str = "GET", **options: Any) -> tuple[int, bytes]:
    """Return the status and body of a response."""
    response = await network.send(request(url, method, **options))
    return response.status, await content(response)


@attrs.define
class Body:
    """A request body."""

    chunks: Callable[[], AsyncIterator[bytes]]
    content_length: int | None = None
    content_type: str = "text/plain"
    replayable: bool = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.chunks()

    async def aclose(self) -> None:
        """Do nothing: there is nothing to close."""


async def settle() -> None:
    """Let the ends of connections arrive."""
    for _ in range(20):
        await asyncio.sleep(0.001)
