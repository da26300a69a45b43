"""Idle connections: idempotent requests use any, others only recently used ones."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ..scripted import PATH, ScriptedServer, client
from ..virtual import run

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


@pytest.mark.parametrize("transport", [None, "httpx2", "aiohttp"])
@pytest.mark.parametrize(("idle", "reused"), [(0.9, True), (1.1, False)])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST", "PATCH"])
def test_what_may_go_out_on_an_idle_connection(
    method: str, idle: float, reused: bool, transport: Any, request: pytest.FixtureRequest
) -> None:
    """A server may be about to close an idle connection: a POST avoids it after a second."""
    if transport:
        pytest.importorskip(transport)

    async def main() -> tuple[int, int]:
        async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
            await chatwoot.request("GET", PATH)
            await asyncio.sleep(idle)
            await chatwoot.request(method, PATH)
            first = server.open
            await chatwoot.request(method, PATH)
            return first, server.open

    may_be_repeated = method in ("GET", "PUT", "DELETE")
    expected = 1 if reused or may_be_repeated else 2
    assert run(main)[0] == (expected, expected)


@pytest.mark.parametrize("transport", [None, "httpx2", "aiohttp"])
def test_the_connection_that_was_used_last_is_used_next(transport: Any) -> None:
    """Of several idle connections, a POST uses the most recently used one."""
    if transport:
        pytest.importorskip(transport)

    async def main() -> int:
        async with ScriptedServer() as server, client(server, transport=transport) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(5)))
            for _ in range(4):
                await asyncio.sleep(0.8)
                await chatwoot.request("POST", PATH)
            return server.open

    assert run(main)[0] == 5
