"""Jobs in lanes: sequential within a lane, concurrent across lanes, up to a limit."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from typing import TypeAlias

Job: TypeAlias = "Callable[[], Awaitable[None]]"
_LAST_WAIT = 1.0
"""Seconds for cancelled jobs to end."""


class Lanes:
    """Runs jobs in its own tasks; a job must not raise.

    Args:
        at_once: Maximum number of jobs that run at the same time.
        most_waiting: Maximum number of jobs that wait or run.
    """

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._room = asyncio.Semaphore(most_waiting)
        self._lanes: dict[Hashable, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_over = False

    async def has_room(self, patience: float | None) -> bool:
        """Wait for room for one more job, first come, first served; False if `patience` seconds pass without any.

        With None it waits without limit.
        """
        try:
            async with asyncio.timeout(patience):
                await self._room.acquire()
        except TimeoutError:
            return False
        return True

    def submit(self, lane: Hashable, job: Job) -> None:
        """Append a job to a lane, or to a new one (None). Call it only after `has_room` returned True."""
        lane = object() if lane is None else lane
        if lane in self._lanes:
            self._lanes[lane].append(job)
            return
        self._lanes[lane] = deque([job])
        task = asyncio.create_task(self._drive(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drive(self, lane: Hashable) -> None:
        jobs = self._lanes[lane]
        while jobs and not self._is_over:
            async with self._slots:
                await jobs[0]()
            jobs.popleft()
            self._room.release()
        del self._lanes[lane]

    async def finish(self, within: float) -> set[asyncio.Task[None]]:
        """Wait until all jobs have ended; cancel the rest on timeout. Submit no job afterwards.

        Returns:
            The tasks that did not end when they were cancelled.
        """
        if not self._tasks:
            return set()
        _, late = await asyncio.wait(self._tasks, timeout=within)
        self._is_over = True  # a job that swallows its cancellation must not begin the next one
        for task in late:
            task.cancel()
        return (await asyncio.wait(late, timeout=_LAST_WAIT))[1] if late else set()
