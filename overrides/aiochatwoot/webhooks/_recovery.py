"""Catching up as a part of a receiver: when it starts, and again and again."""

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
"""Seconds for which what fails is asked for again by each run."""


class Recovery:
    """Gives a receiver what was not delivered.

    Args:
        source: From where, and how often.
        store: The receiver's.
        admit: Takes the payload of an event; what it gives back is done when the event is, and says whether it was
            handled. None where the receiver is closed.
        wanted: The events for which there are handlers.
        at_once: How many events are in the receiver's hands at the same time.
        now: Gives the seconds since the epoch.
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
        """Look whether the token will do, and go on in the background. It may be called again.

        Raises:
            SettingsError: the token is a bot's, or its user is not in the account.
            AuthenticationError: it is wrong.
        """
        if self._task is not None:
            return
        try:
            await Run.begin(self._source, self._store, self._now)
        except (AuthenticationError, SettingsError):
            raise
        except ChatwootError:
            pass  # a bot starts, too, while the server is down; the first run meets the same error, and logs it
        if self._task is None and not self._is_stopped:  # meanwhile
            self._task = asyncio.create_task(self._repeat())

    async def stop(self) -> None:
        """Stop asking. What was given to the receiver is its own."""
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
        """Ask once, and wait until everything that was found is handled; not longer than to the next run.

        Raises:
            ChatwootError: the server cannot be asked.
        """
        async with self._lock:
            run = await Run.begin(self._source, self._store, self._now)
            is_handled, late = await self._give(run)
            if run.failed is not None:
                logger.error("A conversation could not be read: %s", run.failed)
            if late:
                logger.warning("Handlers are not done yet with %d events: the next run asks for them again", late)
            elif (is_handled and run.failed is None) or self._gives_up():
                self._failing_since = None
                await run.end()

    def _gives_up(self) -> bool:
        """Whether something has failed for too long; until then the next run asks for it again."""
        if self._failing_since is None:
            self._failing_since = self._now()
        if self._now() - self._failing_since <= _GIVE_UP:
            return False
        logger.error("What has failed for an hour is not asked for again")
        return True

    async def _give(self, run: Run) -> tuple[bool, int]:
        """Whether all of it was handled, and how much is not done yet."""
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
