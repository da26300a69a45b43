"""Complete conversations, with all messages.

The details of a conversation hold only its newest message. A list of messages is sorted by ``created_at`` but cut by
``id``, and an imported message can have a later id and an earlier time, so a cursor taken from a row can skip messages.
A window of ids is exact, on servers since 2.16, which support it: ``[A, B)`` is complete if fewer than 1000 messages
come back; if 1000 do, it is split by id and both parts are requested. So one request returns a whole conversation of
up to 999 messages.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterable, Mapping
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any

from .._paging import check_limit, id_of, is_new
from .._texts import quoted
from .._wire.operation import OperationClient
from .._wire.timestamps import EPOCH
from ..errors import AuthenticationError, DecodeError, InvalidRequestError
from ..generated import models
from .checked import CheckedConversations

if TYPE_CHECKING:
    from ..generated.models import Conversation, Message

logger = logging.getLogger("aiochatwoot")
END = 2**31 - 1
"""The end of the last window: ids have 32 bits, and servers respond to a larger `before` with 500."""
_WINDOW = 1000
_PAGE = 20


class ConversationChanges(CheckedConversations):
    """Conversations, with methods to change single labels and attributes."""

    __slots__ = ()

    async def change_labels(
        self,
        conversation_id: int,
        *,
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        account_id: int | None = None,
    ) -> list[str]:
        """Add and remove labels of a conversation in one change; other labels are kept.

        The API can only replace all labels, so this reads them and writes the result; if nothing changes, it writes
        nothing. Changes through clients that share connections run one after the other, and none is lost. **A change by
        another program between the read and the write is lost**: the API has no protection against it. With
        `bulk_actions.conversations` the server merges the labels, in the background and without reporting the result.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            add: Titles of labels.
            remove: Titles of labels; missing ones are ignored.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All labels of the conversation.

        Raises:
            InvalidRequestError: a label is in both lists, or an argument is a text instead of a list.
            ChatwootError: see `set_labels`.
        """
        from .labels import change_labels

        return await change_labels(self, conversation_id, account_id, add=add, remove=remove)

    async def add_labels(
        self, conversation_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Add labels to a conversation and keep the others; see `change_labels`. (`set_labels` replaces all labels.)"""
        from .labels import change_labels

        return await change_labels(self, conversation_id, account_id, add=labels)

    async def remove_labels(
        self, conversation_id: int, labels: Iterable[str], *, account_id: int | None = None
    ) -> list[str]:
        """Remove labels from a conversation and keep the others; see `change_labels`."""
        from .labels import change_labels

        return await change_labels(self, conversation_id, account_id, remove=labels)

    async def merge_custom_attributes(
        self, conversation_id: int, custom_attributes: Mapping[str, Any], *, account_id: int | None = None
    ) -> Any:
        """Change some custom attributes of a conversation and keep the others. (`set_custom_attributes` replaces all.)

        Reads the conversation and writes all attributes; changes of one conversation run one after the other. A change
        by another program in between is lost.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            custom_attributes: The new values by their keys.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            All custom attributes of the conversation.

        Raises:
            ChatwootError: see `set_custom_attributes`.
        """
        if not isinstance(custom_attributes, Mapping):
            raise InvalidRequestError(f"custom_attributes: expected a dict, got {quoted(custom_attributes, 40)}")
        async with self._client.one_change(type(self).__name__, conversation_id, account_id):
            before = (await self.get(conversation_id, account_id=account_id)).custom_attributes
            wanted = (before if isinstance(before, dict) else {}) | dict(custom_attributes)
            if wanted == before:
                return before
            return await self.set_custom_attributes(conversation_id, account_id=account_id, custom_attributes=wanted)


class Conversations(ConversationChanges):
    """Conversations between customers and agents, with methods to read all messages."""

    __slots__ = ("_has_warned", "_knows_windows", "_learning")

    def __init__(self, client: OperationClient) -> None:
        super().__init__(client)
        # Servers before 2.16 ignore `after`, and send at most 20 messages. More than 20 prove a newer server.
        # Until then, a list of exactly 20 may be incomplete, and one more request finds out, once for all
        # conversations.
        self._knows_windows: bool | None = None
        self._learning = asyncio.Lock()
        self._has_warned = False

    async def get_whole(self, conversation_id: int, *, account_id: int | None = None) -> Conversation:
        """Get a conversation like `get`, with every message in `messages`, oldest first.

        Sends one request for the conversation, and one for up to 999 messages; longer ones take a few more.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            DecodeError: the server is older than 2.16, and cannot list all messages of the conversation.
            ChatwootError: see `get`.
        """
        with self._client.shared_deadline():
            with advice_to_bots():
                conversation = await self.get(conversation_id, account_id=account_id)
            messages = await self._window(conversation_id, account_id, 0, END)
        # A message in a conversation has more keys than in a list: keep that form if both are otherwise equal.
        inside = conversation.messages if isinstance(conversation.messages, list) else []
        fuller = {id_of(message): message for message in inside if isinstance(message, models.Message)}
        conversation.messages = [_fuller(message, fuller.get(id_of(message))) for message in messages]
        return conversation

    async def history(
        self,
        conversation_id: int,
        *,
        newest_first: bool = False,
        limit: int | None = None,
        account_id: int | None = None,
    ) -> AsyncIterator[Message]:
        """Iterate over all messages of a conversation, each once.

        Args:
            conversation_id: Display ID of the conversation: the number that the app shows.
            newest_first: Start with the newest message, and fetch older ones on demand. Otherwise all messages are
                fetched before the first one is yielded, since any of them may be the oldest.
            limit: Maximum number of messages.
            account_id: ID of the account. Default: the client's setting.

        Yields:
            Oldest first by ``created_at``, then id. Newest first, messages are sorted within each fetched window, so
            an imported message can come after older ones.

        Raises:
            ChatwootError: see `get`.
            InvalidRequestError: the limit is negative or not an int.
        """
        left = check_limit(limit)
        if left == 0:
            return
        messages = (
            self._newest_first(conversation_id, account_id)
            if newest_first
            else self._oldest_first(conversation_id, account_id)
        )
        async with aclosing(messages):
            async for message in messages:
                yield message
                left = None if left is None else left - 1
                if left == 0:
                    return

    async def _oldest_first(self, conversation_id: int, account_id: int | None) -> AsyncGenerator[Message]:
        for message in await self._window(conversation_id, account_id, 0, END):
            yield message

    async def _newest_first(self, conversation_id: int, account_id: int | None) -> AsyncGenerator[Message]:
        seen: set[object] = set()
        high, reach = END, 4
        while high > 0:
            page = await self._list(conversation_id, account_id, before=high)
            for message in sorted(page, key=_by_time, reverse=True):
                if is_new(message, seen):
                    yield message
            if len(page) < _PAGE:
                return
            # The page has the newest messages by time; by id there may be others between them. A window that
            # reaches some way below the page includes them and the next messages: each time four times as many.
            ids = [number for number in map(id_of, page) if number is not None]
            if not ids:
                raise DecodeError("the messages have no ids to go on from", path="$.payload")
            low = max(0, min(ids) - reach * (max(ids) - min(ids)))
            for message in reversed(await self._window(conversation_id, account_id, low, high)):
                if is_new(message, seen):
                    yield message
            high, reach = low, reach * 4

    async def _window(self, conversation_id: int, account_id: int | None, low: int, high: int) -> list[Message]:
        """Return all messages with low <= id < high, each once, sorted by time and id."""
        with self._client.shared_deadline():
            return await self._split(conversation_id, account_id, low, high)

    async def _split(self, conversation_id: int, account_id: int | None, low: int, high: int) -> list[Message]:
        seen: set[object] = set()
        found: list[Message] = []
        todo = [(low, high)]
        while todo:
            low, high = todo.pop()
            rows = await self._list(conversation_id, account_id, after=low, before=high)
            if len(rows) > _PAGE:
                self._knows_windows = True
            middle = _middle(rows) if len(rows) >= _WINDOW else None
            if middle is not None:
                todo += [(low, middle), (middle, high)]
                continue
            if len(rows) == _PAGE and not await self._has_all(conversation_id, account_id, high, rows):
                rows = rows + await self._older(conversation_id, account_id, low, rows)
            found += [row for row in rows if is_new(row, seen)]
        return sorted(found, key=_by_time)

    async def _has_all(self, conversation_id: int, account_id: int | None, high: int, rows: list[Message]) -> bool:
        """Return whether a full page is the whole window. It is not if the server supports only `before`.

        For a window after the last id, such a server returns its newest messages again.
        """
        async with self._learning:
            if self._knows_windows is None:
                last = max((number for number in map(id_of, rows) if number is not None), default=high)
                if last >= high:
                    return True
                behind = await self._list(conversation_id, account_id, after=last + 1, before=high)
                self._knows_windows = not any(number <= last for number in map(id_of, behind) if number is not None)
            return self._knows_windows

    async def _older(
        self, conversation_id: int, account_id: int | None, low: int, rows: list[Message]
    ) -> list[Message]:
        """Return the rest of a window after a full page, on a server that supports only `before`.

        It sorts by time and cuts by id: its pages skip messages with a later id than the cursor and an earlier time.

        The cursor is the row with the earliest time, which comes first: with the lowest id as cursor, a message with
        a low id and a late time would hide all messages in between.
        """
        if not self._has_warned:
            self._has_warned = True
            logger.warning(
                "The server supports only `before`, like servers before Chatwoot 2.16: a history can lack messages "
                "that were imported later than they were written."
            )
        seen: set[object] = {id_of(row) for row in rows}
        older: list[Message] = []
        cursor = _first_id(rows)
        while cursor is not None and cursor > low:
            page = await self._list(conversation_id, account_id, after=low, before=cursor)
            older += [row for row in page if is_new(row, seen)]
            following = _first_id(page) if len(page) == _PAGE else None
            cursor = following if following is not None and following < cursor else None
        if not _agree([*rows, *older]):
            raise DecodeError(
                "messages are missing: ids and times of this conversation disagree, as those of imported messages do, "
                "and servers before 2.16 cannot list it whole",
                path="$.payload",
            )
        return older

    async def _list(
        self, conversation_id: int, account_id: int | None, *, after: int | None = None, before: int
    ) -> list[Message]:
        from ..generated.api.messages import MessagesResource

        with advice_to_bots():
            page = await MessagesResource(self._client).list(
                conversation_id, account_id=account_id, after=after, before=before
            )
        if not isinstance(page.payload, list):  # the decoder keeps deviating values
            raise DecodeError("the messages are no array", path="$.payload")
        return page.payload


@contextmanager
def advice_to_bots() -> Generator[None]:
    """Explain a bot's 401: bot tokens cannot read whole conversations."""
    try:
        yield
    except AuthenticationError as error:
        from .._advice import is_of_bot

        if is_of_bot(error):
            error.advice = "whole conversations need a user's token: no server lets bots read messages"
        raise


def _first_id(rows: list[Message]) -> int | None:
    return next(filter(None, map(id_of, rows)), None)


def _agree(rows: list[Message]) -> bool:
    """Return whether ids and times have the same order, as far as both are readable."""
    known = [
        row for row in rows if id_of(row) is not None and isinstance(getattr(row, "created_at", None), dt.datetime)
    ]
    ids = [id_of(row) or 0 for row in sorted(known, key=_by_time)]
    return ids == sorted(ids)


def _middle(rows: list[Message]) -> int | None:
    """Return the id at which to split a full window; None if unknown."""
    numbers = [number for number in map(id_of, rows) if number is not None]
    ids = sorted(set(numbers))
    if len(ids) < 2:
        return None
    # The response has the oldest by time. If ids agree with time, they are nearly all in the lower part, which will not
    # be full again; otherwise they come from the whole window, and halves are the best guess.
    middle = ids[len(ids) * 9 // 10]
    latest = numbers[len(numbers) * 9 // 10 :]
    agreeing = sum(number >= middle for number in latest) * 2 > len(latest)
    return middle if agreeing else ids[len(ids) // 2]


def _fuller(message: Message, inside: Message | None) -> Message:
    if inside is None or not isinstance(message, models.Message):
        return message
    return inside if message.to_dict().items() <= inside.to_dict().items() else message


def _by_time(row: Any) -> tuple[dt.datetime, int]:
    time = getattr(row, "created_at", None)
    return time if isinstance(time, dt.datetime) else EPOCH, id_of(row) or 0
