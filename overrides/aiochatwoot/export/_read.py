"""The conversations of a window, each with all of its messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TypeAlias

from ..client import Chatwoot
from ..concurrency import map_concurrently, running_loop
from ..errors import ChatwootError, NotFoundError
from ..generated.models import Conversation, Message
from ._windows import PAGE, Window, check_count, page_of

_PAGES_AHEAD = 3
Whole: TypeAlias = tuple[Conversation, list[Message]]
"""A conversation as `get` returns it (with only its newest message), and all of its messages, oldest first."""


async def read(
    chatwoot: Chatwoot, window: Window, *, concurrency: int = 20, messages: bool = True
) -> AsyncGenerator[Whole]:
    """Read a window: each conversation once, in its state at the time of the request, with all messages.

    It sends one request for 25 display ids, and one for up to 999 messages of each conversation. A conversation deleted
    meanwhile is left out. Calls have no deadline: the client's retry policy repeats failed ones.

    Args:
        chatwoot: The client; its token must be a user's. For many windows give it ``deadline=None`` from the start: it
            then keeps what it learns about the server between windows.
        window: A window of `plan` or `changed`.
        concurrency: Maximum number of conversations being read or waiting to be consumed, and so in memory.
        messages: False leaves the messages out, and saves their requests.

    Yields:
        Conversations in no order, since retries of one do not delay others; messages of each oldest first.

    Raises:
        InvalidRequestError: `concurrency` is not an integer of at least 1.
        DecodeError: a response does not match the request.
        ChatwootError: see `conversations.filter` and `conversations.history`.
    """
    async with aclosing(read_but(None, chatwoot, window, concurrency=concurrency, messages=messages)) as found:
        async for each in found:
            yield each


async def read_but(
    skip: Callable[[int, ChatwootError], object] | None,
    chatwoot: Chatwoot,
    window: Window,
    *,
    concurrency: int,
    messages: bool,
) -> AsyncGenerator[Whole]:
    """Read a window like `read`, but leave out conversations that cannot be read.

    Args:
        skip: Called with the display id of each of these, and its error, which it may raise. Without it, the first
            error ends the reading.
    """
    check_count("concurrency", concurrency)
    running_loop()
    client = chatwoot if chatwoot.settings.deadline is None else chatwoot.with_options(deadline=None)

    async def conversations(ids: Sequence[int]) -> list[Conversation]:
        try:
            return await page_of(client, window.account_id, ids)
        except ChatwootError as error:
            if skip is None:
                raise
            if len(ids) == 1:
                skip(ids[0], error)
                return []
        half = len(ids) // 2  # one conversation makes the whole page fail
        return [*await conversations(ids[:half]), *await conversations(ids[half:])]

    async def whole(conversation: Conversation) -> Whole | None:
        if not messages:
            return conversation, []
        try:
            history = client.conversations.history(conversation.id, account_id=window.account_id)
            return conversation, [message async for message in history]
        except NotFoundError:
            return None
        except ChatwootError as error:
            if skip is None:
                raise
            skip(conversation.id, error)
            return None

    running: set[asyncio.Task[Whole | None]] = set()
    done: asyncio.Queue[asyncio.Task[Whole | None]] = asyncio.Queue()

    async def next_done() -> Whole | None:
        task = await done.get()
        running.discard(task)
        return task.result()

    chunks = [window.ids[first : first + PAGE] for first in range(0, len(window.ids), PAGE)]
    pages = map_concurrently(conversations, chunks, _PAGES_AHEAD)
    try:
        async with aclosing(pages):
            async for page in pages:
                for conversation in page.result():
                    while len(running) >= concurrency:
                        if (found := await next_done()) is not None:
                            yield found
                    task = asyncio.create_task(whole(conversation))
                    running.add(task)
                    task.add_done_callback(done.put_nowait)
        while running:
            if (found := await next_done()) is not None:
                yield found
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
