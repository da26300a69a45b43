"""An account's events as an async iterator, with reconnects and catching up."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Self

import attrs

from .._advice import is_of_bot
from .._core import AGENT
from .._wire.deviations import DriftHook
from ..errors import (
    AuthenticationError,
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    PermissionDeniedError,
    RequestTimeoutError,
    SettingsError,
)
from ..hooks import check_hook
from ..settings import RetryPolicy, Secret
from ..webhooks import MemoryStore, WebhookStore, catch_up
from ._events import PRESENCE, RealtimeEvent, decode_message, is_of_account, known_by
from ._socket import Lost, open_socket
from ._subscription import Refused, Subscription

if TYPE_CHECKING:
    from ..client import Chatwoot

logger = logging.getLogger("aiochatwoot.realtime")
_BACKOFF = RetryPolicy(base=1.0, cap=30.0)
_STABLE = 30.0
"""Seconds that a connection must last before the backoff is reset."""
_PRESENCE = 15.0
"""Seconds between two presence updates; servers drop a user's presence after 20."""
_FATAL = (AuthenticationError, PermissionDeniedError, SettingsError, ClientStateError)
_SILENT = (
    "the server did not confirm the subscription within {:g} s: it does not respond if the user is not in account {}, "
    "or if its pubsub token was replaced meanwhile"
)


@attrs.frozen(kw_only=True)
class Options:
    """The arguments of `realtime`, which describes them."""

    account_id: int
    store: WebhookStore
    every: float
    presence: bool
    buffer: int
    within: float
    silence: float
    context: ssl.SSLContext | None
    on_drift: DriftHook | None

    def __attrs_post_init__(self) -> None:
        for name, value in (("every", self.every), ("within", self.within), ("silence", self.silence)):
            if not value > 0:
                raise SettingsError(f"{name}: expected seconds above 0, got {value!r}")
        if self.buffer < 1:
            raise SettingsError(f"buffer: expected a number above 0, got {self.buffer!r}")
        check_hook("on_drift", self.on_drift)


def realtime(
    chatwoot: Chatwoot,
    *,
    account_id: int | None = None,
    store: WebhookStore | None = None,
    every: float = 300.0,
    presence: bool = False,
    buffer: int = 1000,
    within: float = 10.0,
    silence: float = 10.0,
    ssl_context: ssl.SSLContext | None = None,
    on_drift: DriftHook | None = None,
) -> Realtime:
    """Get the events of an account as they happen.

        async with realtime(chatwoot) as events:
            async for event in events: ...

    Args:
        chatwoot: The client. Its token must be a user's; the stream has the events that this user sees in the app.
        account_id: The account id; default the client's own.
        store: Remembers handled events and the time of the last request for missed ones, as for `webhooks.catch_up`;
            default in memory. A persistent store also recovers events that were missed while the program was not
            running.
        every: Seconds between two API requests for missed events.
        presence: Report the user as online, and receive who else is online. A subscription alone shows the user online
            for 20 s.
        buffer: Maximum number of events waiting for a slow consumer. Beyond it the connection is closed. A new one is
            made when the consumer has taken all waiting events, and missed events are fetched from the API.
        within: Seconds until the subscription must be confirmed. Servers do not report a wrong token or account.
        silence: Seconds without a frame from the server, which sends a ping every 3 s, before reconnecting.
        ssl_context: For the WebSocket, if the client's transport has its own authorities or certificate.
        on_drift: Receives each `Deviation` from the contract instead of the log.

    Raises:
        SettingsError: there is no account, or a setting is invalid.
    """
    number = chatwoot.settings.account_id if account_id is None else account_id
    if number is None:
        chatwoot.settings.missing("account_id")
    options = Options(
        account_id=number,
        store=MemoryStore() if store is None else store,
        every=every,
        presence=presence,
        buffer=buffer,
        within=within,
        silence=silence,
        context=ssl_context,
        on_drift=on_drift,
    )
    return Realtime(chatwoot, options)


class Realtime:
    """The events of an account: an async context manager, and inside it an async iterator. See `realtime`.

    Events come in the server's order; missed events come before later ones. Missed events have the form of webhook
    events, and `webhooks.is_recovered` recognizes them. An event counts as handled when the next one is requested.

    Attributes:
        reconnects: Number of reconnects after a lost connection.
    """

    def __init__(self, chatwoot: Chatwoot, options: Options) -> None:
        self.reconnects = 0
        self._chatwoot = chatwoot
        self._options = options
        self._who: tuple[Secret, int] | None = None
        self._queue: asyncio.Queue[dict[str, Any] | BaseException | None] = asyncio.Queue()
        self._drained = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._subscription: Subscription | None = None
        self._recovered: AsyncGenerator[RealtimeEvent] | None = None
        self._is_due = False
        self._due_at: float | None = None
        self._is_unwanted = False
        self._failures = 0
        self._first: RealtimeEvent | None = None
        self._held: dict[str, Any] | None = None
        self._given: tuple[str, ...] = ()
        self._failed: BaseException | None = None

    async def __aenter__(self) -> Self:
        """Connect, and wait until the subscription is confirmed.

        Raises:
            SettingsError: the token is a bot's.
            ConnectionFailedError: the WebSocket cannot be opened, or the server refuses the subscription.
            RequestTimeoutError: the subscription was not confirmed in time.
            ChatwootError: see `profile.get` and `webhooks.catch_up`.
        """
        if self._reader is not None:
            raise ClientStateError("realtime: these events are open already; make new ones")
        self._subscription = await self._subscribe()
        self._reader = asyncio.create_task(self._read(self._subscription))
        self._reader.add_done_callback(self._ended)
        try:
            self._first = await self._step()  # from here on missed events are fetched
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *exception: object) -> None:
        assert self._reader is not None
        assert self._subscription is not None
        self._failed = ClientStateError("realtime: these events are closed")
        self._queue.put_nowait(self._failed)  # for another waiting task
        self._reader.cancel()
        await asyncio.wait([self._reader])
        await self._subscription.aclose()
        if self._recovered is not None:
            await self._recovered.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> RealtimeEvent:
        """Return the next event.

        Raises:
            AuthenticationError, PermissionDeniedError: the token is no longer valid, or not for the account.
            ConnectionFailedError: the server told the client not to reconnect.
            OSError: the store failed; `SqliteStore` names its file. The next call continues, and no event is lost.
            ClientStateError: the stream is used outside its `async with`.
        """
        if self._reader is None:
            raise ClientStateError("realtime: use it as `async with realtime(...) as events`")
        await self._remember()
        first, self._first = self._first, None
        if first is not None:
            return first
        while True:
            if self._failed is not None:
                raise self._failed
            if self._recovered is not None or self._is_due:
                event = await self._next_recovered()
                if event is not None:
                    return event
                continue
            if self._held is None:
                self._held = await self._next_message()
            message = self._held  # until the store has responded: a cancelled caller loses no event
            if message is not None:
                is_known, self._held = await self._is_known(message), None
                if not is_known:
                    _, self._given = known_by(message)
                    return decode_message(message, self._options.on_drift)

    # Consumer side: takes waiting events, and fetches missed ones.

    async def _next_message(self) -> dict[str, Any] | None:
        """Return the next waiting or arriving event; None if another step must come first."""
        try:
            async with asyncio.timeout_at(self._due_at):
                item = await self._queue.get()
        except TimeoutError:
            self._is_due = True
            return None
        if self._queue.empty():
            self._drained.set()
        if isinstance(item, BaseException):
            self._failed = item
        elif item is None:
            self._is_due = True
        return item if isinstance(item, dict) else None

    async def _next_recovered(self) -> RealtimeEvent | None:
        """Return the next missed event; None if there are no more, or if they must be fetched again."""
        try:
            event = await self._step()
        except _FATAL:
            raise
        except ChatwootError as error:
            logger.warning("Missed events could not be fetched, and will be requested again: %s", error)
            self._failures += 1
            await _wait(self._failures)
            return None
        self._failures = 0
        return event

    async def _step(self) -> RealtimeEvent | None:
        """Return the next missed event, fetched from the beginning after any error; None if there are no more."""
        found = self._recovered
        if found is None:
            found = catch_up(self._chatwoot, self._options.store, account_id=self._options.account_id)
        self._recovered, self._is_due = None, True
        event = await anext(found, None)
        self._is_due = False
        if event is None:
            self._due_at = asyncio.get_running_loop().time() + self._options.every
        else:
            self._recovered = found
        return event

    async def _is_known(self, message: dict[str, Any]) -> bool:
        key, _ = known_by(message)
        return key is not None and await self._options.store.has(key)

    async def _remember(self) -> None:
        while self._given:
            await self._options.store.add(self._given[0])
            self._given = self._given[1:]

    # Background task: reads messages, and reconnects.

    async def _read(self, subscription: Subscription | None) -> None:
        loop, attempt = asyncio.get_running_loop(), 0
        while subscription is not None:
            begun = loop.time()
            try:
                await self._take(subscription)
            except Lost as lost:
                logger.warning("The connection was lost: %s", lost)
            except Refused as refused:
                self._queue.put_nowait(ConnectionFailedError(f"realtime: {refused}"))
                return
            else:
                logger.warning("The consumer is slow: %d events wait, and no more are accepted", self._options.buffer)
                self._drained.clear()
                await subscription.aclose()
                await self._drained.wait()
            finally:
                await subscription.aclose()
            attempt = 1 if loop.time() - begun > _STABLE else attempt + 1
            subscription = await self._again(attempt)

    def _ended(self, reader: asyncio.Task[None]) -> None:
        """Report an unexpected error to the consumer."""
        error = None if reader.cancelled() else reader.exception()
        if error is not None:
            self._queue.put_nowait(error)

    async def _take(self, subscription: Subscription) -> None:
        """Queue messages until the buffer is full.

        Raises:
            Lost, Refused: the connection has ended.
        """
        telling = asyncio.create_task(subscription.tell_presence(_PRESENCE)) if self._options.presence else None
        try:
            async with aclosing(subscription.messages()) as messages:
                async for message in messages:
                    if message["event"] == PRESENCE and not self._options.presence:
                        continue
                    if not is_of_account(message, self._options.account_id):
                        continue
                    if self._queue.qsize() >= self._options.buffer:
                        return
                    self._queue.put_nowait(message)
        finally:
            if telling is not None:
                telling.cancel()

    async def _again(self, attempt: int) -> Subscription | None:
        """Subscribe again, as soon as that succeeds; None if it never can."""
        while True:
            await _wait(attempt)
            try:
                subscription = await self._subscribe()
            except ChatwootError as error:
                if isinstance(error, _FATAL) or self._is_unwanted:
                    self._queue.put_nowait(error)
                    return None
                logger.warning("There is no connection yet: %s", error)
                attempt += 1
            else:
                self.reconnects += 1
                self._queue.put_nowait(None)
                return subscription

    async def _subscribe(self) -> Subscription:
        """Connect, and wait for the confirmation.

        Raises:
            ChatwootError: see `__aenter__`.
        """
        options, problem = self._options, "the server did not respond within {:g} s (account {})"
        subscription: Subscription | None = None
        self._is_unwanted = False
        timeout = asyncio.timeout(options.within)
        try:
            async with timeout:
                identifier = await self._identifier()
                core = self._chatwoot._core
                socket = await open_socket(
                    self._chatwoot.settings.base_url,
                    {"User-Agent": AGENT, **core.headers},
                    options.context,
                    self._chatwoot.settings.max_body,
                )
                subscription = Subscription(socket, identifier, options.silence)
                problem = _SILENT
                await subscription.confirmed()
                confirmed, subscription = subscription, None
                return confirmed
        except TimeoutError:
            if not timeout.expired():  # an error of the client itself
                raise
            text = problem.format(options.within, options.account_id)
            failed: ChatwootError = RequestTimeoutError(f"realtime: {text}")
        except (Lost, Refused) as error:
            self._is_unwanted = isinstance(error, Refused)
            failed = ConnectionFailedError(f"realtime: {error}")
        finally:
            if subscription is not None:
                self._who = None  # the user may have another token by now
                await subscription.aclose()
        raise failed

    async def _identifier(self) -> Secret:
        """Return the channel, with the profile's pubsub token."""
        if self._who is None:
            try:
                profile = await self._chatwoot.profile.get()
            except AuthenticationError as error:
                if is_of_bot(error):
                    raise SettingsError("realtime: this is a bot's token, which has no events: use a user's") from error
                raise
            self._who = Secret(profile.pubsub_token), profile.id
        token, user = self._who
        about = {"account_id": self._options.account_id, "user_id": user}
        return Secret(json.dumps({"channel": "RoomChannel", "pubsub_token": token.reveal()} | about))


async def _wait(attempt: int) -> None:
    await asyncio.sleep(_BACKOFF.backoff(attempt, random.random()))  # noqa: S311  # no secret
