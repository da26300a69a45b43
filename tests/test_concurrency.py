"""Concurrent calls with `map`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from aiochatwoot import InvalidRequestError
from aiochatwoot.concurrency import Outcome, map_concurrently

from .virtual import run_virtual


class Work:
    """Slow calls, and the maximum number of concurrent ones."""

    def __init__(self) -> None:
        self.running = self.most = self.begun = 0

    async def __call__(self, number: int) -> int:
        self.begun += 1
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(10 - number % 7)
            if number == 5:
                raise KeyError(number)
            return number * 2
        finally:
            self.running -= 1


async def numbers(count: int) -> AsyncIterator[int]:
    for number in range(count):
        yield number


@pytest.mark.parametrize("source", [list(range(30)), iter(range(30)), numbers(30)], ids=["list", "iterator", "async"])
def test_outcomes_come_in_order_with_errors_in_their_places(source: Any) -> None:
    """Outcomes are in the order of the items, whichever ends first; an error is the outcome of its item."""
    work = Work()

    async def main() -> list[Outcome[int, int]]:
        return [outcome async for outcome in map_concurrently(work, source, 4)]

    outcomes = run_virtual(main())
    assert list(range(30)) == [outcome.item for outcome in outcomes]
    assert [each.result() for each in outcomes if each.error is None] == [n * 2 for n in range(30) if n != 5]
    with pytest.raises(KeyError):
        outcomes[5].result()
    assert work.most == 4


def test_nothing_is_begun_that_nobody_waits_for() -> None:
    """If the consumer stops taking outcomes, no more than `limit` calls run ahead."""
    work = Work()

    async def main() -> None:
        async with aclosing(map_concurrently(work, range(1000), 3)) as outcomes:
            async for outcome in outcomes:
                await asyncio.sleep(100)
                if outcome.item == 2:
                    break

    run_virtual(main())
    assert work.begun == 5


@pytest.mark.parametrize("how", ["break", "cancel", "error"])
def test_whatever_ends_it_leaves_no_task(how: str) -> None:
    """No call continues after a break, a cancellation, or an error of the consumer or of the source."""
    work = Work()

    async def source() -> AsyncIterator[int]:
        for number in range(50):
            if how == "error" and number == 8:
                raise ValueError("the source broke")
            yield number

    async def consume() -> None:
        async with aclosing(map_concurrently(work, source(), 5)) as outcomes:
            async for _ in outcomes:
                if how == "break":
                    break

    async def main() -> None:
        task = asyncio.create_task(consume())
        if how == "cancel":
            await asyncio.sleep(12)
            task.cancel()
        (result,) = await asyncio.gather(task, return_exceptions=True)
        assert {"break": type(None), "cancel": asyncio.CancelledError, "error": ValueError}[how] is type(result)
        assert work.running == 0
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_virtual(main())


def test_any_async_iterable_will_do() -> None:
    """Items may come from an iterator that is not a generator, and cannot be closed."""

    class Three:
        def __init__(self) -> None:
            self.left = 3

        def __aiter__(self) -> Three:
            return self

        async def __anext__(self) -> int:
            if not self.left:
                raise StopAsyncIteration
            self.left -= 1
            return self.left

    async def main() -> list[int]:
        return [outcome.item async for outcome in map_concurrently(Work(), Three(), 2)]

    assert run_virtual(main()) == [2, 1, 0]


@pytest.mark.parametrize("limit", [0, -1, True, 1.5, None])
def test_bad_limits_are_refused(limit: Any) -> None:
    """A limit must be an int of at least 1."""

    async def main() -> None:
        async for _ in map_concurrently(Work(), [1], limit):
            pytest.fail("nothing may be done")

    with pytest.raises(InvalidRequestError, match="limit: "):
        run_virtual(main())


def test_an_iterator_that_is_no_generator_will_do() -> None:
    """Items may come from any async iterable, even without an awaitable `aclose`."""

    class Countdown:
        left = 3

        def __aiter__(self) -> Countdown:
            return self

        async def __anext__(self) -> int:
            self.left -= 1
            if self.left < 0:
                raise StopAsyncIteration
            return self.left

    async def main() -> list[int]:
        return [outcome.item async for outcome in map_concurrently(Work(), Countdown(), 2)]

    assert run_virtual(main()) == [2, 1, 0]
