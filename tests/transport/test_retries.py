"""Retries: which calls, when, and after which wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    ApiStatusError,
    ConnectionFailedError,
    File,
    RateLimitedError,
    RequestTimeoutError,
    ResponseDetails,
    ResponseTooLargeError,
    RetryPolicy,
    ServerError,
)
from aiochatwoot.settings import RETRYABLE

from .. import servers
from ..scripted import PATH, Action, ScriptedServer, client
from ..virtual import patch_clock, run

pytestmark = pytest.mark.behaviour


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


# --- calls ---


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "action",
    [
        *(Action("status", status=status) for status in (500, 502, 503, 504, 520, 526, 429)),
        *(Action(does) for does in ("reset on accept", "reset", "reset after headers", "cut", "bad gzip", "garbage")),
    ],
    ids=lambda action: f"{action.does} {action.status}",
)
def test_what_may_be_done_twice_is_repeated(method: str, action: Action) -> None:
    """GET, PUT and DELETE are retried after any fault, with their whole body."""

    async def main() -> None:
        async with ScriptedServer(action, action) as server, client(server, deadline=600) as chatwoot:
            body = {"a": 1} if method == "PUT" else None
            assert await chatwoot.request(method, PATH, json=body) == {"id": 1}
            whole = [seen for seen in server.seen if seen.body == (b'{"a":1}' if body else b"")]
            assert len(whole) == len(server.seen) == (1 if action.does == "reset on accept" else 3)

    run(main)


def test_a_post_that_was_not_seen_is_repeated() -> None:
    """A refused connection and a 429 precede execution: a POST is retried, and executed once."""

    async def main() -> None:
        async with ScriptedServer(Action("status", executes=False, status=429)) as server, client(server) as chatwoot:
            await server.refuse()
            asyncio.get_running_loop().call_later(0.2, lambda: reopening.append(asyncio.create_task(server.listen())))
            reopening: list[asyncio.Task[None]] = []
            policy = RetryPolicy(attempts=10)
            await chatwoot.with_options(retry=policy).request("POST", PATH, json={"content": "x"})
            assert len(server.executed) == 1
            assert len(server.seen) == 2
            assert server.executed[0].body == b'{"content":"x"}'

    _, seconds = run(main)
    assert seconds > 45, "the next clock minute was waited for"


def test_retry_after_is_honoured() -> None:
    """The wait is the server's, if the deadline allows it."""

    async def main() -> tuple[int, float | None]:
        action = Action("status", status=503, headers=(("retry-after", "17"),))
        async with ScriptedServer(action) as server, client(server) as chatwoot:
            await chatwoot.request("GET", PATH)
            return len(server.seen), None

    (seen, _), seconds = run(main)
    assert seen == 2
    assert seconds == pytest.approx(17, abs=0.5)


@pytest.mark.parametrize(
    ("action", "error", "wait"),
    [
        (Action("status", status=503, headers=(("retry-after", "100"),)), ServerError, r"100\.\d"),
        (Action("status", status=429), RateLimitedError, r"(49|50|51)\.\d"),
    ],
)
def test_a_wait_beyond_the_deadline_is_not_begun(action: Action, error: type[ApiStatusError], wait: str) -> None:
    """If a wait cannot end in time, the call fails immediately, and the error has the wait."""

    async def main() -> None:
        async with ScriptedServer(action) as server, client(server, deadline=40) as chatwoot:
            with pytest.raises(error, match=rf"that would wait {wait} s, "):
                await chatwoot.request("GET", PATH)

    _, seconds = run(main)
    assert seconds < 1


@pytest.mark.parametrize("does", ["hang", "dribble"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_holds_a_call_past_its_deadline(does: Any, method: str) -> None:
    """Neither silence nor one byte a second delays a call: the deadline includes reading."""

    async def main() -> None:
        script = [Action(does, body=b'"%s"' % (b"x" * 1000))] * 20
        async with ScriptedServer(*script) as server, client(server, deadline=12.5) as chatwoot:
            with pytest.raises(RequestTimeoutError):
                await chatwoot.request(method, PATH)

    _, seconds = run(main)
    assert seconds <= 12.5 * 1.1


def test_a_call_may_have_no_deadline() -> None:
    """With deadline=None, only the timeouts of each phase apply."""

    async def main() -> None:
        script = [Action("dribble", body=b'"%s"' % (b"x" * 200))]
        async with ScriptedServer(*script) as server, client(server, deadline=None) as chatwoot:
            assert await chatwoot.request("GET", PATH) == "x" * 200
            assert await chatwoot.with_options(deadline=5).request("GET", PATH) == {"id": 1}

    _, seconds = run(main)
    assert seconds > 200


def test_retries_can_be_turned_off() -> None:
    """retry=None tries once; the policy of one call does not change the client's."""

    async def main() -> None:
        async with ScriptedServer(*[Action("status", status=503)] * 2) as server, client(server) as chatwoot:
            with pytest.raises(ServerError) as caught:
                await chatwoot.with_options(retry=None).request("GET", PATH)
            assert 1 == len(caught.value.attempts) == len(server.seen)
            assert "not tried again" not in str(caught.value)
            await chatwoot.request("GET", PATH)
            assert len(server.seen) == 3
        async with ScriptedServer(Action("status", status=503)) as server, client(server, retry=None) as chatwoot:
            with pytest.raises(ServerError):
                await chatwoot.request("GET", PATH)

    run(main)


def test_other_statuses_are_not_repeated() -> None:
    """Other error statuses are about the request itself, and are not retried."""

    async def main() -> None:
        for status in sorted({400, 401, 403, 404, 409, 422, 501, 505} - RETRYABLE):
            async with ScriptedServer(Action("status", status=status)) as server, client(server) as chatwoot:
                with pytest.raises(ApiStatusError):
                    await chatwoot.request("GET", PATH)
                assert len(server.seen) == 1

    run(main)


def test_errors_tell_how_each_attempt_went() -> None:
    """The error of the last attempt has all attempts: start, duration, outcome, and the wait after it."""

    async def main() -> ServerError:
        script = [Action("status", status=503), Action("reset"), Action("status", status=502)]
        async with ScriptedServer(*script) as server, client(server, retry=RetryPolicy(attempts=3)) as chatwoot:
            with pytest.raises(ServerError) as caught:
                await chatwoot.request("GET", PATH)
            return caught.value

    failure, _ = run(main)
    assert [attempt.number for attempt in failure.attempts] == [1, 2, 3]
    assert [attempt.outcome for attempt in failure.attempts] == [503, "ReadError", 502]
    assert [attempt.wait is not None for attempt in failure.attempts] == [True, True, False]
    assert str(failure).endswith("(after 3 attempts)")


def test_responses_tell_how_each_attempt_went() -> None:
    """A response, as passed to the hook, has all attempts of its call, including the successful one."""
    seen: list[ResponseDetails] = []

    async def main() -> None:
        script = [Action("status", status=503), Action("reset")]
        async with ScriptedServer(*script) as server, client(server, on_response=seen.append) as chatwoot:
            await chatwoot.request("GET", PATH)

    run(main)
    assert [each.status for each in seen] == [503, None, 200]
    assert [attempt.outcome for attempt in seen[-1].attempts] == [503, "ReadError", 200]
    assert [attempt.wait is not None for attempt in seen[-1].attempts] == [True, True, False]


@pytest.mark.load
def test_an_outage_is_not_made_worse() -> None:
    """10 calls a second in an outage of two minutes make about 1.1 attempts per call."""

    async def main() -> int:
        async with ScriptedServer(*[Action("status", status=503)] * 5000) as server, client(server) as chatwoot:
            calls: list[asyncio.Task[Any]] = []
            for _ in range(1200):
                calls.append(asyncio.create_task(chatwoot.request("GET", PATH)))
                await asyncio.sleep(0.1)
            errors = await asyncio.gather(*calls, return_exceptions=True)
            assert {type(error) for error in errors} == {ServerError}
            return len(server.seen)

    seen, _ = run(main)
    assert 1200 < seen <= 1200 * 1.105


def test_who_is_not_tried_again_is_told_why() -> None:
    """Where all calls fail, the retries of a client come to an end, and errors say so."""

    async def main() -> set[str | None]:
        async with ScriptedServer(*[Action("status", status=503)] * 100) as server, client(server) as chatwoot:
            calls = (chatwoot.request("GET", PATH) for _ in range(8))
            ends = [(await asyncio.gather(call, return_exceptions=True))[0] for call in calls]
            return {end.advice for end in ends if isinstance(end, ServerError)}

    assert run(main)[0] == {None, "not tried again: too many calls of this client fail"}


@pytest.mark.load
def test_a_burst_is_tried_again() -> None:
    """Of 1,000 calls that fail at once, as in a server restart, none fails for lack of retries."""

    async def main() -> None:
        async with ScriptedServer(*[Action("status", status=503)] * 1000) as server, client(server) as chatwoot:
            outcomes = chatwoot.map(lambda _: chatwoot.request("GET", PATH), range(1000), limit=1000)
            assert [outcome async for outcome in outcomes if outcome.error] == []
            assert len(server.seen) == 2000

    run(main)


@pytest.mark.parametrize("before", [0, 400])
@pytest.mark.parametrize("seconds", [0.3, 0.99])
def test_a_restart_of_a_second_fails_no_get(seconds: float, before: int) -> None:
    """If nearly all calls need three retries, they get them, whether or not the client was idle before.

    Short and long waits alternate, so that none uses up its attempts within the second that a restart takes.
    """

    async def main() -> None:
        loop, begun = asyncio.get_running_loop(), 5.0

        def answer(_: httpx.Request) -> httpx.Response:
            if begun <= loop.time() < begun + seconds:
                raise httpx.ConnectError("refused")
            return httpx.Response(200, content=b"{}")

        async with servers.client(answer, rate_limit=None) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(before)))
            await asyncio.sleep(begun - loop.time())
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(200)))

    run(main)


def test_a_fault_of_one_operation_is_not_tried_for_ever() -> None:
    """An operation that always responds with 500, while others succeed, does not use up the retries."""

    async def main() -> tuple[list[str], int]:
        fault = Action("status", status=500)
        script = [each for _ in range(30) for each in (*[fault] * 4, Action())]
        async with ScriptedServer(*script) as server, client(server) as chatwoot:
            advice: list[str] = []
            for _ in range(10):
                with pytest.raises(ServerError) as caught:
                    await chatwoot.request("GET", PATH)
                advice.append(caught.value.advice or "")
                while server.script and server.script[0] == fault:
                    server.script.pop(0)
                await chatwoot.request("GET", f"{PATH}/other")
            return advice, len(server.seen)

    advice, seen = run(main)[0]
    assert sorted({*advice}) == [
        "",
        "not tried again: the server responds to each of these calls with 500, and to others normally",
    ]
    assert seen <= 10 + 10 + 3 * 3


@pytest.mark.parametrize("does", ["bomb", "ok"])
def test_bodies_have_a_limit(does: Any) -> None:
    """A body beyond the limit is not read to its end, compressed or not; one within it is."""

    async def main() -> None:
        big = Action(does, body=b'"%s"' % (b"x" * 2**20))
        async with ScriptedServer(big, big) as server, client(server, max_body=2**19) as chatwoot:
            with pytest.raises(ResponseTooLargeError, match=r"larger than 524288 bytes; raise max_body= to allow it"):
                await chatwoot.request("GET", PATH)
            assert len(server.seen) == 1
            if does == "ok":
                await chatwoot.with_options(max_body=2**21).request("GET", PATH)

    run(main)


async def test_a_body_that_cannot_be_sent_twice() -> None:
    """A body is replayed as a whole or not at all: a stream cannot be sent after the first attempt."""

    async def pieces() -> AsyncIterator[bytes]:
        yield b"{}"

    class Refusing(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await request.aread()
            raise httpx.ConnectError("refused")

    async with servers.client(lambda _: pytest.fail("asked"), transport=Refusing()) as chatwoot:
        with pytest.raises(ConnectionFailedError, match="sent twice") as caught:
            await chatwoot.messages.create(1, attachments=[File(pieces(), name="x.txt")])
    assert len(caught.value.attempts) == 1
