"""Connections of a stream of realtime events in virtual time: lost, refused, and opened again."""

from __future__ import annotations

import asyncio
import logging

import pytest

from aiochatwoot.errors import AuthenticationError, ConnectionFailedError
from aiochatwoot.realtime import realtime

from .scenes import Scene, run, texts


def test_a_lost_connection() -> None:
    """Missed messages come first, then later ones, each once."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.write("a", "b")
            assert await texts(events, 2) == ["a", "b"]
            await asyncio.sleep(10)
            scene.server.cable.drop()
            await asyncio.sleep(0.5)
            scene.write("c", "d")
            await asyncio.sleep(2)
            scene.write("e")
            assert [*await texts(events, 2), (await texts(events, 1))[0].rstrip("*")] == ["c*", "d*", "e"]
            assert events.reconnects == 1
            scene.write("f")
            assert await texts(events, 1) == ["f"]
        assert scene.opened == [0.0, 11.0]

    run(play)


@pytest.mark.parametrize("reason", ["silent", "disconnect"])
def test_a_dead_connection(reason: str) -> None:
    """A connection without pings is given up after 10 s, one that the server closes immediately."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            if reason == "silent":
                scene.server.cable.is_silent = True
                await asyncio.sleep(5)
                scene.write("lost")
                await asyncio.sleep(5)
                scene.server.cable.is_silent = False
            else:
                scene.server.cable.disconnect()
                await asyncio.sleep(0.1)
                scene.write("lost")
            assert await texts(events, 1) == ["lost*"]
        assert scene.opened == [0.0, 11.0 if reason == "silent" else 1.0]

    run(play)


def test_back_off(caplog: pytest.LogCaptureFixture) -> None:
    """Attempts have growing pauses, up to 30 s, and short ones again after a lasting connection."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, every=10_000) as events:
            scene.server.cable.refuses = True
            scene.server.cable.drop()
            await asyncio.sleep(110)
            scene.server.cable.refuses = False
            await asyncio.sleep(100)
            scene.server.cable.drop()
            scene.write("after")
            assert await texts(events, 1) == ["after*"]
            await asyncio.sleep(2)
        differences = [after - before for before, after in zip(scene.opened, scene.opened[1:], strict=False)]
        assert differences[:8] == [1, 2, 4, 8, 16, 30, 30, 30]
        assert round(scene.opened[-1] - 210) == 1

    with caplog.at_level(logging.WARNING):
        run(play)
    assert [each.getMessage() for each in caplog.records][:2] == [
        "The connection was lost: the connection was closed",
        "There is no connection yet: refused",
    ]


def test_a_new_pubsub_token() -> None:
    """The token is read from the profile again only after an attempt without confirmation."""

    async def play(scene: Scene) -> None:
        def profiles() -> int:
            return sum(each.path.endswith("/profile") for each in scene.server.requests)

        async with realtime(scene.chatwoot) as events:
            before = profiles()
            scene.server.cable.drop()
            await asyncio.sleep(2)
            scene.write("a")
            assert [each.rstrip("*") for each in await texts(events, 1)] == ["a"]
            assert profiles() == before + 1  # one for catching up
            scene.server.agent.new_pubsub_token = "another-token"
            scene.server.cable.drop()
            scene.write("b")
            assert await texts(events, 1) == ["b*"]
        assert [round(each) for each in scene.opened][:4] == [0, 1, 4, 18]

    run(play)


def test_a_token_that_is_wrong_now() -> None:
    """If the API rejects the token, the consumer gets the error, each time."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.server.agent.token = "another-token-of-the-agent"
            scene.server.agent.new_pubsub_token = "another-token"
            scene.server.cable.drop()
            for _ in range(2):
                with pytest.raises(AuthenticationError):
                    await texts(events, 1)

    run(play)


def test_a_server_that_wants_no_connection() -> None:
    """If the server says not to reconnect, the client does not."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.server.cable.disconnect("unauthorized", reconnect=False)
            with pytest.raises(ConnectionFailedError, match="unauthorized"):
                await texts(events, 1)
            await asyncio.sleep(100)
        assert scene.opened == [0.0]

    run(play)


def test_a_server_that_wants_no_connection_any_more() -> None:
    """The client also stops if the server forbids reconnecting during a reconnect."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.server.cable.is_silent = True
            scene.server.cable.drop()
            await asyncio.sleep(2)
            scene.server.cable.is_silent = False
            scene.server.cable.disconnect("invalid_request", reconnect=False)
            with pytest.raises(ConnectionFailedError, match="invalid_request"):
                await texts(events, 1)
            await asyncio.sleep(100)
        assert scene.opened == [0.0, 1.0]

    run(play)
