"""Finds missed events through the API.

A run asks for changes since the previous run began, by the server's clock, minus a margin: a change may be committed
later than its timestamp. It never starts from the newest change seen, since a concurrent write may have an earlier
timestamp.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import time
from collections.abc import AsyncGenerator, Callable, Collection, Generator, Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

import attrs

from .._advice import is_of_bot
from .._paging import id_of
from .._wire.model import Model
from .._wire.timestamps import header_date
from ..errors import (
    AuthenticationError,
    ChatwootError,
    NotFoundError,
    ResponseTooLargeError,
    SettingsError,
)
from ..export._windows import PAGE, page_of, plan, rows_of
from ._events import Event
from ._payload import keys_of
from ._recovered import Json, contact_payload, conversation_payload, message_payload, recovered_event
from ._store import WebhookStore

if TYPE_CHECKING:
    from ..client import Chatwoot
    from ..generated.models import Contact, Conversation

RECOVERABLE = frozenset({"message_created", "conversation_created", "conversation_updated", "contact_created"})
"""The events that can be built from API objects."""
_SLACK = 60
"""Margin in seconds: the next run asks for changes from this long before the last run began."""
_AT_ONCE = 6 * 3600
"""The longest span, in seconds, for which one response may list all changed conversations."""
_READERS = 4
_MOST_FAILURES = 3


@attrs.frozen
class CatchUp:
    """Settings with which a receiver fetches missed events.

    Attributes:
        chatwoot: The client. Its token must be a user's, since bots cannot list anything. The user must have access to
            everything that the webhook receives: an administrator, or an agent in each inbox.
        every: Seconds between two runs.
        account_id: The account id; default the client's own.
        inboxes: Ids of the inboxes whose conversations are wanted, for the webhook of a bot or an API inbox; default
            all inboxes, and contacts.

    Raises:
        SettingsError: there is no account, or `every` is invalid.
    """

    chatwoot: Chatwoot
    every: float = attrs.field(default=300.0, kw_only=True)
    account_id: int | None = attrs.field(default=None, kw_only=True)
    inboxes: Collection[int] | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.every > 0:
            raise SettingsError(f"every: expected seconds above 0, got {self.every!r}")
        if self.account is None:
            self.chatwoot.settings.missing("account_id")

    @property
    def account(self) -> int | None:
        """The account id."""
        return self.chatwoot.settings.account_id if self.account_id is None else self.account_id


async def catch_up(
    chatwoot: Chatwoot,
    store: WebhookStore,
    *,
    account_id: int | None = None,
    inboxes: Collection[int] | None = None,
    events: Collection[str] = RECOVERABLE,
    now: Callable[[], float] = time.time,
) -> AsyncGenerator[Event]:
    """Fetch the events missed since the last call, through the API.

        async with aclosing(webhooks.catch_up(chatwoot, store)) as events:
            async for event in events:
                await handle(event)

    An event is recorded as handled when the next one is requested, and the time is recorded at the end. If the loop
    body raises or breaks, its event is yielded again the next time. A `WebhookReceiver` does all this itself, see
    `CatchUp`.

    It yields `message_created` for each message, and `conversation_created`, `conversation_updated` and
    `contact_created` with the current state; `is_recovered` distinguishes them from delivered events. The first call
    only records the time, and yields nothing.

    Args:
        chatwoot: The client; its token must be a user's.
        store: Remembers handled events and the time of the last request for missed ones. Share it with the receiver of
            live events: an event that either of them handled is not yielded again.
        account_id: The account id; default the client's own.
        inboxes: Only conversations of these inboxes, and no contacts.
        events: The names of the wanted events.
        now: Returns the seconds since the epoch, for servers that send no time.

    Yields:
        Events; those of one conversation in order.

    Raises:
        SettingsError: the token is a bot's, or its user is not in the account; or `events` is a str.
        ChatwootError: see `conversations.list` and `conversations.history`.
    """
    if isinstance(events, str):
        raise SettingsError(f"events: expected several names, got the text {events!r}")
    run = await Run.begin(CatchUp(chatwoot, account_id=account_id, inboxes=inboxes), store, now)
    async with aclosing(run.payloads(events)) as payloads:
        async for payload in payloads:
            keys = keys_of(payload, None)
            if not (keys and await store.has(keys[0])):
                yield recovered_event(payload)
                for key in keys:
                    await store.add(key)
    if run.failed is not None:
        raise run.failed
    await run.end()


@attrs.define(eq=False)
class Run:
    """One run.

    Attributes:
        failed: The error of the last conversation that could not be read.
    """

    _source: CatchUp
    _store: WebhookStore
    _account: Json
    _cursor: str
    _since: float
    _begun: float
    _asked_at: float
    _inboxes: dict[int | None, str | None] = attrs.field(factory=dict, init=False)
    failed: ChatwootError | None = attrs.field(default=None, init=False)

    @classmethod
    async def begin(cls, source: CatchUp, store: WebhookStore, now: Callable[[], float]) -> Run:
        """Determine the token's user, the server's time, and the start of the span.

        Raises:
            SettingsError: the token is a bot's, or its user is not in the account.
            ChatwootError: see `profile.get`.
        """
        chatwoot, number, asked_at = source.chatwoot, source.account, asyncio.get_running_loop().time()
        try:
            response = await chatwoot.with_raw_response(chatwoot.profile.get)
        except AuthenticationError as error:
            if is_of_bot(error):
                raise SettingsError(
                    "catch_up: this is a bot's token, and servers let bots list nothing: use a user's"
                ) from error
            raise
        accounts: Any = response.value.accounts
        account = next((each for each in accounts if id_of(each) == number), None) if accounts else None
        if account is None:
            raise SettingsError(f"account_id: the token's user is not in account {number}")
        cursor = f"{chatwoot.settings.base_url} {number}"
        date = header_date(response.headers.get("date"))
        begun = math.floor(now() if date is None else date)
        since = await store.cursor(cursor)
        if since is None:
            since = begun
            await store.set_cursor(cursor, since)
        since = min(since, begun)  # the server's clock may have been set back
        name = getattr(account, "name", None)
        return cls(source, store, {"id": number, "name": name}, cursor, since, begun, asked_at)

    async def end(self) -> None:
        """Record that everything was handled."""
        await self._store.set_cursor(self._cursor, max(self._since, self._begun - _SLACK))

    async def payloads(self, events: Collection[str]) -> AsyncGenerator[Json]:
        """Yield the changes as events, including events already handled.

        A conversation that cannot be read is skipped, and `failed` holds the error; after several this ends.
        """
        wanted = RECOVERABLE.intersection(events)
        if wanted - {"contact_created"}:
            async with aclosing(self._changed()) as pages:
                async for rows in pages:
                    async with aclosing(self._read(rows, wanted)) as payloads:
                        async for payload in payloads:
                            yield payload
        if "contact_created" in wanted and self._source.inboxes is None:
            contacts = self._source.chatwoot.contacts.iter(sort="-created_at", **self._of_account)
            async with aclosing(cast("AsyncGenerator[Contact]", contacts)) as newest:
                async for contact in newest:
                    created_at = getattr(contact, "created_at", None)
                    if created_at is None or _is_before(created_at, self._since):
                        break
                    yield contact_payload(contact.to_dict(), self._account)

    @property
    def _of_account(self) -> dict[str, Any]:
        return {"account_id": self._account["id"]}

    async def _changed(self) -> AsyncGenerator[list[Conversation]]:
        """Yield the changed conversations, earliest change first, in one list or window by window."""
        if self._begun - self._since <= _AT_ONCE and (rows := await self._changed_lately()) is not None:
            yield self._chosen(rows)
            return
        chatwoot, account_id = self._source.chatwoot, self._account["id"]
        for window in await plan(chatwoot, [account_id], size=PAGE):
            yield self._chosen(await page_of(chatwoot, account_id, window.ids))

    async def _changed_lately(self) -> list[Conversation] | None:
        """Return the changes from a single response; None if it would be too large.

        Its span counts back from when the server created it, so a late response may not reach far enough.
        """
        loop, seconds, rows = asyncio.get_running_loop(), 0, list["Conversation"]()
        while (needed := math.ceil(self._begun + loop.time() - self._asked_at - self._since) + 1) > seconds:
            seconds = needed + _SLACK
            try:
                page = await self._source.chatwoot.conversations.list(
                    status="all", updated_within=seconds, **self._of_account
                )
            except ResponseTooLargeError:
                return None
            rows = rows_of(page)
        return rows

    def _chosen(self, rows: Iterable[Conversation]) -> list[Conversation]:
        inboxes = self._source.inboxes
        found = [row for row in rows if isinstance(row, Model) and not _is_before(row.updated_at, self._since)]
        found = [row for row in found if inboxes is None or row.inbox_id in inboxes]
        return sorted(found, key=lambda row: (_seconds(row.updated_at) or 0, id_of(row) or 0))

    async def _read(self, rows: list[Conversation], wanted: Collection[str]) -> AsyncGenerator[Json]:
        async def messages_of(row: Conversation) -> list[Json]:
            return await self._messages(row) if "message_created" in wanted else []

        if rows and "message_created" in wanted and not self._inboxes:
            inboxes = await self._source.chatwoot.inboxes.list(**self._of_account)
            self._inboxes = {id_of(each): getattr(each, "name", None) for each in inboxes}
        failures = 0
        async with aclosing(self._source.chatwoot.map(messages_of, rows, limit=_READERS)) as reading:
            async for outcome in reading:
                if isinstance(outcome.error, ChatwootError):
                    self.failed, failures = outcome.error, failures + 1
                    if failures == _MOST_FAILURES:
                        raise outcome.error
                else:
                    for payload in self._events_of(outcome.item, outcome.result()):
                        if payload["event"] in wanted:
                            yield payload

    def _events_of(self, row: Conversation, messages: list[Json]) -> Generator[Json]:
        conversation = row.to_dict()
        if not _is_before(row.created_at, self._since):
            yield conversation_payload("conversation_created", conversation, self._account)
        for message in messages:
            payload = message_payload(message, conversation, self._account, self._inboxes.get(row.inbox_id))
            if payload is not None:
                yield payload
        yield conversation_payload("conversation_updated", conversation, self._account)

    async def _messages(self, row: Conversation) -> list[Json]:
        """Return the messages since then, oldest first; none if the conversation was deleted meanwhile."""
        found: list[Any] = []
        history = self._source.chatwoot.conversations.history(row.id, newest_first=True, **self._of_account)
        try:
            async with aclosing(cast("AsyncGenerator[Any]", history)) as messages:
                async for message in messages:
                    if _is_before(getattr(message, "created_at", None), self._since):
                        break
                    found.append(message)
        except NotFoundError:
            return []
        return [each.to_dict() for each in reversed(found) if isinstance(each, Model)]


def _seconds(moment: object) -> float | None:
    return moment.timestamp() if isinstance(moment, dt.datetime) else None


def _is_before(moment: object, seconds: float) -> bool:
    """Return whether a timestamp is certainly earlier than a time."""
    found = _seconds(moment)
    return found is not None and found < seconds
