"""A receiver's catching up: at start and at intervals."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import aclosing

from ..errors import AuthenticationError, ChatwootError, SettingsError
from ._catch_up import CatchUp, Run
from ._recovered import Json
from ._store import WebhookStore

logger = logging.getLogger("aiochatwoot.webhooks")
_GIVE_UP = 3600.0
"""Seconds for which each run asks again for events that failed."""


class Recovery:
    """Supplies a receiver with missed events.

    Args:
        source: The source and the interval.
        store: The receiver's store.
        admit: Takes an event's payload; the returned future completes with the event, and its result says whether the
            event was handled. None if the receiver is closed.
        wanted: The events that have handlers.
        at_once: Maximum number of events passed to the receiver at the same time.
        now: Returns the seconds since the epoch.
    """

    def __init__(
        self,
        source: CatchUp,
        store: WebhookStore,
        admit: Callable[[Json], Awaitable[asyncio.Future[bool] | None]],
        wanted: Callable[[], Collection[str]],
        at_once: int,
        now: Callable[[], float],
    ) -> None:
        self._source = source
        self._store = store
        self._admit = admit
        self._wanted = wanted
        self._at_once = at_once
        self._now = now
        self._lock = asyncio.Lock()
        self._failing_since: float | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_stopped = False

    async def start(self) -> None:
        """Check the token, and continue in the background. Calling it again is safe.

        Raises:
            SettingsError: the token is a bot's, or its user is not in the account.
            AuthenticationError: the token is wrong.
        """
        if self._task is not None:
            return
        try:
            await Run.begin(self._source, self._store, self._now)
        except (AuthenticationError, SettingsError):
            raise
        except ChatwootError:
            pass  # a bot must start while the server is down, too; the first run gets and logs the same error
        if self._task is None and not self._is_stopped:  # meanwhile
            self._task = asyncio.create_task(self._repeat())

    async def stop(self) -> None:
        """Stop requesting missed events. The receiver keeps the events that it already has."""
        self._is_stopped = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _repeat(self) -> None:
        while True:
            try:
                await self.run()
            except Exception as error:
                is_expected = isinstance(error, ChatwootError)
                logger.error(
                    "Catching up failed, and is tried again in %g s: %s",
                    self._source.every,
                    error,
                    exc_info=None if is_expected else error,
                )
            await asyncio.sleep(self._source.every)

    async def run(self) -> None:
        """Request missed events once, and wait until all of them are handled, at most until the next run.

        Raises:
            ChatwootError: the request to the server failed.
        """
        async with self._lock:
            run = await Run.begin(self._source, self._store, self._now)
            is_handled, late = await self._give(run)
            if run.failed is not None:
                logger.error("A conversation could not be read: %s", run.failed)
            if late:
                logger.warning("Handlers are not done yet with %d events: the next run requests them again", late)
            elif (is_handled and run.failed is None) or self._gives_up():
                self._failing_since = None
                await run.end()

    def _gives_up(self) -> bool:
        """Return whether an event has failed for too long; until then the next run asks for it again."""
        if self._failing_since is None:
            self._failing_since = self._now()
        if self._now() - self._failing_since <= _GIVE_UP:
            return False
        logger.error("Events that failed for an hour are not requested again")
        return True

    async def _give(self, run: Run) -> tuple[bool, int]:
        """Return whether all events were handled, and how many are still open."""
        waiting: set[asyncio.Future[bool]] = set()
        is_handled = True
        async with aclosing(run.payloads(self._wanted())) as payloads:
            async for payload in payloads:
                ended = await self._admit(payload)
                if ended is None:
                    return False, 0
                waiting.add(ended)
                while len(waiting) >= self._at_once:
                    done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    is_handled &= all(each.result() for each in done)
        if waiting:
            done, waiting = await asyncio.wait(waiting, timeout=self._source.every)
            is_handled &= all(each.result() for each in done)
        return is_handled, len(waiting)
