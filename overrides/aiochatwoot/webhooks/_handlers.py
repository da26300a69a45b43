"""A receiver's event handlers: async functions."""

from __future__ import annotations

import asyncio
import difflib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any, TypeAlias, TypeVar

from ..errors import SettingsError
from ..generated.events import MODELS
from ..hooks import is_async
from ._events import Event

logger = logging.getLogger("aiochatwoot.webhooks")
Handler: TypeAlias = "Callable[[Any], Awaitable[object]]"
HandlerT = TypeVar("HandlerT", bound="Callable[[Any], Awaitable[object]]")


class Handlers:
    """Async functions by event name.

    Attributes:
        running: The handler that each task runs now.
    """

    def __init__(self) -> None:
        self.running: dict[asyncio.Task[Any] | None, Handler] = {}
        self._handlers: dict[str | None, list[Handler]] = {}

    def on(self, events: Iterable[str]) -> Callable[[HandlerT], HandlerT]:
        """Return a decorator that adds a function for some events.

        Raises:
            SettingsError: no event is named, or a name is misspelt. From the decorator: the function is not async.
        """
        if not events:
            raise SettingsError("events: name one, or use on_any")
        for name in events:
            near = [] if name in MODELS else difflib.get_close_matches(name, MODELS, 1, 0.9)
            if near:
                raise SettingsError(f"events: there is no {name}; is {near[0]} meant?")
        return lambda handler: self._add(handler, events)

    def on_any(self, handler: HandlerT) -> HandlerT:
        """Add a function for all events.

        Raises:
            SettingsError: the function is not async.
        """
        return self._add(handler, (None,))

    def _add(self, handler: HandlerT, events: Iterable[str | None]) -> HandlerT:
        if not is_async(handler):
            raise SettingsError(f"handler: expected an async function, got {handler!r:.80}")
        for name in events:
            self._handlers.setdefault(name, []).append(handler)
        return handler

    def events(self) -> Collection[str]:
        """Return the events that have a handler."""
        return MODELS if None in self._handlers else [name for name in self._handlers if name is not None]

    async def give(self, event: Event) -> BaseException | None:
        """Call all functions for an event; return the exception of the last one that failed."""
        failed: BaseException | None = None
        task = asyncio.current_task()
        for handler in [*self._handlers.get(event.event, ()), *self._handlers.get(None, ())]:
            self.running[task] = handler
            try:
                await handler(event)
            except (Exception, asyncio.CancelledError) as error:
                if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                    raise
                logger.error("A handler of %s failed", event.event, exc_info=error)
                failed = error
            finally:
                del self.running[task]
        return failed
