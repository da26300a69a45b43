"""The conversations of a window, each with all of its messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TypeAlias

from ..client import Chatwoot
from ..concurrency import map_concurrently, running_loop
from ..errors import NotFoundError
from ..generated.models import Conversation, Message
from ._windows import PAGE, Window, check_count, page_of

_PAGES_AHEAD = 3
Whole: TypeAlias = tuple[Conversation, list[Message]]
"""A conversation as `get` has it (with its newest message only), and all of its messages, oldest first."""


async def read(
    chatwoot: Chatwoot, window: Window, *, concurrency: int = 20, messages: bool = True
) -> AsyncGenerator[Whole]:
    """Read a window: each conversation of it once, as it is when it is asked for, with all messages.

    One request for 25 display ids, and one for up to 999 messages of each conversation. A conversation that is deleted
    meanwhile is left out. Calls have no deadline: those that fail are repeated as the client's retry policy says.

    Args:
        chatwoot: The client; its token must be a user's. For many windows give it ``deadline=None`` from the start:
            what it learns about the server is then kept between them.
        window: One of `plan` or `changed`.
        concurrency: How many conversations are read, or wait to be consumed, at a time: so many are in memory.
        messages: False leaves the messages out, and saves their requests.

    Yields:
        A conversation and its messages, oldest first, in no order: the retries of one hold up no other.

    Raises:
        InvalidRequestError: `concurrency` is no number from 1.
        DecodeError: a response is not what was asked for.
        ChatwootError: as `conversations.filter` and `conversations.history`.
    """
    check_count("concurrency", concurrency)
    running_loop()
    client = chatwoot if chatwoot.settings.deadline is None else chatwoot.with_options(deadline=None)

    async def conversations(ids: Sequence[int]) -> list[Conversation]:
        return await page_of(client, window.account_id, ids)

    async def whole(conversation: Conversation) -> Whole | None:
        if not messages:
            return conversation, []
        try:
            history = client.conversations.history(conversation.id, account_id=window.account_id)
            return conversation, [message async for message in history]
        except NotFoundError:
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
