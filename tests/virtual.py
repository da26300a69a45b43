"""Virtual time: an event loop whose clock jumps to the next timer when nothing else is ready."""

from __future__ import annotations

import asyncio
import selectors
import time
import types
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
START = 1_795_410_372.0  # 2026-11-23T05:06:12Z, twelve seconds into a clock minute


class _Selector(selectors.DefaultSelector):
    """Waits for sockets of this process only as long as the kernel takes to deliver written data.

    It also waits for threads, as long as they may need on a busy machine; deliberately blocking ones hold time no
    longer.
    """

    now = 0.0
    patience = 0.001
    patience_with_threads = 0.5
    threads = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        patience = self.patience_with_threads if self.threads else self.patience
        ready = super().select(0) or (super().select(patience) if timeout > 0 else [])
        if not ready:
            self.now += max(0.0, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time: servers and clients on its sockets work as usual, but waits take no real time.

    Args:
        has_sockets: False if there are none, so that it does not wait for the kernel.
    """

    def __init__(self, *, has_sockets: bool = True) -> None:
        self.virtual = _Selector()
        if not has_sockets:
            self.virtual.patience = 0
        super().__init__(self.virtual)

    def time(self) -> float:
        return self.virtual.now

    def run_in_executor(  # type: ignore[override]  # it takes whatever the other takes
        self, executor: Any, func: Any, *args: Any
    ) -> asyncio.Future[Any]:
        future = super().run_in_executor(executor, func, *args)
        self.virtual.threads += 1
        future.add_done_callback(self._ended)
        return future

    async def shutdown_default_executor(self, _timeout: float | None = None) -> None:
        """Wait for threads without Python's timeout, which would pass immediately in virtual time."""
        await super().shutdown_default_executor()

    def _ended(self, _: asyncio.Future[Any]) -> None:
        self.virtual.threads -= 1

    def epoch(self) -> float:
        """Return epoch seconds, in place of time.time."""
        return START + self.virtual.now


def run_virtual(main: Coroutine[Any, Any, T], loop: VirtualLoop | None = None) -> T:
    """Run a coroutine in virtual time."""
    with asyncio.Runner(loop_factory=lambda: loop or VirtualLoop()) as runner:
        return runner.run(main)


def run(
    main: Callable[[], Coroutine[Any, Any, T]], loop_factory: Callable[[], VirtualLoop] = VirtualLoop
) -> tuple[T, float]:
    """Run a coroutine in virtual time; return its result, and the virtual seconds that passed."""
    loop = loop_factory()
    return run_virtual(main(), loop), loop.virtual.now


def patch_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the clocks of `time` follow the virtual event loop, in the modules that use them."""

    def epoch() -> float:
        loop = asyncio.get_running_loop()
        return loop.epoch() if isinstance(loop, VirtualLoop) else START

    def perf_counter() -> float:
        loop = asyncio.get_running_loop()
        return loop.time() if isinstance(loop, VirtualLoop) else time.perf_counter()

    virtual = types.SimpleNamespace(time=epoch, perf_counter=perf_counter, monotonic=lambda: epoch() - START)
    for module in ("pipeline", "buckets", "attempt"):
        monkeypatch.setattr(f"aiochatwoot._transport.{module}.time", virtual)
