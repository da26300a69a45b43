"""The depth of a call: the number of our frames between a method and the adapter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import aiochatwoot
from aiochatwoot import Chatwoot

from ..messages import Memory, answered

PACKAGE = str(Path(aiochatwoot.__file__).parent)


@pytest.mark.parametrize(
    ("call", "most"),
    [
        (lambda chatwoot: chatwoot.conversations.get(1), 7),
        (lambda chatwoot: chatwoot.conversations.list(page=2), 7),
        (lambda chatwoot: chatwoot.messages.create(1, content="x"), 7),
        (lambda chatwoot: chatwoot.request("GET", "/x"), 7),
    ],
)
async def test_frames_between_a_method_and_the_adapter(call: Callable[[Chatwoot], Awaitable[Any]], most: int) -> None:
    """A traceback has at most 7 of our frames between the two."""
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def answer(_: object) -> Any:
        asked.set()
        await go_on.wait()
        return answered(404)

    async with Memory(answer).client(rate_limit=3000) as chatwoot:
        task: asyncio.Task[Any] = asyncio.ensure_future(call(chatwoot))
        await asked.wait()
        awaited: list[str] = []
        found: Any = task.get_coro()
        while hasattr(found, "cr_await"):
            if found.cr_code.co_qualname == "GivenNetwork.send":  # our adapter
                break
            assert found.cr_code.co_filename.startswith(PACKAGE)
            awaited.append(found.cr_code.co_qualname)
            found = found.cr_await
        go_on.set()
        await asyncio.gather(task, return_exceptions=True)

    method, *between = awaited
    assert method in (
        "ConversationsResource.get",
        "ConversationsResource.list",
        "MessagesResource.create",
        "BaseClient.request",
    )
    assert between[-1] == "AttemptRunner._exchange"
    assert len(between) <= most, between
