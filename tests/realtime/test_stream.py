"""A stream of realtime events in virtual time: missed events, and errors."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot
from aiochatwoot.errors import AuthenticationError, ClientStateError, ServerError, SettingsError
from aiochatwoot.realtime import realtime
from aiochatwoot.testing import faults
from aiochatwoot.webhooks import MemoryStore, UnknownEvent

from ..conftest import SLOW_LAW
from .scenes import Scene, run, texts


def test_frames_that_are_lost() -> None:
    """The API is asked periodically for lost events, also while nothing happens."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, every=60) as events:
            await asyncio.sleep(10)
            scene.write_unheard("never heard")
            assert await texts(events, 1) == ["never heard*"]
            assert 60 <= asyncio.get_running_loop().time() - 100 <= 61
            scene.write("heard")
            assert await texts(events, 1) == ["heard"]
            await asyncio.sleep(300)
            scene.write("later")
            assert [each.rstrip("*") for each in await texts(events, 1)] == ["later"]

    run(play)


def test_what_happened_while_the_program_was_down() -> None:
    """With a persistent store, the next start gets missed and unhandled events."""

    async def play(scene: Scene) -> None:
        store = MemoryStore()
        async with realtime(scene.chatwoot, store=store) as events:
            await asyncio.sleep(10)
            scene.write("done", "not done")
            assert await texts(events, 2) == ["done", "not done"]
        await asyncio.sleep(1000)
        scene.write("missed")
        async with realtime(scene.chatwoot, store=store) as events:
            scene.write("live")
            assert await texts(events, 3) == ["not done*", "missed*", "live"]

    run(play)


def test_an_api_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """If missed events cannot be fetched, live events wait until they can."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.server.cable.drop()
            await asyncio.sleep(0.5)
            scene.write("missed")
            scene.server.faults.add(
                *[faults.status(503)] * 3, when=lambda request: request.path.endswith("/conversations")
            )
            await asyncio.sleep(2)
            scene.write("live")
            begun = asyncio.get_running_loop().time()
            found = await texts(events, 2)
            assert [each.rstrip("*") for each in found] == ["missed", "live"]
            assert 7 <= asyncio.get_running_loop().time() - begun <= 8

    with caplog.at_level(logging.WARNING):
        run(play)
    assert caplog.text.count("Missed events could not be fetched, and will be requested again: GET") == 3


def test_an_api_that_refuses() -> None:
    """A revoked token ends the stream; at the start, any error does."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, every=60) as events:
            scene.server.agent.token = "another-token-of-the-agent"
            with pytest.raises(AuthenticationError):
                await texts(events, 1)
        scene.server.agent.token = scene.chatwoot.settings.token.reveal()
        scene.server.faults.add(faults.status(500), when=lambda request: request.path.endswith("/conversations"))
        with pytest.raises(ServerError):
            async with realtime(scene.chatwoot):
                pass
        assert scene.server.cable.listeners == 0

    run(play)


def test_another_account_of_the_user() -> None:
    """Events of the user's other accounts, which share the pubsub token, are omitted."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, presence=True) as events:
            other = scene.server.installation.add_account()
            other.add_agent(token=scene.server.token, role="administrator")
            other.add_message(other.add_conversation(), "elsewhere")
            scene.server.cable.send({"event": "presence.update", "data": {"account_id": other.id, "users": {}}})
            scene.write("here")
            assert await texts(events, 1) == ["here"]
            scene.server.cable.send({"event": "moon.landed", "data": {"account_id": 1}})
            rest = [await anext(events)]
            while not isinstance(rest[-1], UnknownEvent):
                rest.append(await anext(events))
            assert all(each.to_dict()["data"]["account_id"] == 1 for each in rest)

    run(play)


def test_unknown_frames() -> None:
    """An event of a newer server is kept as JSON; other messages and frames are omitted, and logged."""

    async def play(scene: Scene) -> None:
        drift: list[Any] = []
        async with realtime(scene.chatwoot, on_drift=drift.append) as events:
            scene.server.cable.send({"event": "moon.landed", "data": {}})
            scene.server.cable.send("nothing")
            scene.server.cable.send({"data": {}})
            connections: Any = scene.server.cable._connections
            for connection in connections:
                connection.outgoing.put_nowait("no JSON")
                connection.outgoing.put_nowait("[]")
            scene.write("after")
            assert await anext(events) == UnknownEvent("moon.landed", {"event": "moon.landed", "data": {}})
            assert await texts(events, 1) == ["after"]
        assert len(drift) == 1

    run(play)


def test_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error of the background task reaches the consumer."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            monkeypatch.setattr(events._queue, "qsize", lambda: 1 / 0)
            scene.write("a")
            with pytest.raises(ZeroDivisionError):
                await anext(events)

    run(play)


def test_wrong_use() -> None:
    """Using a stream outside its block or twice, and invalid settings, raise clear errors."""

    async def play(scene: Scene) -> None:
        events = realtime(scene.chatwoot)
        with pytest.raises(ClientStateError, match="async with"):
            await anext(events)
        async with events:
            with pytest.raises(ClientStateError, match="open already"):
                await events.__aenter__()
        mistakes: list[dict[str, Any]] = [{"every": 0}, {"within": -1}, {"silence": 0}, {"buffer": 0}, {"on_drift": 5}]
        for wrong in mistakes:
            with pytest.raises(SettingsError, match=f"^{next(iter(wrong))}: expected"):
                realtime(scene.chatwoot, **wrong)
        options: dict[str, Any] = {"token": scene.server.token, "transport": httpx.ASGITransport(scene.server.app)}
        async with Chatwoot("http://127.0.0.1:1", **options) as nowhere:
            with pytest.raises(SettingsError, match=r"^account_id: "):
                realtime(nowhere)

    run(play)


STEPS = st.lists(st.sampled_from(["write", "unheard", "drop", "silent", "speak", "wait", "take"]), max_size=12)


@pytest.mark.law
@SLOW_LAW
@given(steps=STEPS)
def test_every_message_comes_once(steps: list[str]) -> None:
    """For any network failures and any consumer speed, each message comes once."""

    async def play(scene: Scene) -> None:
        written = 0
        found: list[str] = []
        async with realtime(scene.chatwoot, every=20, buffer=3) as events:
            await asyncio.sleep(2)
            for step in steps:
                if step in ("write", "unheard"):
                    (scene.write if step == "write" else scene.write_unheard)(str(written))
                    written += 1
                elif step == "drop":
                    scene.server.cable.drop()
                elif step in ("silent", "speak"):
                    scene.server.cable.is_silent = step == "silent"
                elif step == "wait":
                    await asyncio.sleep(11)
                else:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            found += await texts(events, 1)
            scene.server.cable.is_silent = False
            found += await texts(events, written - len(found))
            with suppress(TimeoutError):
                async with asyncio.timeout(100):
                    found += await texts(events, 1)
        assert sorted(map(str, range(written))) == sorted(each.rstrip("*") for each in found)

    run(play)
