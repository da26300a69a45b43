"""Shared code of the lists of calls; see `called`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiochatwoot import Chatwoot

Call: TypeAlias = Callable[[Chatwoot], Awaitable[Any]]

CONVERSATION = 42
TOMORROW = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)


async def new_bot(c: Chatwoot) -> int:
    return (await c.agent_bots.create(name="Robo", outgoing_url="https://bot.example/hook")).id


async def new_team(c: Chatwoot) -> int:
    return (await c.teams.create(name="night shift")).id


def after(make: Callable[[Chatwoot], Awaitable[Any]], call: Callable[[Chatwoot, Any], Awaitable[Any]]) -> Call:
    """Call an operation on a record that must be created first."""

    async def run(c: Chatwoot) -> Any:
        return await call(c, await make(c))

    return run
