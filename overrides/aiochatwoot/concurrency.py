"""Runs calls concurrently, up to a limit."""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar

import attrs

from ._texts import quoted
from .errors import ClientStateError, InvalidRequestError

A = TypeVar("A")
R = TypeVar("R")


def running_loop() -> asyncio.AbstractEventLoop:
    """Return the running event loop.

    Raises:
        ClientStateError: no asyncio event loop is running.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise ClientStateError(
            "no event loop of asyncio runs here; the client works under asyncio (and uvloop), not under trio or curio"
        ) from None


def check_function(name: str, function: object) -> None:
    """Reject a value that is not a function, such as a coroutine that was already created.

    Raises:
        InvalidRequestError: the value is not a function.
    """
    if not callable(function):
        if asyncio.iscoroutine(function):
            function.close()
        raise InvalidRequestError(f"{name}: expected a function that is not called yet, got {quoted(function)}")


def check_awaitable(name: str, function: object, returned: Awaitable[R]) -> Awaitable[R]:
    """Reject the return value of a function that is not async, such as an iterator.

    Raises:
        InvalidRequestError: the value cannot be awaited.
    """
    if not inspect.isawaitable(returned):
        raise InvalidRequestError(
            f"{name}: expected an async method, which returns when its call is done, such as contacts.get; got "
            f"{quoted(function, 80)}, which returned {quoted(type(returned).__name__)}. For pages of an iterator, pass "
            "the method that reads one page, such as contacts.list"
        )
    return returned


@attrs.frozen
class Outcome(Generic[A, R]):
    """The outcome for one item: a value or an error.

    Attributes:
        item: The item.
        value: The function's return value; None if it raised.
        error: The exception that the function raised; None if it returned.
    """

    item: A
    value: R | None = None
    error: Exception | None = None

    def result(self) -> R:
        """Return the value, or raise the error."""
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # without an error it is an R, which may be None


async def map_concurrently(
    function: Callable[[A], Awaitable[R]], items: Iterable[A] | AsyncIterable[A], limit: int
) -> AsyncGenerator[Outcome[A, R]]:
    """Call a function for each item, at most `limit` concurrently; yield the outcomes in the order of the items.

    Items are taken and calls are started only as outcomes are consumed, so at most `limit` results are held. When the
    iteration ends early or is cancelled, the running calls are cancelled and awaited.

    Raises:
        InvalidRequestError: the limit is below 1 or not an int, or the function is not callable.
        ClientStateError: no asyncio event loop is running.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise InvalidRequestError(f"limit: expected a number from 1, got {quoted(limit)}")
    check_function("map", function)
    running_loop()
    tasks: deque[tuple[A, asyncio.Task[R]]] = deque()

    async def call(item: A) -> R:
        return await check_awaitable("map", function, function(item))

    source = _stream(items)
    try:
        async for item in source:
            tasks.append((item, asyncio.create_task(call(item))))
            if len(tasks) == limit:
                yield await _outcome(*tasks.popleft())
        while tasks:
            yield await _outcome(*tasks.popleft())
    finally:
        for _, task in tasks:
            task.cancel()
        await asyncio.gather(*(task for _, task in tasks), return_exceptions=True)
        await source.aclose()


async def _outcome(item: A, task: asyncio.Task[R]) -> Outcome[A, R]:
    try:
        return Outcome(item, value=await task)
    except asyncio.CancelledError:
        task.cancel()  # the consumer was cancelled while it waited for this one
        await asyncio.gather(task, return_exceptions=True)
        raise
    except Exception as error:  # noqa: BLE001 - the function's exception is the outcome of the item
        return Outcome(item, error=error)


async def _stream(items: Iterable[A] | AsyncIterable[A]) -> AsyncGenerator[A]:
    if isinstance(items, AsyncIterable):
        iterator: AsyncIterator[A] = aiter(items)
        try:
            async for item in iterator:
                yield item
        finally:
            if isinstance(iterator, AsyncGenerator):
                await iterator.aclose()
    else:
        for item in items:
            yield item
