"""The receiver as an ASGI application: under a real server, mounted in another application, and alone."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from aiochatwoot.testing import signed
from aiochatwoot.webhooks import Event, WebhookReceiver

from ..virtual import run_virtual
from .deliveries import DELIVERIES, SECRET, message


async def test_under_a_real_server() -> None:
    """All recorded deliveries arrive over a socket; when the server has stopped, handlers have ended."""
    got: list[str] = []
    to = WebhookReceiver(SECRET)

    @to.on_any
    async def handle(event: Event) -> None:
        await asyncio.sleep(0.01)
        got.append(event.event)

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server = uvicorn.Server(uvicorn.Config(to.asgi, log_config=None, lifespan="on", ws="none"))
        serving = asyncio.create_task(server.serve([listener]))
        deliveries = [each for each in DELIVERIES if each.version == "4.16.2"]
        async with httpx.AsyncClient(trust_env=False) as client:
            for each in deliveries:
                request = signed(each.body, SECRET)
                answer = await client.post(url, content=request.body, headers=request.headers)
                assert (answer.status_code, answer.content) == (200, b"")
            assert (await client.post(url, content=b"{}")).status_code == 401
            assert (await client.get(url)).status_code == 405
        server.should_exit = True
        await serving

    assert sorted(got) == sorted(each.event for each in deliveries)
    assert await to.handle(*signed(message(1), SECRET)) == 503


def test_mounted() -> None:
    """The application can be a route of another one, or mounted in one; WebSockets are refused."""
    got: list[Any] = []
    to = WebhookReceiver(SECRET, inline=True)

    @to.on("message_created")
    async def handle(event: Any) -> None:
        got.append(event.id)

    routes = [Mount("/mounted", to.asgi), Route("/chatwoot", to.asgi, methods=["POST"])]
    with TestClient(Starlette(routes=routes)) as client:
        request = signed(message(7), SECRET)
        assert client.post("/chatwoot", content=request.body, headers=request.headers).status_code == 200
        assert client.post("/chatwoot", content=request.body).status_code == 401
        assert client.post("/mounted/", content=request.body, headers=request.headers).status_code == 200
        with pytest.raises(WebSocketDisconnect), client.websocket_connect("/mounted/"):
            pass

    assert got == [7]


async def _ask(to: WebhookReceiver, *messages: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Return what it sends in response to these messages, and how many messages it did not read."""
    left, sent = [*messages], list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await to.asgi({"type": "http", "method": "POST", "headers": []}, receive, send)
    return sent, len(left)


async def test_of_a_long_body_no_more_is_read_than_shows_that() -> None:
    """A body beyond the limit is refused without reading all of it."""
    part = {"type": "http.request", "body": b"x" * 8, "more_body": True}
    sent, left = await _ask(WebhookReceiver(SECRET, max_body=20), *[part] * 10)

    assert (sent[0]["status"], left) == (413, 7)


def test_a_client_that_is_slow(caplog: pytest.LogCaptureFixture) -> None:
    """A body that does not end in time is refused."""

    async def main() -> None:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(1)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        begun = asyncio.get_running_loop().time()
        await WebhookReceiver(SECRET).asgi({"type": "http", "method": "POST", "headers": []}, receive, send)
        assert (asyncio.get_running_loop().time() - begun, sent[0]["status"]) == (10, 408)

    run_virtual(main())
    assert "its body was not there within 10 s" in caplog.text


async def test_a_client_that_is_gone() -> None:
    """A request whose client disconnects gets no response, and is not a delivery."""
    to = WebhookReceiver(unverified=True)
    part = {"type": "http.request", "body": b'{"event": "x"}', "more_body": True}
    sent, _ = await _ask(to, part, {"type": "http.disconnect"})

    assert (sent, to.counts.received) == ([], 0)
