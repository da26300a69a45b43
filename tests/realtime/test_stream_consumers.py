"""Consumers of a stream of realtime events in virtual time: slow ones, and ones that give up."""

from __future__ import annotations

import asyncio
import logging

import pytest

from aiochatwoot.errors import ClientStateError
from aiochatwoot.realtime import realtime
from aiochatwoot.testing import faults
from aiochatwoot.webhooks import MemoryStore

from .scenes import Scene, run, texts


def test_a_slow_consumer(caplog: pytest.LogCaptureFixture) -> None:
    """Beyond the buffer the connection is closed; when all events were taken, the rest comes from the API, nothing
    twice.
    """

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, buffer=4) as events:
            for number in range(10):
                scene.write(str(number))
                await asyncio.sleep(0.1)
            await asyncio.sleep(60)
            assert scene.server.cable.listeners == 0
            found = await texts(events, 10)
            assert [str(number) for number in range(10)] == [each.rstrip("*") for each in found]
            assert found[0] == "0"
            assert found[-1] == "9*"

    with caplog.at_level(logging.WARNING):
        run(play)
    assert "The consumer is slow: 4 events wait, and no more are accepted" in caplog.text


def test_a_consumer_that_gives_up() -> None:
    """A consumer that stops waiting loses nothing, also among missed events."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(anext(events), 5)
            scene.server.cable.drop()
            await asyncio.sleep(0.5)
            scene.write("a", "b", "c")
            await asyncio.sleep(5)
            scene.server.faults.add(faults.late(3.0), when=lambda request: request.path.endswith("/conversations"))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(texts(events, 1), 1)
            assert await texts(events, 1) == ["a*"]
            # Leaving among them leaves nothing open.
        with pytest.raises(ClientStateError, match="are closed"):
            await anext(events)

    run(play)


def test_a_consumer_that_gives_up_while_the_store_answers() -> None:
    """A consumer that stops waiting while a slow store reads or writes a key loses no event."""

    class SlowStore(MemoryStore):
        delay = 0.0

        async def has(self, key: str, /) -> bool:
            await asyncio.sleep(self.delay)
            return await super().has(key)

        async def add(self, key: str, /) -> None:
            await asyncio.sleep(self.delay)
            await super().add(key)

    async def play(scene: Scene) -> None:
        store = SlowStore()
        async with realtime(scene.chatwoot, store=store) as events:
            for text in ("a", "b"):
                scene.write(text)
                store.delay = 2.0
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(texts(events, 1), 1)
                store.delay = 0.0
                assert await texts(events, 1) == [text]
        async with realtime(scene.chatwoot, store=store) as events:
            scene.write("c")
            assert await texts(events, 2) == ["b*", "c"]  # the next one was not requested

    run(play)


def test_a_store_that_fails() -> None:
    """A store's error ends the loop, on looking up or remembering a message; another loop continues without a loss."""

    class Broken(MemoryStore):
        broken = ""

        async def has(self, key: str, /) -> bool:
            self.work("has")
            return await super().has(key)

        async def add(self, key: str, /) -> None:
            self.work("add")
            await super().add(key)

        def work(self, what: str) -> None:
            if self.broken == what:
                raise OSError(what)

    async def play(scene: Scene) -> None:
        store = Broken()
        async with realtime(scene.chatwoot, store=store) as events:
            scene.write("a")
            assert await texts(events, 1) == ["a"]
            for broken, text in (("add", "b"), ("has", "c")):
                store.broken = broken
                scene.write(text)
                with pytest.raises(OSError, match=broken):
                    await texts(events, 1)
                store.broken = ""
                assert await texts(events, 1) == [text]

    run(play)


def test_closed_by_another_task() -> None:
    """A task that waits for an event gets an error if another one closes the stream."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            waiting = asyncio.create_task(texts(events, 1))
            await asyncio.sleep(1)
        closed = asyncio.get_running_loop().time()
        with pytest.raises(ClientStateError, match="are closed"):
            await waiting
        assert asyncio.get_running_loop().time() == closed

    run(play)
