"""A server with a long conversation, and the messages that a client reads from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import attrs
import httpx

from aiochatwoot import Chatwoot, models

from .conftest import load_capture
from .servers import client

Row = tuple[int, int]
"""A message: (id, created_at)."""

END = 2**31 - 1


def by_time(row: Row) -> Row:
    """Return the sort key of a message: time, then id."""
    return row[1], row[0]


@attrs.define
class Wire:
    """The messages of one conversation, and how a server returns them: sorted by time, cut by id.

    Attributes:
        rows: The messages.
        legacy: Whether the server is older than 2.16, and knows only `before`.
        page: Page size without `after`; with `after` alone it is five times as large.
        window: Page size with both.
        changes: Values that replace the normal ones on the wire, by id.
        asked: The (after, before) of each request for messages.
    """

    rows: Sequence[Row]
    legacy: bool = False
    page: int = 20
    window: int = 1000
    changes: dict[int, Callable[[dict[str, Any]], Any]] = attrs.field(factory=dict)
    asked: list[tuple[int | None, int | None]] = attrs.field(factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/messages"):
            newest = sorted(self.rows, key=by_time)[-1:]
            return httpx.Response(200, json=CONVERSATION | {"messages": [INSIDE | self.message(row) for row in newest]})
        after, before = (
            int(value) if (value := request.url.params.get(name)) is not None else None for name in ("after", "before")
        )
        self.asked.append((after, before))
        chosen = self.choose(None if self.legacy else after, before)
        return httpx.Response(200, json={"meta": META, "payload": [self.message(row) for row in chosen]})

    def choose(self, after: int | None, before: int | None) -> list[Row]:
        """Return the rows for a query, in its order."""
        found = sorted(self.rows, key=by_time)
        if after is not None and before is not None:
            return [row for row in found if after <= row[0] < before][: self.window]
        if after is not None:
            return [row for row in found if row[0] > after][: 5 * self.page]
        return [row for row in found if before is None or row[0] < before][-self.page :]

    def message(self, row: Row) -> Any:
        """Return a message as JSON."""
        plain = MESSAGE | {"id": row[0], "created_at": row[1], "content": f"message {row[0]}"}
        change = self.changes.get(row[0])
        return change(plain) if change else plain

    def client(self, **settings: Any) -> Chatwoot:
        """Return a client of this server."""
        return client(self, **({"drift": "ignore"} | settings))


CONVERSATION: dict[str, Any] = load_capture("conversation_rich").body
INSIDE: dict[str, Any] = CONVERSATION["messages"][0]
META: dict[str, Any] = load_capture("messages_window").body["meta"]
MESSAGE: dict[str, Any] = load_capture("messages_window").body["payload"][0]


async def collect(messages: AsyncIterator[models.Message]) -> list[Row]:
    """Return the items of an iterator as rows."""
    return [as_row(message) async for message in messages]


def as_row(message: models.Message) -> Row:
    """Return a message as a row."""
    return message.id, int(message.created_at.timestamp())


def run(wire: Wire, **options: Any) -> list[Row]:
    """Return the history of the conversation."""

    async def read() -> list[Row]:
        async with wire.client() as chatwoot:
            return await collect(chatwoot.conversations.history(1, **options))

    return asyncio.run(read())


def whole(wire: Wire) -> list[Row]:
    """Return the messages of the whole conversation."""

    async def read() -> list[Row]:
        async with wire.client() as chatwoot:
            return [as_row(each) for each in (await chatwoot.conversations.get_whole(1)).messages]

    return asyncio.run(read())
