"""A stream of realtime events in virtual time: lost connections, missed events, slow consumers, and errors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot import Chatwoot, models
from aiochatwoot.errors import (
    AuthenticationError,
    ClientStateError,
    ConnectionFailedError,
    ServerError,
    SettingsError,
)
from aiochatwoot.realtime import Realtime, RealtimeEvent, _stream, realtime
from aiochatwoot.realtime._socket import Lost
from aiochatwoot.testing import Conversation, FakeChatwoot, faults
from aiochatwoot.webhooks import MemoryStore, UnknownEvent, is_recovered

from ..conftest import SLOW_LAW
from ..virtual import START, VirtualLoop, run_virtual


class AsgiSocket:
    """A WebSocket of the embedded server, without a socket."""

    def __init__(self, server: FakeChatwoot) -> None:
        self._to_server: asyncio.Queue[Any] = asyncio.Queue()
        self._to_client: asyncio.Queue[Any] = asyncio.Queue()
        scope = {"type": "websocket", "path": "/cable", "subprotocols": [], "headers": [(b"host", b"127.0.0.1")]}
        self._to_server.put_nowait({"type": "websocket.connect"})
        app: Any = server.app
        self._task: asyncio.Task[None] = asyncio.create_task(app(scope, self._to_server.get, self._to_client.put))

    async def accepted(self) -> AsgiSocket:
        if (await self._to_client.get())["type"] != "websocket.accept":
            raise ConnectionFailedError("refused")
        return self

    async def receive(self) -> str:
        message = await self._to_client.get()
        if message["type"] == "websocket.close":
            self._to_client.put_nowait(message)
            raise Lost("the connection was closed")
        return str(message["text"])

    async def send(self, text: str) -> None:
        self._to_server.put_nowait({"type": "websocket.receive", "text": text})

    async def aclose(self) -> None:
        self._to_server.put_nowait({"type": "websocket.disconnect"})
        await self._task


@attrs.define
class Scene:
    """A server, a client and a conversation.

    Attributes:
        opened: The times of connection attempts, in seconds.
    """

    server: FakeChatwoot
    chatwoot: Chatwoot
    talk: Conversation
    opened: list[float] = attrs.field(factory=list)

    def write(self, *texts: str) -> None:
        for text in texts:
            self.server.account.add_message(self.talk, text)

    def write_unheard(self, text: str) -> None:
        """Write a message whose frame is lost."""
        listeners = self.server.installation.lock.listeners
        kept = listeners.copy()
        listeners.clear()
        self.write(text)
        listeners.extend(kept)


@asynccontextmanager
async def scene() -> AsyncGenerator[Scene]:
    loop = asyncio.get_running_loop()
    server = FakeChatwoot(sample=False, clock=lambda: START + loop.time())
    talk = server.account.add_conversation()
    transport = httpx.ASGITransport(server.app)
    options: dict[str, Any] = {"token": server.token, "account_id": 1, "transport": transport, "rate_limit": None}
    async with Chatwoot("http://127.0.0.1:1", retry=None, **options) as chatwoot:
        await asyncio.sleep(100)
        yield Scene(server, chatwoot, talk)


@pytest.fixture(autouse=True)
def _no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stream, "random", type("Chance", (), {"random": staticmethod(lambda: 1.0)}))


def run(play: Callable[[Scene], Awaitable[Any]]) -> Any:
    """Run a function in virtual time, with connections to its own server."""

    async def main() -> Any:
        async with scene() as made:

            async def opens(*_: object) -> AsgiSocket:
                made.opened.append(asyncio.get_running_loop().time() - 100)
                return await AsgiSocket(made.server).accepted()

            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(_stream, "open_socket", opens)
                async with asyncio.timeout(86_400):
                    return await play(made)

    return run_virtual(main(), VirtualLoop(has_sockets=False))


def text_of(event: RealtimeEvent) -> str | None:
    """Return the content of a message, with a star if it was recovered."""
    if isinstance(event, models.RealtimeMessageCreated):
        return event.data.content
    return f"{event.content}*" if isinstance(event, models.MessageCreated) and is_recovered(event) else None


async def texts(events: Realtime, count: int) -> list[str]:
    """Return the contents of the next messages."""
    found: list[str] = []
    while len(found) < count:
        text = text_of(await anext(events))
        found += [] if text is None else [text]
    return found


def test_a_lost_connection() -> None:
    """Missed messages come first, then later ones, each once."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot) as events:
            scene.write("a", "b")
            assert ["a", "b"] == await texts(events, 2)
            await asyncio.sleep(10)
            scene.server.cable.drop()
            await asyncio.sleep(0.5)
            scene.write("c", "d")
            await asyncio.sleep(2)
            scene.write("e")
            assert ["c*", "d*", "e"] == [*await texts(events, 2), (await texts(events, 1))[0].rstrip("*")]
            assert 1 == events.reconnects
            scene.write("f")
            assert ["f"] == await texts(events, 1)
        assert [0.0, 11.0] == scene.opened

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
            assert ["lost*"] == await texts(events, 1)
        assert [0.0, 11.0 if reason == "silent" else 1.0] == scene.opened

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
            assert ["after*"] == await texts(events, 1)
            await asyncio.sleep(2)
        differences = [after - before for before, after in zip(scene.opened, scene.opened[1:], strict=False)]
        assert [1, 2, 4, 8, 16, 30, 30, 30] == differences[:8]
        assert 1 == round(scene.opened[-1] - 210)

    with caplog.at_level(logging.WARNING):
        run(play)
    assert ["The connection was lost: the connection was closed", "There is no connection yet: refused"] == [
        each.getMessage() for each in caplog.records
    ][:2]


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
            assert ["a"] == [each.rstrip("*") for each in await texts(events, 1)]
            assert before + 1 == profiles()  # one for catching up
            scene.server.agent.new_pubsub_token = "another-token"
            scene.server.cable.drop()
            scene.write("b")
            assert ["b*"] == await texts(events, 1)
        assert [0, 1, 4, 18] == [round(each) for each in scene.opened][:4]

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
        assert [0.0] == scene.opened

    run(play)


def test_a_server_that_wants_no_connection_any_more() -> None:
    """The same holds if it says so during a reconnect."""

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
        assert [0.0, 1.0] == scene.opened

    run(play)


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
            assert 0 == scene.server.cable.listeners
            found = await texts(events, 10)
            assert [str(number) for number in range(10)] == [each.rstrip("*") for each in found]
            assert "0" == found[0]
            assert "9*" == found[-1]

    with caplog.at_level(logging.WARNING):
        run(play)
    assert "The consumer is slow: 4 events wait, and no more are taken" in caplog.text


def test_frames_that_are_lost() -> None:
    """The API is asked periodically for lost events, also while nothing happens."""

    async def play(scene: Scene) -> None:
        async with realtime(scene.chatwoot, every=60) as events:
            await asyncio.sleep(10)
            scene.write_unheard("never heard")
            assert ["never heard*"] == await texts(events, 1)
            assert 60 <= asyncio.get_running_loop().time() - 100 <= 61
            scene.write("heard")
            assert ["heard"] == await texts(events, 1)
            await asyncio.sleep(300)
            scene.write("later")
            assert ["later"] == [each.rstrip("*") for each in await texts(events, 1)]

    run(play)


def test_what_happened_while_the_program_was_down() -> None:
    """With a persistent store, the next start gets missed and unhandled events."""

    async def play(scene: Scene) -> None:
        store = MemoryStore()
        async with realtime(scene.chatwoot, store=store) as events:
            await asyncio.sleep(10)
            scene.write("done", "not done")
            assert ["done", "not done"] == await texts(events, 2)
        await asyncio.sleep(1000)
        scene.write("missed")
        async with realtime(scene.chatwoot, store=store) as events:
            scene.write("live")
            assert ["not done*", "missed*", "live"] == await texts(events, 3)

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
            assert ["missed", "live"] == [each.rstrip("*") for each in found]
            assert 7 <= asyncio.get_running_loop().time() - begun <= 8

    with caplog.at_level(logging.WARNING):
        run(play)
    assert 3 == caplog.text.count("What was missed could not be asked for, and will be: GET")


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
        assert 0 == scene.server.cable.listeners

    run(play)


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
            assert ["a*"] == await texts(events, 1)
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
                assert [text] == await texts(events, 1)
        async with realtime(scene.chatwoot, store=store) as events:
            scene.write("c")
            assert ["b*", "c"] == await texts(events, 2)  # the next one was not requested

    run(play)


def test_a_store_that_fails() -> None:
    """Its error ends the loop, whether it looks a message up or remembers one; another loop goes on without a loss."""

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
            assert ["a"] == await texts(events, 1)
            for broken, text in (("add", "b"), ("has", "c")):
                store.broken = broken
                scene.write(text)
                with pytest.raises(OSError, match=broken):
                    await texts(events, 1)
                store.broken = ""
                assert [text] == await texts(events, 1)

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
        assert closed == asyncio.get_running_loop().time()

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
            assert ["here"] == await texts(events, 1)
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
            assert UnknownEvent("moon.landed", {"event": "moon.landed", "data": {}}) == await anext(events)
            assert ["after"] == await texts(events, 1)
        assert 1 == len(drift)

    run(play)


def test_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error reaches the consumer."""

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
        mistakes: list[dict[str, Any]] = [{"every": 0}, {"within": -1}, {"silence": 0}, {"buffer": 0}]
        for wrong in mistakes:
            with pytest.raises(SettingsError, match=f"^{next(iter(wrong))}: expected"):
                realtime(scene.chatwoot, **wrong)
        options: dict[str, Any] = {"token": scene.server.token, "transport": httpx.ASGITransport(scene.server.app)}
        async with Chatwoot("http://127.0.0.1:1", **options) as nowhere:
            with pytest.raises(SettingsError, match=r"^account_id: is not set"):
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
