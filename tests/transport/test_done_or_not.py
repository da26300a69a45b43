"""Errors of calls that are not idempotent: each says whether the server may have executed the call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from aiochatwoot import (
    ApiStatusError,
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    File,
    InvalidRequestError,
    NotFoundError,
    Request,
    RequestTimeoutError,
    ResponseTooLargeError,
    RetryPolicy,
    ServerError,
)

from .. import servers
from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..virtual import VirtualLoop, patch_clock, run
from .common import after

pytestmark = pytest.mark.behaviour
MAYBE = "not tried again, since the server may have done it; look before repeating the POST"
NOT_DONE = "the server did not do it; the POST can be repeated"


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


def fails(server: ScriptedServer, method: str = "POST", **options: Any) -> ChatwootError:
    """Return the error of a call to a server."""

    async def main() -> ChatwootError:
        async with server, client(server, **options) as chatwoot:
            with pytest.raises(ChatwootError) as caught:
                await chatwoot.request(method, PATH, json={"content": "x"})
            return caught.value

    return run(main)[0]


@pytest.mark.parametrize("options", [{}, {"retry": None}, {"retry": RetryPolicy(statuses=[418])}], ids=str)
@pytest.mark.parametrize(
    ("action", "error", "more"),
    [
        *((Action("status", status=status), ServerError, {}) for status in (500, 501, 503, 520)),
        (Action("status", status=418), ApiStatusError, {"retry": RetryPolicy(statuses=[418])}),
        (Action("reset"), ConnectionFailedError, {}),
        (Action("reset on accept"), ConnectionFailedError, {}),
        (Action("reset after headers"), ConnectionFailedError, {}),
        (Action("cut"), ConnectionFailedError, {}),
        (Action("garbage"), ConnectionFailedError, {}),
        (Action("hang"), RequestTimeoutError, {}),
        (Action("hang"), RequestTimeoutError, {"deadline": 1}),
        (Action("dribble", body=b'"%s"' % (b"x" * 100)), RequestTimeoutError, {"deadline": 9}),
        (Action("bad gzip"), DecodeError, {}),
        (Action(body=b"<html>"), DecodeError, {}),
        (Action("bomb"), ResponseTooLargeError, {"max_body": 1000}),
    ],
    ids=lambda value: getattr(value, "does", ""),
)
def test_a_post_that_may_have_been_done_says_so(
    action: Action, error: type[ChatwootError], more: Any, options: Any
) -> None:
    """If the server may have executed a POST, it is not repeated, and the error says so, however the call ended."""
    server = ScriptedServer(action)
    failure = fails(server, **options | more)
    assert error is type(failure)
    assert failure.advice == MAYBE
    assert str(failure).endswith(f"; {MAYBE}")
    assert len(server.executed) <= len(failure.attempts) == 1


def test_closing_the_client_says_whether_a_post_may_have_been_done() -> None:
    """A client that is closed ends its calls: one may have been done, one waited for its turn."""

    async def main() -> list[str | None]:
        async with ScriptedServer(Action("hang")) as server:
            chatwoot = client(server, max_in_flight=1)
            calls = [asyncio.create_task(chatwoot.request("POST", PATH)) for _ in range(2)]
            await asyncio.sleep(1)
            await chatwoot.aclose()
            ends = await asyncio.gather(*calls, return_exceptions=True)
            return [end.advice for end in ends if isinstance(end, ClientStateError)]

    assert run(main)[0] == [MAYBE, NOT_DONE]


def test_a_missing_record_may_hide_a_post_that_was_done() -> None:
    """Where a 500 can mean a missing record, the error of a POST has both meanings."""

    async def main() -> str | None:
        async with ScriptedServer(Action("status", status=500)) as server, client(server) as chatwoot:
            with pytest.raises(ServerError) as caught:
                await chatwoot.automation_rules.clone(1)
            return caught.value.advice

    advice = run(main)[0] or ""
    assert "for a missing record, too" in advice
    assert advice.endswith(f"; {MAYBE}")


@pytest.mark.parametrize(
    ("action", "method", "options", "error"),
    [
        (Action("status", status=404), "POST", {}, NotFoundError),
        (Action("status", status=302, headers=(("location", "/x"),)), "POST", {}, ApiStatusError),
        (Action("hang"), "GET", {"deadline": 1}, RequestTimeoutError),
        (Action("hang"), "PUT", {"deadline": 1}, RequestTimeoutError),
        (Action("reset"), "GET", {"retry": None}, ConnectionFailedError),
    ],
    ids=str,
)
def test_who_need_not_look(action: Action, method: str, options: Any, error: type[ChatwootError]) -> None:
    """A response that refuses a POST shows that it was not executed, and idempotent calls can always be repeated."""
    failure = fails(ScriptedServer(action), method, **options)
    assert error is type(failure)
    assert "done it" not in str(failure)
    assert "can be repeated" not in str(failure)


async def _never() -> str:
    await asyncio.sleep(1000)
    return TOKEN


def _blocks() -> str:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    loop.virtual.now += 1000  # the event loop cannot end the call meanwhile
    return TOKEN


async def _pass(request: Request) -> Request:
    await asyncio.sleep(1000)
    return request


@pytest.mark.parametrize(
    ("doing", "options"),
    [
        ("the deadline passed while waiting for the token function", {"token": _never}),
        ("the deadline passed while waiting for the middleware", {"middleware": [_pass]}),
        ("the deadline passed while waiting for one of 1 slots", {"max_in_flight": 1}),
        ("the rate limit of 1 requests a minute has no room for", {"rate_limit": 1}),
        ("the deadline passed while waiting for the token function", {"token": _blocks}),
    ],
)
def test_a_post_that_was_never_sent_says_so(doing: str, options: Any) -> None:
    """If the deadline passes before anything was sent, the error says what the call waited for, and that it may be
    repeated."""
    seen: list[object] = []

    async def main() -> ChatwootError:
        async def answer(request: Any) -> Any:
            seen.append(request)
            return await after(500)(request)

        async with servers.client(answer, **{"deadline": 5, "rate_limit": None} | options) as chatwoot:
            first = asyncio.create_task(chatwoot.with_options(deadline=None).request("GET", PATH))
            await asyncio.sleep(0.1)
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.request("POST", PATH, json={})
            await first
            return caught.value

    failure = run(main)[0]
    assert doing in failure.message
    assert failure.advice == NOT_DONE
    assert "POST" not in [getattr(each, "method", "") for each in seen]


@pytest.mark.parametrize("options", [{}, {"retry": None}, {"deadline": 0.1}], ids=str)
def test_a_post_without_a_connection_was_not_done(options: Any) -> None:
    """If no connection could be opened, nothing was sent."""

    async def main() -> ChatwootError:
        async with ScriptedServer() as server, client(server, **options) as chatwoot:
            await server.refuse()
            with pytest.raises(ConnectionFailedError) as caught:
                await chatwoot.request("POST", PATH, json={})
            return caught.value

    assert (run(main)[0].advice or "").endswith(NOT_DONE)


def test_a_post_that_was_refused_and_then_waits_was_not_done() -> None:
    """A 429 refuses a POST: if the deadline passes before the next attempt is sent, it was not executed."""
    tokens = 0

    async def token() -> str:
        nonlocal tokens
        tokens += 1
        return TOKEN if tokens == 1 else await _never()

    failure = fails(ScriptedServer(Action("status", status=429, headers=(("retry-after", "1"),))), token=token)
    assert "the deadline passed while waiting for the token function" in failure.message
    assert failure.advice == NOT_DONE


def test_a_file_that_cannot_be_read_is_no_doubt(tmp_path: Path) -> None:
    """The server drops a request whose body is incomplete: the error of a file says nothing else."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)

    async def main() -> ChatwootError:
        async with ScriptedServer() as server, client(server) as chatwoot:

            async def shrinks() -> AsyncIterator[bytes]:
                path.unlink()
                yield b"x"

            with pytest.raises(InvalidRequestError) as caught:
                await chatwoot.messages.create(42, attachments=[File(shrinks(), name="b.txt"), path])
            return caught.value

    assert run(main)[0].advice is None
