"""The receiver: failed handlers, lack of room, and unfinished events at closing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from aiochatwoot.errors import ClientStateError
from aiochatwoot.webhooks import Counts, MemoryStore, WebhookReceiver

from ..virtual import run
from .deliveries import deliver, first, message, receiver, settle


async def test_a_handler_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    """The exception is logged and counted, other handlers get the event, and it is kept for a retry."""
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
    """A failed event is not a duplicate; when a later delivery is handled, it is no longer kept."""
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
        again = asyncio.create_task(to.retry())  # it waits for the running one
        await settle()
        go.set()
        await again

    assert (to.failed, to.counts) == ([], Counts(received=2, failed=1, handled=1))


async def test_inline_failures() -> None:
    """With `inline`, a bot's delivery whose handler fails gets a 500, is not kept, and can come again."""
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
    """A delivery that is repeated while it is handled gets the same status as the first one."""
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
    """Without room for 4 seconds, a delivery gets a 429; if room appears, it waited."""

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
    """At most as many failed events are kept as may wait."""

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
    """Closing finishes events within the time limit, and returns the rest, which another receiver accepts."""
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


class Stubborn:
    """A handler that ignores its cancellation, and continues for a minute."""

    async def __call__(self, event: Any) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)


def test_a_handler_that_swallows_its_cancellation(caplog: pytest.LogCaptureFixture) -> None:
    """Closing returns a second after the cancellation, names the handler, and returns its event and the next one."""
    got: list[int] = []

    async def main() -> tuple[list[int], float]:
        async def stubborn(event: Any) -> None:
            got.append(event.id)
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
            await asyncio.sleep(60)

        to, other = receiver(), receiver()
        to.on_any(stubborn)
        other.on_any(Stubborn())
        for number in (1, 2):
            await deliver(to, message(number))
        await deliver(other, message(3))
        left = [*await to.aclose(3), *await other.aclose(3)]
        closed_at = asyncio.get_running_loop().time()
        await asyncio.sleep(120)  # the handlers end without effects
        return [each.event.to_dict()["id"] for each in left], closed_at

    assert run(main)[0] == ([1, 2, 3], 2 * (3 + 1))
    assert got == [1], "the next event of the conversation does not begin"
    said = "was cancelled, and does not end: it is left running"
    named = [each.partition(f" {said}")[0] for each in caplog.messages if said in each]
    assert named[0] == "test_a_handler_that_swallows_its_cancellation.<locals>.main.<locals>.stubborn"
    assert "Stubborn object" in named[1]


def test_a_handler_that_ends_when_it_is_cancelled(caplog: pytest.LogCaptureFixture) -> None:
    """A handler that swallows its cancellation and then ends has handled its event; there is no warning."""

    async def main() -> tuple[list[Any], float]:
        to = receiver()

        @to.on_any
        async def tidy(event: Any) -> None:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)

        for number in (1, 2):
            await deliver(to, message(number))
        left = await to.aclose(3)
        return [each.event.to_dict()["id"] for each in left], asyncio.get_running_loop().time()

    assert run(main)[0] == ([2], 3.0)
    assert not [each for each in caplog.messages if "left running" in each]


def test_a_retry_without_room() -> None:
    """A returned event for which another receiver has no room is kept."""

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


def test_a_retry_while_the_receiver_is_closed() -> None:
    """An event that waits for room when the receiver closes is kept, and returned."""

    async def main() -> list[Any]:
        first_one, to = receiver(), receiver(most_waiting=1)

        @first_one.on_any
        @to.on_any
        async def slow(event: Any) -> None:
            await asyncio.sleep(2)

        await deliver(first_one, message(2))
        await deliver(to, message(1))
        retrying = asyncio.create_task(to.retry(await first_one.aclose(0)))
        await settle()
        await to.aclose()
        await retrying
        return [each.event.to_dict()["id"] for each in await to.aclose()]

    assert run(main)[0] == [2]


async def test_an_event_without_a_key_is_handled_each_time() -> None:
    """Without a key, a repeated event is handled again."""
    typing = first("conversation_typing_on", version="4.10.0")
    async with WebhookReceiver(unverified=True, inline=True) as to:
        assert [await to.handle(typing.headers, typing.body) for _ in range(2)] == [200, 200]

    assert to.counts == Counts(received=2, handled=2)


def test_a_request_that_is_cancelled() -> None:
    """A client that disconnects does not cancel handlers; a waiting one leaves nothing behind."""
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
    """A delivery that waits for room when the receiver closes gets a 503."""

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
    """A handler with a cancellation of its own has failed; the conversation's next event is handled."""
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
    """The event is handled nevertheless, and the failure is logged."""

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
