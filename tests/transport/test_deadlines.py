"""One deadline for all requests of a call or step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ChatwootError,
    RequestTimeoutError,
    RetryPolicy,
    ServerError,
    SettingsError,
)

from .. import servers
from ..scripted import PATH, Action, ScriptedServer, client
from ..virtual import run
from .common import after, at_once

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


# --- one deadline -------------------------------------------------------------------------------------------------


CONVERSATION = {"id": 1, "messages": []}


def slow(seconds: float) -> tuple[Callable[[httpx.Request], Coroutine[None, None, httpx.Response]], list[str]]:
    """A slow server without windows that has a conversation of 25 messages; and the received requests."""
    asked: list[str] = []

    async def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        await asyncio.sleep(seconds)
        if not request.url.path.endswith("/messages"):
            return httpx.Response(200, json=CONVERSATION)
        before = int(request.url.params["before"])
        rows = [{"id": number, "created_at": 1_700_000_000 + number} for number in range(1, 26) if number < before]
        return httpx.Response(200, json={"payload": rows[-20:]})

    return handler, asked


@pytest.mark.parametrize(
    ("name", "deadline", "requests", "fails"),
    [
        ("get_whole", None, 4, False),
        ("get_whole", 33, 4, False),
        ("get_whole", 20, 3, True),
        ("get_whole", 12, 2, True),
        ("get_whole", 5, 1, True),
        ("history", 25, 3, False),
        ("history", 12, 2, True),
        ("history", 5, 1, True),
    ],
)
def test_a_shared_deadline_covers_all_requests_of_a_step(
    name: str, deadline: float | None, requests: int, fails: bool
) -> None:
    """The requests of a whole conversation, or of an iterator's step, take no longer together than one call may."""
    handler, asked = slow(8)

    async def main() -> None:
        async with servers.client(handler, deadline=deadline, drift="ignore") as chatwoot:
            conversations = chatwoot.conversations
            step = conversations.get_whole(1) if name == "get_whole" else anext(conversations.history(1))
            if fails:
                with pytest.raises(RequestTimeoutError, match="the deadline passed while waiting for the server"):
                    await step
            else:
                await step

    _, seconds = run(main)
    assert len(asked) == requests
    assert seconds == pytest.approx(deadline if fails else requests * 8)


def test_each_call_and_each_step_has_its_own_deadline() -> None:
    """A new deadline begins after each call, step or error."""

    async def main() -> None:
        handler, _ = slow(8)
        async with servers.client(handler, deadline=33, drift="ignore") as chatwoot:
            for _ in range(3):
                await chatwoot.conversations.get_whole(1)
                await chatwoot.conversations.get(1)
            with pytest.raises(RequestTimeoutError):
                await chatwoot.with_options(deadline=12).conversations.get_whole(1)
            await chatwoot.conversations.get_whole(1)

    run(main)


def test_a_deadline_around_steps() -> None:
    """Inside a deadline no other begins, whichever client is used."""

    async def main() -> None:
        async with servers.client(after(8), deadline=20) as chatwoot, servers.client(after(8), deadline=100) as other:
            with chatwoot._core.shared_deadline():
                await chatwoot.request("GET", PATH)
                with other._core.shared_deadline():
                    await other.request("GET", PATH)
                with pytest.raises(RequestTimeoutError):
                    await other.request("GET", PATH)
            await other.request("GET", PATH)

    assert pytest.approx(run(main)[1]) == 28


def test_the_deadline_of_a_step_is_of_its_own_task() -> None:
    """Tasks started before or meanwhile, even by a hook, have their own deadlines."""

    async def main() -> None:
        tasks: list[asyncio.Task[Any]] = []

        def start(_: object) -> None:
            if len(tasks) < 3:
                tasks.append(asyncio.create_task(two_calls()))

        async def two_calls() -> None:
            await asyncio.sleep(5)
            for _ in range(2):
                await chatwoot.request("GET", PATH)

        handler, _ = slow(8)
        async with servers.client(handler, deadline=12, drift="ignore", on_request=start) as chatwoot:
            tasks.append(asyncio.create_task(two_calls()))
            with pytest.raises(RequestTimeoutError):
                await chatwoot.conversations.get_whole(1)
            await asyncio.gather(*tasks)
            assert len(tasks) == 3

    run(main)


def test_another_timeout_error_is_left_alone() -> None:
    """A TimeoutError of the token function, or during a download, is not replaced."""

    async def token() -> str:
        raise TimeoutError("no token today")

    async def main() -> None:
        async with ScriptedServer() as server:
            async with Chatwoot(server.base_url, token=token) as chatwoot:
                with pytest.raises(SettingsError, match=r"token: the function raised TimeoutError: no token today$"):
                    await chatwoot.request("GET", PATH)
            async with client(server) as chatwoot:
                for error in (TimeoutError("mine"), httpx.ReadError("mine"), ServerErrorOfMine("mine")):
                    with pytest.raises(type(error), match=r"^mine$"):
                        async with chatwoot.attachments.download(server.base_url + "/file"):
                            raise error

    run(main)


class ServerErrorOfMine(ChatwootError):
    """An error that other code raises."""


def test_errors_of_the_call_itself_pass_as_they_are() -> None:
    """Errors before anything is sent keep their text, and have the request."""

    def token() -> str:
        raise SettingsError("token: the vault is closed")

    async def main() -> None:
        async with servers.client(at_once, token=token) as chatwoot:
            with pytest.raises(SettingsError, match=f"^GET {servers.BASE_URL}{PATH}: token: the vault is closed$"):
                await chatwoot.request("GET", PATH)

    run(main)


def test_a_deadline_is_an_attempt_that_failed() -> None:
    """The error of a deadline lists all attempts, including the interrupted one; so does any other end."""

    async def main() -> RequestTimeoutError:
        script = [Action("status", status=503), Action("hang")]
        async with ScriptedServer(*script) as server, client(server, deadline=6, timeout=20) as chatwoot:
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.request("GET", PATH)
            return caught.value

    failure, _ = run(main)
    assert [attempt.outcome for attempt in failure.attempts] == [503, "RequestTimeoutError"]
    assert str(failure).endswith(": the deadline passed while waiting for the server (after 2 attempts)")


def test_the_deadline_passes_between_attempts() -> None:
    """The error says where the time ran out: here in a wait of the caller's policy."""

    async def main() -> None:
        async with ScriptedServer(*[Action("status", status=503)] * 9) as server, client(server) as chatwoot:
            with pytest.raises(ServerError, match=r"that would wait .* s, .* deadline"):
                await chatwoot.with_options(deadline=5, retry=RetryPolicy(base=1000, cap=1000)).request("GET", PATH)

    run(main)
