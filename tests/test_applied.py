"""Changes that a server silently left out are detected by comparing its response with the request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, NotAppliedError

from .servers import client

USER: dict[str, Any] = {"id": 2, "name": "Bob", "email": "bob@parcels.example"}
TEAM: dict[str, Any] = {"id": 5, "name": "night"}


def server(written: Any, participants: Any = None) -> Chatwoot:
    """Return a client of a server with one response to writes, and another one to the list of participants."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=participants if request.method == "GET" else written)

    return client(answer, drift="ignore")


CALLS: list[tuple[Callable[[Chatwoot], Awaitable[Any]], Any, Any, str]] = [
    (lambda c: c.conversations.assign_agent(1, assignee_id=999), None, None, "999: no users of the account; the con"),
    (lambda c: c.conversations.assign_agent(1, assignee_id=999), USER, None, "999: no users of the account; the con"),
    (lambda c: c.conversations.assign_team(1, team_id=9), None, None, "9: no teams of the account; the conversation"),
    (lambda c: c.conversations.add_participants(1, user_ids=[2, 8, 7]), [USER], [USER], "7, 8: no members of the inb"),
    (lambda c: c.conversations.set_participants(1, user_ids=[3]), [{"id": 3}], [], "3: no members of the inbox;"),
]


@pytest.mark.parametrize(("call", "written", "participants", "message"), CALLS)
async def test_left_out(
    call: Callable[[Chatwoot], Awaitable[Any]], written: Any, participants: Any, message: str
) -> None:
    """A success that did something else raises an error that describes the current state."""
    async with server(written, participants) as chatwoot:
        with pytest.raises(NotAppliedError) as raised:
            await call(chatwoot)

    assert raised.value.message.startswith(message)


async def test_done() -> None:
    """A change that was applied is returned; servers do not list participants who were already there."""
    async with server(USER) as chatwoot:
        assert (await chatwoot.conversations.assign_agent(1, assignee_id=2)).name == "Bob"
    async with server(TEAM) as chatwoot:
        assert (await chatwoot.conversations.assign_team(1, team_id=5)).name == "night"
    async with server([], [USER]) as chatwoot:
        assert await chatwoot.conversations.add_participants(1, user_ids=[2]) == []
        assert await chatwoot.conversations.set_participants(1, user_ids=[2]) == []


async def test_what_cannot_be_compared() -> None:
    """A row without an id, which violates the contract, is not compared."""
    async with server({}) as chatwoot:
        await chatwoot.conversations.assign_agent(1, assignee_id=2)
    async with server([], [{}]) as chatwoot:
        assert await chatwoot.conversations.add_participants(1, user_ids=[2]) == []
