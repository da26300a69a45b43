"""The main property: every message reaches the handler, twice only after a crash between its start and the commit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiochatwoot.testing import faults, signed
from aiochatwoot.webhooks import CatchUp, MemoryStore, WebhookReceiver

from ..conftest import SLOW_LAW
from ..virtual import VirtualLoop, run_virtual
from .deliveries import SECRET
from .recovering import client, delivered, is_at, server

EVERY = 100


@attrs.frozen
class Write:
    """Somebody writes a message.

    Attributes:
        copies: The delays in seconds of its deliveries: none, one, or several, in any order.
        takes: Seconds that the handler needs for it.
    """

    conversation: int
    copies: tuple[int, ...]
    takes: int


@attrs.frozen
class Wait:
    """Time passes."""

    seconds: int


@attrs.frozen
class Crash:
    """The process dies without warning, and another one starts some time later."""

    down: int


@attrs.frozen
class Fail:
    """The next requests to the API fail, or only those for messages."""

    requests: int
    where: str


Step: TypeAlias = Write | Wait | Crash | Fail
COPIES = st.lists(st.sampled_from([0, 0, 3, 90, 400]), max_size=3).map(tuple)
STEPS = st.lists(
    st.one_of(
        st.builds(Write, st.integers(0, 1), COPIES, st.sampled_from([0, 1, 150])),
        st.builds(Write, st.integers(0, 1), st.just((0,)), st.just(150)),
        st.builds(Wait, st.sampled_from([1, 50, 250])),
        st.builds(Crash, st.sampled_from([0, 10, 1000, 8 * 3600, 100 * 3600])),
        st.builds(Fail, st.integers(1, 4), st.sampled_from(["", "/messages"])),
    ),
    max_size=25,
)


class DurableStore(MemoryStore):
    """A store that survives the process; adding takes a second, during which the process may die."""

    async def add(self, key: str, /) -> None:
        await asyncio.sleep(1)
        await super().add(key)

    async def set_cursor(self, name: str, value: float, /) -> None:
        await asyncio.sleep(1)
        await super().set_cursor(name, value)


class World:
    """A server, and successive processes that receive.

    Attributes:
        started: How often the handler was called for a message.
        ended: The messages for which it ended.
        states: The time of the latest state of each conversation that a handler received.
        cut_off: How often the process died between the handler's start and the commit.
    """

    def __init__(self) -> None:
        self.loop = VirtualLoop(has_sockets=False)
        self.fake = server(self.loop.epoch)
        self.talks = [self.fake.account.add_conversation() for _ in range(2)]
        self.chatwoot = client(self.fake, retry=None)
        self.store = DurableStore(keep=1e9, now=self.loop.time)  # after a week, handled events may come again
        self.takes: dict[int, int] = {}
        self.started: Counter[int] = Counter()
        self.ended: set[int] = set()
        self.states: dict[int, float] = {}
        self.cut_off: Counter[int] = Counter()
        self.running: set[int] = set()
        self.receiver: WebhookReceiver | None = None
        self._copies: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self.receiver = WebhookReceiver(
            SECRET,
            store=self.store,
            catch_up=CatchUp(self.chatwoot, every=EVERY),
            at_once=2,
            most_waiting=6,
            now=self.loop.epoch,
        )

        @self.receiver.on("message_created")
        async def handle(event: Any) -> None:
            self.started[event.id] += 1
            self.running.add(event.id)
            await asyncio.sleep(self.takes[event.id])
            self.ended.add(event.id)

        @self.receiver.on("conversation_updated")
        async def keep(event: Any) -> None:
            self.states[event.id] = max(event.updated_at.timestamp(), self.states.get(event.id, 0))

        await self.receiver.start()

    async def crash(self) -> None:
        """Stop everything of the process where it waits, without running any cleanup."""
        assert self.receiver is not None
        receiver, self.receiver = self.receiver, None
        await receiver.aclose(0)
        self.cut_off.update([number for number in self.running if not await self.is_committed(number)])
        self.running.clear()

    async def is_committed(self, number: int) -> bool:
        account, inbox = self.fake.account, self.talks[0].inbox
        return await self.store.has(f"message_created:{account.id}:{inbox.id}:{number}")

    def write(self, step: Write) -> None:
        row = self.fake.account.add_message(self.talks[step.conversation])
        self.takes[row.id] = step.takes
        payload = delivered(self.fake, "message.created", row)
        for seconds in step.copies:
            copy = asyncio.create_task(self.deliver(payload, seconds))
            self._copies.add(copy)
            copy.add_done_callback(self._copies.discard)

    async def deliver(self, payload: dict[str, Any], after: int) -> None:
        await asyncio.sleep(after)
        if self.receiver is not None:
            await self.receiver.handle(*signed(payload, SECRET, timestamp=int(self.loop.epoch())))

    async def live(self, steps: Sequence[Step]) -> None:
        async with self.chatwoot:
            await self.start()
            for step in steps:
                match step:
                    case Write():
                        self.write(step)
                    case Wait(seconds):
                        await asyncio.sleep(seconds)
                    case Crash(down):
                        await self.crash()
                        await asyncio.sleep(down)
                        await self.start()
                    case Fail(requests, where):
                        failing = faults.status(500)
                        self.fake.faults.add(*[failing] * requests, when=partial(is_at, where))
            self.fake.faults.clear()
            await asyncio.sleep(2 * EVERY + 150 * len(steps))
            await self.crash()


@pytest.mark.law
@SLOW_LAW
@given(steps=STEPS)
@example(steps=[Write(0, (0,), 150), Write(0, (0,), 150), Wait(250), Crash(10)])  # during a waiting delivery
@example(steps=[Write(0, (), 0), Fail(1, "/messages"), Wait(250), Crash(10)])
def test_every_message_reaches_the_handler(steps: Sequence[Step]) -> None:
    """Every message reaches the handler under lost, late, repeated and reordered deliveries, crashes and failures."""
    world = World()
    run_virtual(world.live(steps), world.loop)

    assert world.ended == {*world.takes}, "every message reached the handler, which came to its end"
    again = world.started - Counter([*world.takes])
    assert again <= world.cut_off, "and again only if the process ended between its start and the commit"
    final = {each.id: each.updated_at.timestamp() for each in world.talks if each.messages}
    assert final.items() <= world.states.items(), "and the final state of each conversation did, too"
