"""The receiver: which events it passes to handlers, when, and in which order."""

from __future__ import annotations

import asyncio
from typing import Any
from unittest.mock import AsyncMock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot.errors import SettingsError
from aiochatwoot.testing import signed
from aiochatwoot.webhooks import Counts, Event, UnknownEvent, WebhookReceiver

from ..virtual import VirtualLoop, run
from .deliveries import DELIVERIES, NOW, SECRET, deliver, first, message, receiver, settle


@pytest.mark.parametrize("version", ["4.10.0", "4.16.2"])
async def test_every_delivery_reaches_its_handlers(version: str) -> None:
    """Each recorded delivery is passed to the handlers of its event, and to those of all events."""
    got: list[str] = []
    every: list[Event] = []
    deliveries = [each for each in DELIVERIES if each.version == version]
    async with receiver() as to:

        @to.on("message_created", "conversation_updated")
        async def some(event: Any) -> None:
            got.append(event.event)

        @to.on_any
        async def all_of_them(event: Event) -> None:
            every.append(event)

        assert {await deliver(to, each.body) for each in deliveries} == {200}
        assert await deliver(to, {"event": "something_new"}) == 200

    names = [each.event for each in deliveries]
    assert sorted(got) == sorted(name for name in names if name in ("message_created", "conversation_updated"))
    assert sorted(each.event for each in every) == sorted([*names, "something_new"])
    assert any(isinstance(each, UnknownEvent) for each in every)
    assert Counts(received=len(names) + 1, handled=len(names) + 1) == to.counts


def test_a_delivery_is_acknowledged_at_once() -> None:
    """The status is returned before a slow handler has ended; with `inline` afterwards."""

    async def main(inline: bool) -> float:
        loop = asyncio.get_running_loop()
        async with receiver(inline=inline) as to:

            @to.on_any
            async def slow(event: Event) -> None:
                await asyncio.sleep(3)

            assert await deliver(to, message(1)) == 200
            return loop.time()

    assert (run(lambda: main(False)), run(lambda: main(True))) == ((0.0, 3.0), (3.0, 3.0))


def test_order() -> None:
    """Events of one conversation are handled in order of arrival, those of others concurrently."""
    got: list[tuple[int, int]] = []

    async def main() -> None:
        async with receiver(at_once=3) as to:

            @to.on_any
            async def slow(event: Any) -> None:
                await asyncio.sleep(10 - event.id)
                got.append((event.conversation.id, event.id))

            for number in range(6):
                await deliver(to, message(number, conversation=number % 3))
            assert await to.aclose(within=60) == []

    _, took = run(main)

    assert took == 10 + 7
    assert sorted(got, key=lambda each: each[0]) == [(0, 0), (0, 3), (1, 1), (1, 4), (2, 2), (2, 5)]


@pytest.mark.law
@given(numbers=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 5))), at_once=st.integers(1, 4))
def test_each_event_once_and_in_order(numbers: list[tuple[int, int, int]], at_once: int) -> None:
    """With duplicates and handlers of any duration, each event is handled once, in order within its conversation."""
    got: list[tuple[int, int]] = []

    async def main() -> None:
        async with receiver(at_once=at_once, most_waiting=5) as to:

            @to.on_any
            async def slow(event: Any) -> None:
                await asyncio.sleep(lengths[event.id])
                got.append((event.conversation.id, event.id))

            for number, conversation, _ in numbers:
                while await deliver(to, message(10 * conversation + number, conversation)) != 200:
                    pass
            await asyncio.sleep(len(numbers) * 5)

    lengths = {10 * conversation + number: length for number, conversation, length in numbers}
    run(main, lambda: VirtualLoop(has_sockets=False))
    expected = dict.fromkeys((conversation, 10 * conversation + number) for number, conversation, _ in numbers)
    of = {conversation: [each for each in expected if each[0] == conversation] for conversation, _ in expected}

    assert {conversation: [each for each in got if each[0] == conversation] for conversation, _ in got} == of


async def test_duplicates() -> None:
    """An event that was handled, or is being handled, is not handled again."""
    go = asyncio.Event()
    got: list[int] = []
    async with receiver() as to:

        @to.on_any
        async def slow(event: Any) -> None:
            await go.wait()
            got.append(event.id)

        statuses = [await deliver(to, message(1)), await deliver(to, message(1)), await deliver(to, message(2))]
        go.set()
        await settle()
        statuses.append(await deliver(to, message(1)))

    assert statuses == [200] * 4
    assert got == [1, 2]
    assert to.counts == Counts(received=4, handled=2, duplicates=2)


def test_what_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    """An unverified delivery gets the matching status, and the log names the failed check."""

    async def main() -> list[int]:
        async with receiver(max_body=5000) as to:
            good = signed(message(1), SECRET, timestamp=NOW)
            statuses = [
                await to.handle(good.headers, b"{}"),
                await to.handle({}, good.body),
                await to.handle([*good.headers.items(), ("X-Chatwoot-Signature", "x")], good.body),
                await to.handle(*signed(message(1), SECRET, timestamp=NOW - 301)),
                await deliver(to, b"[]"),
                await deliver(to, b" " * 5001),
            ]
            assert to.counts == Counts(refused=6)
        assert await deliver(to, message(1)) == 503
        return statuses

    assert run(main)[0] == [401, 401, 400, 401, 400, 413]
    checks = ["signature", "signature", "headers", "timestamp", "body", "size"]
    assert [each.split(")")[0] for each in caplog.messages] == [f"A delivery was refused ({check}" for check in checks]


async def test_servers_that_do_not_sign() -> None:
    """Unsigned deliveries are accepted if requested."""
    got: list[str] = []
    old = first("message_created", version="4.10.0")
    async with WebhookReceiver(unverified=True) as to:

        @to.on("message_created")
        async def handle(event: Any) -> None:
            got.append(event.event)

        assert await to.handle(old.headers, old.body) == 200
        assert await to.handle(old.headers, b"") == 400
    assert got == ["message_created"]


async def test_own_messages() -> None:
    """Messages of the bot or its user are not passed to handlers, unless requested."""
    of_bot = {"id": 1, "name": "Robo", "type": "agent_bot"}
    of_user = {"id": 1, "name": "Ada", "email": None, "type": "user"}
    for settings, expected in (
        ({"bot": 1}, [2]),
        ({"own_users": [1]}, [1]),
        ({"bot": 1, "own_messages": True}, [1, 2]),
        ({}, [1, 2]),
    ):
        got: list[int] = []
        async with receiver(**settings) as to:

            @to.on_any
            async def handle(event: Any, got: list[int] = got) -> None:
                got.append(event.id)

            await deliver(to, message(1, sender=of_bot))
            await deliver(to, message(2, sender=of_user))
        assert got == expected
        assert 2 - len(expected) == to.counts.own


async def test_handoff() -> None:
    """Messages are held back while a person is assigned; events of the conversation are not."""
    taken = message(1)
    taken["conversation"]["meta"] |= {"assignee": {"id": 1, "name": "Ada", "type": "user"}, "assignee_type": "User"}
    got: list[str] = []
    async with receiver(handoff_aware=True) as to:

        @to.on_any
        async def handle(event: Any) -> None:
            got.append(event.event)

        await deliver(to, taken)
        await deliver(to, message(2))
        await deliver(to, first("conversation_opened", "agent_bot").body)

    assert got == ["message_created", "conversation_opened"]
    assert to.counts == Counts(received=3, held_back=1, handled=2)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({}, "secret: pass it, or unverified=True for a server that does not sign"),
        ({"secret": "abc", "unverified": True}, "secret: pass it, or unverified=True"),
        ({"secret": ""}, "secret: is empty"),
        ({"secret": AsyncMock()}, "secret: expected a function"),
        ({"secret": "abc", "on_drift": 5}, "on_drift: "),
        ({"secret": "abc", "tolerance": -1}, "tolerance: expected seconds"),
        ({"secret": "abc", "at_once": 0}, "at_once, most_waiting: expected numbers above 0"),
    ],
)
def test_settings_that_cannot_be_meant(settings: dict[str, Any], problem: str) -> None:
    """A missing or wrong setting raises a SettingsError when the receiver is created."""
    with pytest.raises(SettingsError, match=problem):
        WebhookReceiver(**settings)


def test_handlers_that_cannot_be_meant() -> None:
    """A misspelt event, no event, and a function that is not async are refused on registration."""
    to = receiver()

    def handle(event: Any) -> Any: ...

    class Handler:
        async def __call__(self, event: Any) -> None: ...

    to.on("something_new")(Handler())
    with pytest.raises(SettingsError, match="there is no message_create; is message_created meant"):
        to.on("message_create")
    with pytest.raises(SettingsError, match="events: name one, or use on_any"):
        to.on()
    with pytest.raises(SettingsError, match="handler: expected an async function, got <function"):
        to.on_any(handle)
