"""A receiver that catches up: timing, interaction with deliveries, and errors."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aiochatwoot.errors import AuthenticationError, ClientStateError, SettingsError
from aiochatwoot.testing import faults, signed
from aiochatwoot.webhooks import Counts, MemoryStore, WebhookReceiver

from .deliveries import SECRET, receiver
from .recovering import Scene, delivered


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_at_start_and_again(scene: Scene) -> None:
    """Events missed while the receiver was down, or lost while it ran, are passed to its handlers."""

    async def main() -> None:
        async with scene.receiver() as to:
            await asyncio.sleep(30)
            await scene.write(delivered_to=to)
            await scene.write()
            await asyncio.sleep(60)
            assert scene.got == [(1, False), (2, True)]
            assert to.counts == Counts(received=1, recovered=1, handled=2)
        await scene.write()
        await asyncio.sleep(1000)
        async with scene.receiver() as to:
            await asyncio.sleep(0.5)
            assert scene.got[2:] == [(3, True)]
            await asyncio.sleep(1000)
            assert to.counts == Counts(recovered=1, handled=1)

    scene.run(main)


def test_one_that_is_being_handled(scene: Scene) -> None:
    """An event that is delivered and found at the same time is handled once, whichever is first."""

    async def main() -> None:
        async with scene.receiver(every=1000) as to:
            await to.catch_up()
            slow = asyncio.Event()

            @to.on("message_created")
            async def wait(event: Any) -> None:
                await slow.wait()

            await scene.write(delivered_to=to)
            late = delivered(scene.fake, "message.created", scene.fake.account.add_message(scene.talk))
            catching_up = asyncio.create_task(to.catch_up())
            await asyncio.sleep(5)
            assert await to.handle(*signed(late, SECRET)) == 200
            assert not catching_up.done()
            slow.set()
            await catching_up
            assert to.counts == Counts(received=2, duplicates=2, recovered=1, handled=2)

    scene.run(main)
    assert scene.got == [(1, False), (2, True)]


def test_what_fails_is_asked_for_again(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Each run passes an event with a failing handler to it again for an hour; meanwhile it is in `failed`."""
    tries: list[float] = []

    async def main() -> None:
        async with scene.receiver(every=600, inline=True, bot=1) as to:

            @to.on("message_created")
            async def fail(event: Any) -> None:
                tries.append(scene.loop.time())
                raise ValueError("no")

            await asyncio.sleep(100)
            await scene.write()
            await asyncio.sleep(2 * 3600)
            assert [each.event.to_dict()["id"] for each in to.failed] == [1]
            await scene.write(delivered_to=to)
            assert len(to.failed) == 1, "Chatwoot repeats that one"

    scene.run(main)
    assert [round(each, -1) for each in tries[:-1]] == [600 * number for number in range(1, 8 + 1)]
    assert "Events that failed for an hour are not requested again" in caplog.messages


def test_what_works_at_last(scene: Scene) -> None:
    """An event that is handled after failures is not requested again."""

    async def main() -> None:
        async with scene.receiver(every=600) as to:
            fails = [1, 1]

            @to.on("message_created")
            async def fail(event: Any) -> None:
                if fails:
                    raise ValueError(fails.pop())

            await asyncio.sleep(100)
            await scene.write()
            await asyncio.sleep(5000)
            assert (to.failed, to.counts) == ([], Counts(recovered=3, failed=2, handled=1))

    scene.run(main)


def test_a_handler_that_hangs(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """The handler blocks only its own conversation; its unfinished events come again in the next process."""

    async def main() -> None:
        async with scene.receiver() as to:
            ends = asyncio.Event()

            @to.on("message_created")
            async def hang(event: Any) -> None:
                if event.id == 1:
                    await ends.wait()

            await scene.write(delivered_to=to)
            scene.talk = scene.fake.account.add_conversation()
            await asyncio.sleep(3 * 3600)
            await scene.write()
            await asyncio.sleep(200)
            assert scene.got == [(1, False), (2, True)]
            assert len(await to.aclose(0)) == 1
        async with scene.receiver():
            await asyncio.sleep(1)

    scene.run(main)
    assert scene.got == [(1, False), (2, True), (1, True)]
    assert "Handlers are not done yet with 1 events: the next run requests them again" in caplog.messages


def test_a_conversation_that_cannot_be_read(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """The failure is logged, and the conversation requested again."""

    async def main() -> None:
        async with scene.receiver() as to:
            await asyncio.sleep(1)
            await scene.write()
            scene.talk = scene.fake.account.add_conversation()
            await scene.write()
            scene.fake.faults.add(faults.status(500), when=lambda request: "/1/messages" in request.path)
            await to.catch_up()
            assert scene.got == [(2, True)]
            await to.catch_up()
            assert scene.got == [(2, True), (1, True)]

    scene.run(main)
    assert [each for each in caplog.messages if each.startswith("A conversation could not be read: ")] != []


def test_a_server_that_is_down(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """A receiver starts while the server is down, logs that, and catches up later."""

    async def main() -> None:
        scene.fake.faults.add(*[faults.status(503)] * 3)
        async with scene.receiver():
            await scene.write()
            await asyncio.sleep(130)
            await scene.write()
            await asyncio.sleep(60)

    scene.run(main)
    assert scene.got == [(2, True)], "the first time that it could ask was in between"
    assert [each.split(":")[0] for each in caplog.messages if "Catching up" in each] == [
        "Catching up failed, and is tried again in 60 s"
    ] * 2


def test_a_store_that_fails(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """The failure is logged with its place, and the run is repeated."""
    fails = [True]

    class Broken(MemoryStore):
        async def set_cursor(self, name: str, value: float, /) -> None:
            if fails and scene.loop.time() > 0:
                raise OSError(f"no disk {fails.pop()}")
            await super().set_cursor(name, value)

    async def main() -> None:
        async with scene.receiver(store=Broken(now=scene.loop.time)) as to:
            await asyncio.sleep(1)
            await scene.write()
            await asyncio.sleep(200)
            assert to.counts == Counts(recovered=1, handled=1)

    scene.run(main)
    failed = next(each for each in caplog.records if "Catching up failed" in each.getMessage())
    assert failed.exc_info is not None
    assert "no disk" in failed.getMessage()


def test_whose_token(scene: Scene) -> None:
    """A bot's token and a wrong one are refused when the receiver starts."""

    async def main() -> None:
        robo = scene.fake.account.add_bot(name="Robo")
        with pytest.raises(SettingsError, match="this is a bot's token, and servers let bots list nothing: use a us"):
            await scene.receiver(token=robo.token).start()
        with pytest.raises(AuthenticationError):
            await scene.receiver(token="not-the-token").start()
        to = scene.receiver()
        assert await to.aclose() == [], "it was not started"
        to = scene.receiver()
        await to.start()
        await to.start()
        assert await to.aclose() == []

    scene.run(main)


async def test_without_anything_to_catch_up_from() -> None:
    """A receiver without a client reports that."""
    async with receiver() as to:
        with pytest.raises(ClientStateError, match="pass catch_up=CatchUp"):
            await to.catch_up()


def test_what_is_not_for_handlers_is_never_given(scene: Scene) -> None:
    """Events that were not for handlers (the bot's, or a person's conversation) are not recovered later."""

    async def main() -> None:
        account = scene.fake.account
        robo = account.add_bot(name="Robo")
        async with scene.receiver(bot=robo.id, handoff_aware=True) as to:
            await asyncio.sleep(1)
            await scene.write(message_type="outgoing", sender=robo)
            scene.talk.assignee = scene.fake.agent
            await scene.write()
            await to.catch_up()
            scene.talk.assignee = None
            await to.catch_up()
            await scene.write()
            await to.catch_up()
            assert to.counts == Counts(own=1, held_back=1, recovered=1, handled=1)

    scene.run(main)
    assert scene.got == [(3, True)]


def test_many(scene: Scene) -> None:
    """A long backlog takes half of the room, so that there is room for deliveries."""
    most = 0

    async def main() -> None:
        nonlocal most
        async with scene.receiver(most_waiting=20, at_once=3) as to:
            await asyncio.sleep(1)
            for _ in range(100):
                await scene.write()

            @to.on("message_created")
            async def slow(event: Any) -> None:
                await asyncio.sleep(1)

            catching_up = asyncio.create_task(to.catch_up())
            await asyncio.sleep(10)
            most = len(to._running)
            for number in range(1000, 1008):
                row = scene.fake.account.add_message(scene.talk)
                payload = delivered(scene.fake, "message.created", row) | {"id": number}
                assert await to.handle(*signed(payload, SECRET)) == 200
            await catching_up

    scene.run(main)
    assert most == 10
    assert sorted(scene.got)[:100] == [(number, True) for number in range(1, 101)]


def test_closing(scene: Scene) -> None:
    """A closed receiver stops asking; handlers finish their events, and the rest comes again."""

    async def main() -> None:
        first = scene.receiver(most_waiting=4)
        await first.start()
        await asyncio.sleep(1)
        for _ in range(10):
            await scene.write()

        @first.on("message_created")
        async def slow(event: Any) -> None:
            await asyncio.sleep(3)

        catching_up = asyncio.create_task(first.catch_up())
        await asyncio.sleep(4)
        assert len(await first.aclose(0.1)) == 2
        await catching_up
        async with scene.receiver():
            await asyncio.sleep(1)

    scene.run(main)
    assert [number for number, _ in scene.got] == [1, 2, *range(2, 11)], "the second was being handled"


def test_started_twice_and_too_late(scene: Scene) -> None:
    """Two concurrent starts ask once; if closed meanwhile they do not ask; a closed receiver refuses to start."""

    async def main() -> None:
        first = scene.receiver()
        await asyncio.gather(first.start(), first.start())
        await first.aclose()
        assert len(scene.fake.requests) == 3  # each start checked the token, and one run began
        second = scene.receiver()
        await asyncio.gather(second.start(), second.aclose())
        await asyncio.sleep(1000)
        assert len(scene.fake.requests) == 4
        with pytest.raises(ClientStateError, match="the receiver is closed"):
            await second.start()

    scene.run(main)


async def _lifespan(to: WebhookReceiver) -> list[dict[str, Any]]:
    """Return the application's messages when a server starts and stops."""
    messages, sent = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        await asyncio.sleep(1)

    await to.asgi({"type": "lifespan"}, receive, send)
    return sent


def test_served_alone(scene: Scene) -> None:
    """Served alone, the receiver starts with the server, which does not start with a bot's token."""

    async def main() -> None:
        await scene.receiver().catch_up()
        await scene.write()
        sent = await _lifespan(scene.receiver())
        assert [each["type"] for each in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
        assert scene.got == [(1, True)]
        sent = await _lifespan(scene.receiver(token=scene.fake.account.add_bot(name="Robo").token))
        assert [each["type"] for each in sent] == ["lifespan.startup.failed"]
        assert sent[0]["message"].startswith("catch_up: this is a bot's token")
        broken = scene.receiver()
        broken._store.cursor = failing  # type: ignore[method-assign]
        sent = await _lifespan(broken)
        assert [(each["type"], each["message"]) for each in sent] == [("lifespan.startup.failed", "the disk is gone")]

    async def failing(*_: object) -> float | None:
        raise OSError("the disk is gone")

    scene.run(main)
