"""The receiver: what it gives to handlers, when, in which order, and what becomes of what fails."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot.errors import ClientStateError, SettingsError
from aiochatwoot.testing import signed
from aiochatwoot.webhooks import Counts, Event, MemoryStore, UnknownEvent, WebhookReceiver

from ..virtual import VirtualLoop, run
from .deliveries import DELIVERIES, NOW, SECRET, first, message


def receiver(**settings: Any) -> WebhookReceiver:
    """A receiver whose clock stands still."""
    return WebhookReceiver(SECRET, now=lambda: NOW, **settings)


async def deliver(to: WebhookReceiver, payload: Mapping[str, Any] | bytes, delivery: str | None = None) -> int:
    """The status with which a signed delivery is answered."""
    return await to.handle(*signed(payload, SECRET, timestamp=NOW, delivery=delivery))


async def settle() -> None:
    """Let all tasks run that wait for nothing."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("version", ["4.10.0", "4.16.2"])
async def test_every_delivery_reaches_its_handlers(version: str) -> None:
    """Each recorded delivery is given to the handlers of its event, and to those of all events."""
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
    assert to.counts == Counts(received=len(names) + 1, handled=len(names) + 1)


def test_a_delivery_is_acknowledged_at_once() -> None:
    """The status is there before a slow handler has ended; with `inline` it is there afterwards."""

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
    """Events of one conversation are handled in the order in which they came, those of others at the same time."""
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
    """Under duplicates and handlers of any length, each event is handled once, in order in its conversation."""
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
    """A delivery that is not verified is answered with the fitting status, and the log says which check failed."""

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
    """Deliveries without a signature are taken where that was asked for."""
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
    """What the bot or its user wrote is not given back to it, unless that is asked for."""
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
        assert to.counts.own == 2 - len(expected)


async def test_handoff() -> None:
    """A message is held back while a person is assigned; that the conversation was opened is told."""
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


async def test_a_handler_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """Its exception is logged and counted, other handlers get the event, and it is kept for another try."""
    got: list[str] = []
    fails = [True, True]
    async with receiver() as to:

        @to.on_any
        async def broken(event: Any) -> None:
            if fails:
                raise ValueError(f"no {fails.pop()}")
            got.append("broken")

        @to.on_any
        async def other(event: Any) -> None:
            got.append("other")

        await deliver(to, message(1))
        await settle()
        kept = to.failed
        assert (got, to.counts.failed, repr(kept[0].error)) == (["other"], 1, "ValueError('no True')")
        await to.retry()
        assert (got, to.counts.failed, len(to.failed)) == (["other"] * 2, 2, 1)
        await to.retry()
        assert (to.counts, to.failed) == (Counts(received=1, failed=2, handled=1), [])
        await to.retry()
        await deliver(to, message(1))

    assert got == ["other", "other", "broken", "other"]
    assert caplog.messages == ["A handler of message_created failed"] * 2
    with pytest.raises(ClientStateError, match="the receiver is closed"):
        await to.retry(kept)


async def test_a_failed_event_that_comes_again() -> None:
    """An event that failed is no duplicate; when it comes again and is handled, it is no longer kept."""
    go, fails = asyncio.Event(), [True]
    async with receiver() as to:

        @to.on_any
        async def handle(event: Any) -> None:
            if fails:
                raise ValueError(fails.pop())
            await go.wait()

        await deliver(to, message(1))
        await settle()
        await deliver(to, message(1))
        await settle()
        again = asyncio.create_task(to.retry())  # which waits for the one that is being handled
        await settle()
        go.set()
        await again

    assert (to.failed, to.counts) == ([], Counts(received=2, failed=1, handled=1))


async def test_inline_failures() -> None:
    """With `inline`, a bot's delivery whose handler fails is answered with 500, is not kept, and can come again."""
    for settings, expected, kept in (({"bot": 1}, [500, 500, 200], 0), ({}, [200, 200, 200], 1)):
        fails = [True, True]
        async with receiver(inline=True, **settings) as to:

            @to.on_any
            async def handle(event: Any, fails: list[bool] = fails) -> None:
                if fails:
                    raise ValueError(fails.pop())

            statuses = [await deliver(to, message(1), "d-1"), await deliver(to, message(1), "d-1")]
            assert len(to.failed) == kept
            statuses.append(await deliver(to, message(1), "d-1"))
            assert statuses == expected
            assert to.failed == []
            assert await deliver(to, message(1), "d-1") == 200

    assert to.counts == Counts(received=4, failed=2, handled=1, duplicates=1)


async def test_inline_duplicates_share_the_answer() -> None:
    """A delivery that comes again while it is handled is answered as the first one is."""
    go = asyncio.Event()
    async with receiver(inline=True, bot=1) as to:

        @to.on_any
        async def handle(event: Any) -> None:
            await go.wait()
            raise ValueError("no")

        both = [asyncio.create_task(deliver(to, message(1))) for _ in range(2)]
        await settle()
        go.set()

        assert [await each for each in both] == [500, 500]


def test_too_many(caplog: pytest.LogCaptureFixture) -> None:
    """Where there is no room for 4 seconds, a delivery is answered with 429; with room it waits."""

    async def main() -> list[int]:
        async with receiver(most_waiting=1) as to:

            @to.on_any
            async def slow(event: Any) -> None:
                await asyncio.sleep(6)

            statuses = [await deliver(to, message(number)) for number in range(3)]
            statuses.append(await deliver(to, message(3)))
            assert to.counts.refused == 2
            return statuses

    assert run(main)[0] == [200, 429, 200, 429]
    assert (
        caplog.messages == ["There was no room for a delivery: handlers are too slow, or the receiver was closed"] * 2
    )


def test_the_oldest_failure_is_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    """Not more failed events are kept than may wait."""

    async def main() -> list[Any]:
        async with receiver(most_waiting=2) as to:

            @to.on_any
            async def handle(event: Any) -> None:
                raise ValueError("no")

            for number in range(3):
                await deliver(to, message(number))
                await settle()
            return [each.event.to_dict()["id"] for each in to.failed]

    assert run(main)[0] == [1, 2]
    assert "An event whose handler failed is forgotten: there are 2 newer ones" in caplog.messages


def test_what_is_left_is_handed_back() -> None:
    """Closing finishes what can be finished in time, and gives back the rest, which another receiver takes."""
    got: list[int] = []

    async def main() -> list[int]:
        to, other = receiver(inline=True), receiver()

        @to.on_any
        @other.on_any
        async def handle(event: Any) -> None:
            await asyncio.sleep(event.id)
            got.append(event.id)

        waiting = [asyncio.create_task(deliver(to, message(number, conversation=7))) for number in (2, 5, 9)]
        await settle()
        left = await to.aclose(3)
        assert got == [2]
        assert [each.event.to_dict()["id"] for each in left] == [5, 9]
        assert [each.error for each in left] == [None, None]
        statuses = [await each for each in waiting]
        await other.retry(left)
        assert await other.aclose() == []
        return statuses

    assert run(main) == ([200, 503, 503], 3 + 5 + 9)
    assert got == [2, 5, 9]


def test_a_retry_without_room() -> None:
    """An event that another receiver handed back, and for which there is no room, is kept."""

    async def main() -> list[Any]:
        first_one, to = receiver(), receiver(most_waiting=1)

        @first_one.on_any
        @to.on_any
        async def slow(event: Any) -> None:
            await asyncio.sleep(9)

        for each in (first_one, to):
            await deliver(each, message(1 if each is to else 2))
        await to.retry(await first_one.aclose(0))
        return [each.event.to_dict()["id"] for each in to.failed]

    assert run(main)[0] == [2]


async def test_an_event_without_a_key_is_handled_each_time() -> None:
    """Where nothing tells duplicates, an event is handled again."""
    typing = first("conversation_typing_on", version="4.10.0")
    async with WebhookReceiver(unverified=True, inline=True) as to:
        assert [await to.handle(typing.headers, typing.body) for _ in range(2)] == [200, 200]

    assert to.counts == Counts(received=2, handled=2)


def test_a_request_that_is_cancelled() -> None:
    """A client that hangs up does not cancel handlers; one that waits for room leaves nothing behind."""
    got: list[int] = []

    async def main() -> None:
        async with receiver(inline=True, most_waiting=1) as to:

            @to.on_any
            async def handle(event: Any) -> None:
                await asyncio.sleep(2)
                got.append(event.id)

            tasks = [asyncio.create_task(deliver(to, message(number))) for number in (1, 2)]
            await asyncio.sleep(1)
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(2)
            assert await deliver(to, message(2)) == 200

    run(main)
    assert got == [1, 2]


def test_closing_while_one_waits_for_room() -> None:
    """A delivery that waits for room when the receiver is closed is answered with 503."""

    async def main() -> int:
        to = receiver(most_waiting=1)

        @to.on_any
        async def handle(event: Any) -> None:
            await asyncio.sleep(1)

        await deliver(to, message(1))
        waiting = asyncio.create_task(deliver(to, message(2)))
        await settle()
        assert await to.aclose() == []
        return await waiting

    assert run(main)[0] == 503


async def test_a_handler_that_is_cancelled_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    """A handler in which something else is cancelled has failed; the next event of the conversation is handled."""
    async with receiver() as to:

        @to.on_any
        async def handle(event: Any) -> None:
            if event.id == 1:
                raise asyncio.CancelledError

        await deliver(to, message(1))
        await deliver(to, message(2))
        await settle()
        assert to.counts == Counts(received=2, failed=1, handled=1)

    assert "A handler of message_created failed" in caplog.messages


async def test_a_store_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """An event is handled all the same, and the log says so."""

    class Broken(MemoryStore):
        async def has(self, key: str, /) -> bool:
            raise OSError("no disk")

        async def add(self, key: str, /) -> None:
            raise OSError("no disk")

    async with receiver(store=Broken(), inline=True) as to:
        assert [await deliver(to, message(1)), await deliver(to, message(1))] == [200, 200]

    assert to.counts.handled == 2
    assert caplog.messages[:2] == [
        "The store failed; the event is handled, maybe again",
        "The store failed; the event may be handled again",
    ]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({}, "secret: pass it, or unverified=True for a server that does not sign"),
        ({"secret": "abc", "unverified": True}, "secret: pass it, or unverified=True"),
        ({"secret": ""}, "secret: is empty"),
        ({"secret": "abc", "tolerance": -1}, "tolerance: expected seconds"),
        ({"secret": "abc", "at_once": 0}, "at_once, most_waiting: expected numbers above 0"),
    ],
)
def test_settings_that_cannot_be_meant(settings: dict[str, Any], problem: str) -> None:
    """A setting that is missing or wrong is a SettingsError when the receiver is made."""
    with pytest.raises(SettingsError, match=problem):
        WebhookReceiver(**settings)


def test_handlers_that_cannot_be_meant() -> None:
    """A misspelt event, no event, and a function that is not async are refused when they are registered."""
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
