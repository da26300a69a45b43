"""Virtual time: an event loop whose clock jumps to the next timer when nothing else is left to do."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
START = 1_795_410_372.0  # 2026-11-23T05:06:12Z, twelve seconds into a clock minute


class _Selector(selectors.DefaultSelector):
    """Waits for sockets of this process for no longer than it takes the kernel to pass on what was written."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)
        ready = super().select(0) or (super().select(0.001) if timeout > 0 else [])
        if not ready:
            self.now += max(0.0, timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time: servers and clients on sockets of this loop work as ever, waits take no time."""

    def __init__(self) -> None:
        self.virtual = _Selector()
        super().__init__(self.virtual)

    def time(self) -> float:
        return self.virtual.now

    def epoch(self) -> float:
        """Epoch seconds, in place of time.time."""
        return START + self.virtual.now


def run_virtual(main: Coroutine[Any, Any, T], loop: VirtualLoop | None = None) -> T:
    """Run a coroutine in virtual time."""
    with asyncio.Runner(loop_factory=lambda: loop or VirtualLoop()) as runner:
        return runner.run(main)
