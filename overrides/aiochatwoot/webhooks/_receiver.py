"""Receives deliveries for any framework, and passes each event to its handlers once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Any

import attrs

from .._wire.deviations import DriftHook
from ..errors import ClientStateError, SettingsError, WebhookError
from ._asgi import AsgiApp
from ._catch_up import CatchUp
from ._events import decode_event, read_payload
from ._handlers import Handlers, HandlerT
from ._lanes import Lanes
from ._payload import RECOVERED, is_with_person, is_written_by, keys_of, lane_of
from ._records import Counts, Unfinished
from ._recovered import is_recovered, recovered_event
from ._recovery import Recovery
from ._signatures import Headers, Hidden, Secret, read_headers, signing_keys
from ._store import MemoryStore, WebhookStore
from ._unwrap import MAX_BODY, TOLERANCE, check_settings, checked, verified

logger = logging.getLogger("aiochatwoot.webhooks")
_STATUS = {"size": 413, "body": 400, "headers": 400}
_UNAUTHORIZED, _BUSY, _FAILED, _CLOSED = 401, 429, 500, 503
_PATIENCE = 4.0
"""Seconds that a delivery waits for room. Chatwoot gives up after 5."""


class WebhookReceiver:
    """Verifies deliveries, drops duplicates, and passes events to async functions.

    A delivery is acknowledged before its handlers run, since Chatwoot gives up after 5 seconds. Events of one
    conversation are handled in order of arrival, events of different conversations concurrently.

        receiver = WebhookReceiver(secret, bot=3)

        @receiver.on("message_created")
        async def answer(event: models.MessageCreated) -> None: ...

    Use it as a context manager, or call `start` and `aclose`: it then catches up, and finishes accepted events before
    the program ends.

    Args:
        secret: As for `unwrap`.
        unverified: Accept deliveries without a signature, from servers that do not sign (see `parse_unverified`).
        store: Remembers handled events; default in memory.
        catch_up: How to fetch missed events, at start and every few minutes; see `CatchUp`. The same handlers receive
            them, and `is_recovered` distinguishes them. With an in-memory store, events that happen while the program
            does not run are missed.
        inline: Acknowledge a delivery only after its handlers have ended. They have under 5 seconds.
        bot: The id of the agent bot whose deliveries these are. Handlers do not receive the bot's own messages. With
            `inline`, a delivery whose handler fails gets a 500, so that Chatwoot repeats it (3 times). Chatwoot never
            repeats other deliveries, and marks a message as failed for an API inbox's 500.
        own_users: Ids of users whose tokens the program uses: handlers do not receive their messages.
        own_messages: Pass these messages to handlers anyway.
        handoff_aware: Do not pass messages and typing to handlers while the conversation is assigned to a person.
        tolerance: Maximum difference in seconds between a timestamp and now, in both directions.
        now: Returns the seconds since the epoch.
        max_body: Maximum bytes of a body.
        at_once: Maximum number of events handled at the same time.
        most_waiting: Maximum number of events waiting or being handled. Beyond it, a delivery waits for 4 seconds, and
            then gets a 429. Also the maximum number of failed events kept.
        on_drift: Receives each `Deviation` from the contract instead of the log.

    Raises:
        SettingsError: a setting is missing or invalid.

    Attributes:
        counts: The outcomes of the deliveries.
        asgi: The receiver as an ASGI application: a route of your application, or served alone, where it starts and
            closes with the server. (A mounted application receives no lifespan events: use the receiver as a context
            manager there.)
    """

    def __init__(
        self,
        secret: Secret | None = None,
        *,
        unverified: bool = False,
        store: WebhookStore | None = None,
        catch_up: CatchUp | None = None,
        inline: bool = False,
        bot: int | None = None,
        own_users: Collection[int] = (),
        own_messages: bool = False,
        handoff_aware: bool = False,
        tolerance: float = TOLERANCE,
        now: Callable[[], float] = time.time,
        max_body: int = MAX_BODY,
        at_once: int = 10,
        most_waiting: int = 1000,
        on_drift: DriftHook | None = None,
    ) -> None:
        hidden, is_given = Hidden(secret), secret is not None
        del secret  # tracebacks from here on show this frame
        if is_given == unverified:
            raise SettingsError("secret: pass it, or unverified=True for a server that does not sign")
        check_settings(tolerance, max_body, on_drift)
        if at_once < 1 or most_waiting < 1:
            raise SettingsError("at_once, most_waiting: expected numbers above 0")
        self._keys = signing_keys(hidden) if is_given else None
        self._store: WebhookStore = MemoryStore() if store is None else store
        self._inline = inline
        self._bot = bot
        self._own_users = frozenset(own_users)
        self._own_messages = own_messages
        self._handoff_aware = handoff_aware
        self._tolerance = tolerance
        self._now = now
        self._max_body = max_body
        self._on_drift = on_drift
        self._most_failed = most_waiting
        self._lanes = Lanes(at_once, most_waiting)
        self._handlers = Handlers()
        self._running: dict[Hashable, asyncio.Future[bool]] = {}
        self._waiting: dict[Hashable, Unfinished] = {}
        self._failed: dict[Hashable, Unfinished] = {}
        self._is_closed = False
        self._recovery: Recovery | None = None
        if catch_up is not None:
            room = max(1, most_waiting // 2)  # the rest is for deliveries
            self._recovery = Recovery(catch_up, self._store, self._recover, self._handlers.events, room, now)
        self.counts = Counts()
        self.asgi = AsgiApp(self.handle, self.start, self.aclose, max_body)

    def on(self, *events: str) -> Callable[[HandlerT], HandlerT]:
        """Pass these events to the decorated async function.

        Raises:
            SettingsError: no event is named, a name is misspelt, or the function is not async.
        """
        return self._handlers.on(events)

    def on_any(self, handler: HandlerT) -> HandlerT:
        """Pass all events, including each `UnknownEvent`, to the decorated async function.

        Raises:
            SettingsError: the function is not async.
        """
        return self._handlers.on_any(handler)

    async def handle(self, headers: Headers, body: bytes) -> int:
        """Accept a delivery, and return the status for the response, which has no body.

        200: accepted, or a duplicate. 400, 401, 413: refused; the log has the reason. 429: no room. 500: see `inline`.
        503: the receiver is closed.

        Args:
            headers: The headers as the framework provides them.
            body: The raw body, byte for byte.

        Raises:
            TypeError: the body is not bytes.
        """
        given = read_headers(headers)
        del headers
        try:
            if self._keys is None:
                payload = read_payload(checked(body, self._max_body))
            else:
                limits: Any = {"tolerance": self._tolerance, "now": self._now, "max_body": self._max_body}
                payload = verified(body, given, self._keys, **limits)
        except WebhookError as error:
            self.counts.refused += 1
            logger.warning("A delivery was refused (%s): %s", error.check, error)
            return _STATUS.get(error.check, _UNAUTHORIZED)
        if self._is_closed:
            return _CLOSED
        return await self._take(payload, given.delivery)

    async def _take(self, payload: dict[str, Any], delivery: str | None) -> int:
        self.counts.received += 1
        ended = await self._admit(payload, keys_of(payload, delivery), _PATIENCE)
        if ended is None:
            return _CLOSED if self._is_closed else _BUSY
        return await self._answer(ended)

    async def _recover(self, payload: dict[str, Any]) -> asyncio.Future[bool] | None:
        keys = keys_of(payload, None)
        if keys and keys[0] not in self._running and await self._is_known(keys[0]):
            return _done()
        return await self._admit(payload, keys, None)

    async def _admit(
        self, payload: dict[str, Any], keys: tuple[str, ...], patience: float | None
    ) -> asyncio.Future[bool] | None:
        """Pass an event to its handlers; the returned future completes when they end. None if there is no room."""
        is_own = not self._own_messages and is_written_by(payload, self._bot, self._own_users)
        if is_own or (self._handoff_aware and is_with_person(payload)):
            self.counts.own += is_own
            self.counts.held_back += not is_own
            await self._remember(keys)  # so that catching up does not pass it to them later
            return _done()
        key: Hashable = keys[0] if keys else object()
        if key in self._running:
            self.counts.duplicates += 1
            return self._running[key]
        lane = lane_of(payload)
        event = recovered_event(payload) if RECOVERED in payload else decode_event(payload, self._on_drift)
        ended = await self._begin(key, patience)
        if ended is not None:
            self._submit(Unfinished(event, None, key, keys, lane), ended)
        return ended

    async def _begin(self, key: Hashable, patience: float | None) -> asyncio.Future[bool] | None:
        """Reserve room for an event, if there is any in time; the returned future completes with the event."""
        ended = self._running[key] = asyncio.get_running_loop().create_future()
        has_room = False
        try:
            has_room = await self._lanes.has_room(patience) and not self._is_closed
        finally:  # it may be cancelled, too
            if not has_room:
                self._end(key, ended, False)
        if has_room:
            return ended
        self.counts.refused += 1
        logger.error("There was no room for a delivery: handlers are too slow, or the receiver was closed")
        return None

    async def _answer(self, ended: asyncio.Future[bool]) -> int:
        if not self._inline:
            return 200
        is_done = await asyncio.shield(ended)
        if not is_done and self._is_closed:
            return _CLOSED
        return 200 if is_done or self._bot is None else _FAILED

    def _submit(self, item: Unfinished, ended: asyncio.Future[bool]) -> None:
        async def work() -> None:
            is_done = False
            try:
                is_done = await self._work(item)
                del self._waiting[item._key]
            finally:
                self._end(item._key, ended, is_done)

        self._waiting[item._key] = item
        self._lanes.submit(item._lane, work)

    def _end(self, key: Hashable, ended: asyncio.Future[bool], is_done: bool) -> None:
        self._running.pop(key, None)
        if not ended.done():  # `aclose` may have ended it while its handler runs on
            ended.set_result(is_done)

    async def _work(self, item: Unfinished) -> bool:
        """Return whether an event was handled or is a duplicate."""
        if item._keys and await self._is_known(item._keys[0]):
            self.counts.duplicates += 1
            return True
        is_live = not is_recovered(item.event)
        self.counts.recovered += not is_live
        failed = await self._handlers.give(item.event)
        self._failed.pop(item._key, None)
        if failed is not None:
            self.counts.failed += 1
            if not (is_live and self._inline and self._bot is not None):  # Chatwoot repeats these
                self._keep(attrs.evolve(item, error=failed))
            return False
        self.counts.handled += 1
        await self._remember(item._keys)
        return True

    def _keep(self, item: Unfinished) -> None:
        self._failed[item._key] = item
        if len(self._failed) > self._most_failed:
            del self._failed[next(iter(self._failed))]
            logger.error("An event whose handler failed is forgotten: there are %d newer ones", self._most_failed)

    async def _is_known(self, key: str) -> bool:
        try:
            return await self._store.has(key)
        except Exception:
            logger.exception("The store failed; the event is handled, maybe again")
            return False

    async def _remember(self, keys: Iterable[str]) -> None:
        try:
            for key in keys:
                await self._store.add(key)
        except Exception:
            logger.exception("The store failed; the event may be handled again")

    @property
    def failed(self) -> list[Unfinished]:
        """The events whose handler raised an exception, oldest first."""
        return [*self._failed.values()]

    async def retry(self, unfinished: Iterable[Unfinished] | None = None) -> None:
        """Pass events to all their handlers again, and wait for them.

        Args:
            unfinished: Events that another receiver's `aclose` returned; default the `failed` ones. Events that fail
                again, or for which there is no room, are in `failed` afterwards.

        Raises:
            ClientStateError: the receiver is closed.
        """
        waiting: list[asyncio.Future[bool]] = []
        for item in self.failed if unfinished is None else unfinished:
            if self._is_closed:
                raise ClientStateError("the receiver is closed: give its events to another one")
            if item._key in self._running:  # it was delivered again meanwhile
                waiting.append(self._running[item._key])
                continue
            ended = await self._begin(item._key, _PATIENCE)
            if ended is None:
                self._keep(item)
            else:
                self._submit(attrs.evolve(item, error=None), ended)
                waiting.append(ended)
        if waiting:
            await asyncio.wait(waiting)

    async def start(self) -> None:
        """Start catching up in the background; without `catch_up` this does nothing.

        If the server cannot be reached, the receiver logs that and tries again.

        Raises:
            SettingsError: the token of `catch_up` is a bot's, or its user is not in the account.
            AuthenticationError: the token is wrong.
            OSError: the store failed.
            ClientStateError: the receiver is closed.
        """
        if self._is_closed:
            raise ClientStateError("the receiver is closed, and takes no deliveries any more: make a new one")
        if self._recovery is not None:
            await self._recovery.start()

    async def catch_up(self) -> None:
        """Catch up now, and wait until the events found are handled, at most until the next run.

        Raises:
            ClientStateError: the receiver has no `catch_up`.
            ChatwootError: the request to the server failed.
        """
        if self._recovery is None:
            raise ClientStateError("the receiver has nothing to catch up from: pass catch_up=CatchUp(chatwoot)")
        await self._recovery.run()

    async def aclose(self, within: float = 10.0) -> list[Unfinished]:
        """Stop accepting deliveries, finish the accepted events, and return the unfinished ones.

        Args:
            within: Seconds after which handlers are cancelled. A handler that does not end within another second is
                left running: a warning names it, and its event is among the unfinished ones.
        """
        self._is_closed = True
        if self._recovery is not None:
            await self._recovery.stop()
        for task in await self._lanes.finish(within):
            stuck: object = self._handlers.running.get(task, self._store.add)
            logger.warning("%s was cancelled, and does not end: it is left running", _name_of(stuck))
        for key in self._waiting.keys() & self._running.keys():  # events without an end
            self._end(key, self._running[key], False)
        left = [*self._failed.values(), *self._waiting.values()]
        if left:
            logger.error("%d events are unfinished", len(left))
        return left

    async def __aenter__(self) -> WebhookReceiver:
        await self.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.aclose()


def _name_of(function: object) -> str:
    return getattr(function, "__qualname__", None) or f"{function!r:.80}"


def _done() -> asyncio.Future[bool]:
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    done.set_result(True)
    return done
