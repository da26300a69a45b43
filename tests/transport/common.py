"""Helpers for tests of the call path."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import struct
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx

from aiochatwoot import Chatwoot
from aiochatwoot._transport.attempt import AttemptRunner
from aiochatwoot._transport.rate_limit import WindowLimiter

from ..scripted import TOKEN
from ..servers import Received, replay
from ..sockets import Listener


def descriptors() -> Counter[str]:
    """Return the open files and sockets of this process, if known, by unique names.

    `not descriptors() - before` means that no more are open. Their number does not show this: some of an earlier test
    may close meanwhile.
    """
    names: Counter[str] = Counter()
    for path in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(FileNotFoundError):  # the folder's own descriptor
            names[os.readlink(path)] += 1
    return names


async def settle() -> None:
    """Let started tasks finish."""
    for _ in range(20):
        await asyncio.sleep(0)


async def drain(chatwoot: Chatwoot, url: str) -> bytes:
    """Download a file."""
    async with chatwoot.attachments.download(url) as file:
        return await file.read()


def attempts_of(chatwoot: Chatwoot) -> AttemptRunner:
    """Return the AttemptRunner of a client."""
    runner: AttemptRunner = chatwoot._core.session._pipeline._attempts
    return runner


def assert_nothing_held(chatwoot: Chatwoot) -> None:
    """Assert that no slot is taken or waited for, no place in a minute is reserved, and no call is running."""
    runner = attempts_of(chatwoot)
    for slots in (runner._slots, runner._download_slots):
        assert (0, 0, slots.limit) == (slots.taken, slots._waiting, slots._free._value)
    if runner._limiter is not None:
        assert isinstance(runner._limiter, WindowLimiter)
        assert {} == runner._limiter._waiting
        for bucket in (runner._limiter._address, *runner._limiter._buckets.values()):
            assert +Counter(bucket._sent) == +Counter(bucket._taken)
    assert {} == chatwoot._core.session.under_way


def after(seconds: float, body: Any = None) -> Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]:
    """A server that responds after some seconds."""

    async def handler(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(seconds)
        return httpx.Response(200, json={"id": 1} if body is None else body)

    return handler


def at_once(_: httpx.Request) -> httpx.Response:
    """A server that responds immediately."""
    return httpx.Response(200, json={"id": 1})


NAMES = ("api_access_token", "api-access-token")


def tokens(request: httpx.Request | Received) -> list[tuple[str, str]]:
    """Return the values of a request's token headers."""
    headers = request.headers.multi_items() if isinstance(request, httpx.Request) else request.headers
    return [(name, value) for name, value in headers if name.lower() in NAMES]


def nginx(request: httpx.Request) -> httpx.Response:
    """A server behind a proxy that drops headers with underscores."""
    if "Api-Access-Token" not in request.headers:
        return replay("err_no_token")
    return httpx.Response(200, json={"body": json.loads(request.content or b"null")})


def reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def connect(server: Listener, transport: Any, **options: Any) -> Chatwoot:
    every: dict[str, Any] = {"token": TOKEN, "account_id": 1, "rate_limit": None, "retry": None} | options
    return Chatwoot(server.url, transport=transport, **every)
