"""Ways to read all conversations of an account while it changes, and what each of them misses."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import httpx
import pytest

from aiochatwoot import Chatwoot, ConversationFilter, export, models
from aiochatwoot.testing import FakeChatwoot

from .test_windows import asgi

COUNT = 400
NOW = 1_795_410_000.0
Way = Callable[[Chatwoot], AsyncIterator[int]]
Change = Callable[[FakeChatwoot, random.Random], None]


async def pages(fetch: Callable[[int], Awaitable[models.ConversationPage]]) -> AsyncIterator[int]:
    """Read pages up to the first empty one, each once; `iter` would read them again, forever while the list grows."""
    for page in itertools.count(1):
        rows = (await fetch(page)).payload
        if not rows:
            return
        for row in rows:
            yield row.id


async def by_activity(chatwoot: Chatwoot) -> AsyncIterator[int]:
    """Read the list in its default order."""
    async for number in pages(lambda page: chatwoot.conversations.list(status="all", page=page)):
        yield number


async def by_creation(chatwoot: Chatwoot) -> AsyncIterator[int]:
    """Read the oldest first."""
    fetch = partial(chatwoot.conversations.list, status="all", sort_by="created_at_asc")
    async for number in pages(lambda page: fetch(page=page)):
        yield number


async def by_days(chatwoot: Chatwoot) -> AsyncIterator[int]:
    """Read the conversations of one day after the other."""
    today = dt.datetime.fromtimestamp(NOW, dt.UTC).date()
    created = ConversationFilter.created_at
    for number in range(9, -1, -1):
        day = today - dt.timedelta(days=number)
        one = created.is_greater_than(day - dt.timedelta(days=1)) & created.is_less_than(day + dt.timedelta(days=1))
        async for each in pages(partial(_filtered, chatwoot, one)):
            yield each


async def _filtered(chatwoot: Chatwoot, one: ConversationFilter, page: int) -> models.ConversationPage:
    return await chatwoot.conversations.filter(payload=one, page=page)


async def by_windows(chatwoot: Chatwoot) -> AsyncIterator[int]:
    """Read windows of display ids."""
    for window in await export.plan(chatwoot):
        async for conversation, _ in export.read(chatwoot, window, concurrency=1, messages=False):
            yield conversation.id


def message(server: FakeChatwoot, chance: random.Random) -> None:
    """Let customers write."""
    for conversation in chance.sample(list(server.account.conversations.values()), 5):
        server.account.add_message(conversation)


def begin(server: FakeChatwoot, _: random.Random) -> None:
    """Start conversations, and import some from last week."""
    for days in (0, 0, 7):
        server.account.add_conversation(created_at=dt.datetime.fromtimestamp(NOW, dt.UTC) - dt.timedelta(days=days))


def delete(server: FakeChatwoot, chance: random.Random) -> None:
    """Delete conversations."""
    for number in chance.sample(list(server.account.conversations), 2):
        del server.account.conversations[number]


def everything(server: FakeChatwoot, chance: random.Random) -> None:
    """Do all of these."""
    for change in (message, begin, delete):
        change(server, chance)


async def missed(way: Way, change: Change) -> int:
    """Return how many permanent conversations are not read, with a change before each request."""
    time, chance = [NOW], random.Random(17)
    server = FakeChatwoot(sample=False, clock=lambda: time[0])
    for number in range(COUNT):
        age = dt.timedelta(days=number % 10, seconds=number)
        server.account.add_conversation(created_at=dt.datetime.fromtimestamp(NOW, dt.UTC) - age)
    before = set(server.account.conversations)

    async def before_request(_: httpx.Request) -> None:
        time[0] += 1
        change(server, chance)

    async with asgi(server, before_request) as chatwoot:
        seen = {number async for number in way(chatwoot)}
    return len((before & set(server.account.conversations)) - seen)


@pytest.mark.untraced
@pytest.mark.parametrize("change", [message, begin, delete, everything])
async def test_windows(change: Change) -> None:
    """Windows miss nothing, whatever happens meanwhile."""
    assert await missed(by_windows, change) == 0


@pytest.mark.untraced
@pytest.mark.parametrize("way", [by_activity, by_creation, by_days])
async def test_pages(way: Way) -> None:
    """Reading a list by pages misses some under the same conditions."""
    assert await missed(way, everything) > 0
