"""What is repeated, when, how long after; and what no fault may lead to."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiochatwoot import (
    ApiStatusError,
    ChatwootError,
    ConnectionFailedError,
    DecodeError,
    RateLimitedError,
    RequestTimeoutError,
    ResponseDetails,
    ResponseTooLargeError,
    RetryPolicy,
    ServerError,
    SettingsError,
)
from aiochatwoot._transport.call import CALL, Call
from aiochatwoot._transport.pipeline import RetryTransport
from aiochatwoot._transport.retry_rules import RetryBudget, server_wait, was_not_seen
from aiochatwoot.hooks import Hooks
from aiochatwoot.settings import RETRYABLE

from .scripted import PATH, TOKEN, Action, ScriptedServer, client
from .virtual import START, patch_clock, run

pytestmark = pytest.mark.behaviour


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


# --- the policy ---


@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0, 100), st.floats(0, 1000))
def test_the_backoff_is_the_formula_of_its_docstring(attempt: int, chance: float, base: float, cap: float) -> None:
    """Full jitter: evenly from 0 to min(cap, base * 2 ** (n - 1))."""
    policy = RetryPolicy(base=base, cap=cap)
    formula = "min(cap, base * 2 ** (n - 1))"
    assert formula in (RetryPolicy.__doc__ or "")
    n = min(attempt, 61)
    assert chance * eval(formula, {"cap": cap, "base": base, "n": n, "min": min}) == policy.backoff(attempt, chance)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"attempts": 0}, "attempts"),
        ({"attempts": True}, "attempts"),
        ({"attempts": 1.5}, "attempts"),
        ({"base": -1}, "base"),
        ({"base": "1"}, "base"),
        ({"cap": float("inf")}, "cap"),
        ({"cap": float("nan")}, "cap"),
        ({"statuses": [200]}, "statuses"),
        ({"statuses": ["503"]}, "statuses"),
    ],
)
def test_bad_policies_are_refused(options: Any, name: str) -> None:
    """A policy is checked when it is made, and the error names what is wrong."""
    with pytest.raises(SettingsError, match=f"retry: {name}: expected"):
        RetryPolicy(**options)


def test_the_budget_allows_few_retries_in_an_outage() -> None:
    """Of 1,000 calls that fail, at most one in ten is repeated, and a quiet client has ten retries at once."""
    budget = RetryBudget()
    assert [True] * 10 + [False] == [budget.take() for _ in range(11)]
    budget = RetryBudget()
    taken = 0
    for _ in range(1000):
        budget.call()
        taken += budget.take()
    assert 0 < taken <= 100


@pytest.mark.parametrize(
    ("headers", "status", "least", "most"),
    [
        ({"retry-after": "7"}, 503, 7, 7),
        ({"retry-after": "1.5"}, 429, 1.5, 1.5),
        ({"retry-after": "-3"}, 429, 0, 0),
        ({"retry-after": formatdate(START + 20, usegmt=True)}, 503, 20, 20),
        ({"retry-after": formatdate(START + 120, usegmt=True), "date": formatdate(START + 100)}, 503, 20, 20),
        ({"retry-after": formatdate(START - 20, usegmt=True)}, 503, 0, 0),
        ({"retry-after": "soon"}, 429, 49, 51),
        ({"retry-after": "nan"}, 429, 49, 51),
        ({}, 429, 49, 51),
        ({"date": formatdate(START + 40, usegmt=True)}, 429, 9, 11),
        ({"date": "yesterday"}, 429, 49, 51),
        ({"retry-after": "soon"}, 503, None, None),
        ({}, 503, None, None),
    ],
)
def test_the_server_says_how_long(headers: dict[str, str], status: int, least: float | None, most: float) -> None:
    """Retry-After in seconds, fractions or as a date; a 429 without it means the next minute by the server's clock."""
    wait = server_wait(httpx.Response(status, headers=headers), START, random.Random(1))
    if least is None:
        assert wait is None
    else:
        assert wait is not None
        assert least <= wait <= most


@pytest.mark.parametrize(
    ("expected", "outcome"),
    [
        (True, httpx.ConnectError("refused")),
        (True, httpx.ConnectTimeout("slow")),
        (True, httpx.PoolTimeout("full")),
        (True, httpx.ProxyError("no tunnel")),
        (True, httpx.Response(429)),
        (False, httpx.ReadTimeout("slow")),
        (False, httpx.ReadError("reset")),
        (False, httpx.WriteError("reset")),
        (False, httpx.RemoteProtocolError("closed")),
        (False, httpx.Response(503)),
    ],
)
def test_what_the_server_did_not_see(expected: bool, outcome: httpx.Response | BaseException) -> None:
    """Only where there was no connection, or the limit was over, the application surely saw nothing."""
    assert expected is was_not_seen(outcome)


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
    """GET, PUT and DELETE are tried again after whatever fault, with their whole body."""

    async def main() -> None:
        async with ScriptedServer(action, action) as server, client(server, deadline=600) as chatwoot:
            body = {"a": 1} if method == "PUT" else None
            assert {"id": 1} == await chatwoot.request(method, PATH, json=body)
            whole = [seen for seen in server.seen if seen.body == (b'{"a":1}' if body else b"")]
            assert len(whole) == len(server.seen) == (1 if action.does == "reset on accept" else 3)

    run(main)


@pytest.mark.parametrize(
    ("action", "error"),
    [
        (Action("status", status=500), ServerError),
        (Action("status", status=503), ServerError),
        (Action("reset"), ConnectionFailedError),
        (Action("reset on accept"), ConnectionFailedError),
        (Action("cut"), ConnectionFailedError),
        (Action("hang"), RequestTimeoutError),
        (Action("bad gzip"), DecodeError),
    ],
    ids=lambda value: getattr(value, "does", ""),
)
def test_a_post_that_may_have_been_done_is_not_repeated(action: Action, error: type[ChatwootError]) -> None:
    """After a fault that came when the server may have seen it, a POST fails at once, and says that it may be done."""

    async def main() -> ChatwootError:
        async with ScriptedServer(action) as server, client(server) as chatwoot:
            with pytest.raises(error) as caught:
                await chatwoot.request("POST", PATH, json={"content": "x"})
            assert len(server.executed) <= 1
            return caught.value

    failure, _ = run(main)
    assert 1 == len(failure.attempts)
    assert "may have done it" in str(failure)


def test_a_post_that_was_not_seen_is_repeated() -> None:
    """A refused connection and a 429 are before the application: a POST is tried again, and done once."""

    async def main() -> None:
        async with ScriptedServer(Action("status", executes=False, status=429)) as server, client(server) as chatwoot:
            await server.refuse()
            asyncio.get_running_loop().call_later(0.2, lambda: reopening.append(asyncio.create_task(server.listen())))
            reopening: list[asyncio.Task[None]] = []
            policy = RetryPolicy(attempts=10)
            await chatwoot.with_options(retry=policy).request("POST", PATH, json={"content": "x"})
            assert 1 == len(server.executed)
            assert 2 == len(server.seen)
            assert b'{"content":"x"}' == server.executed[0].body

    _, seconds = run(main)
    assert seconds > 45, "the next clock minute was waited for"


def test_retry_after_is_honoured() -> None:
    """The wait is what the server said, if the deadline allows it."""

    async def main() -> tuple[int, float | None]:
        action = Action("status", status=503, headers=(("retry-after", "17"),))
        async with ScriptedServer(action) as server, client(server) as chatwoot:
            await chatwoot.request("GET", PATH)
            return len(server.seen), None

    (seen, _), seconds = run(main)
    assert 2 == seen
    assert seconds == pytest.approx(17, abs=0.5)


@pytest.mark.parametrize(
    ("action", "error", "wait"),
    [
        (Action("status", status=503, headers=(("retry-after", "100"),)), ServerError, "100.0"),
        (Action("status", status=429), RateLimitedError, r"(49|50|51)\.\d"),
    ],
)
def test_a_wait_beyond_the_deadline_is_not_begun(action: Action, error: type[ApiStatusError], wait: str) -> None:
    """A wait that cannot end in time is not begun: the error comes at once, and says how long it would have been."""

    async def main() -> None:
        async with ScriptedServer(action) as server, client(server, deadline=40) as chatwoot:
            with pytest.raises(error, match=rf"that would wait {wait} s, and the deadline leaves \d+\.\d s"):
                await chatwoot.request("GET", PATH)

    _, seconds = run(main)
    assert seconds < 1


@pytest.mark.parametrize("does", ["hang", "dribble"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_holds_a_call_past_its_deadline(does: Any, method: str) -> None:
    """A server that is silent, or sends one byte a second, does not hold a call: the deadline covers reading, too."""

    async def main() -> None:
        script = [Action(does, body=b'"%s"' % (b"x" * 1000))] * 20
        async with ScriptedServer(*script) as server, client(server, deadline=12.5) as chatwoot:
            with pytest.raises(RequestTimeoutError):
                await chatwoot.request(method, PATH)

    _, seconds = run(main)
    assert seconds <= 12.5 * 1.1


def test_a_call_may_have_no_deadline() -> None:
    """deadline=None: only the timeouts of each phase hold."""

    async def main() -> None:
        script = [Action("dribble", body=b'"%s"' % (b"x" * 200))]
        async with ScriptedServer(*script) as server, client(server, deadline=None) as chatwoot:
            assert "x" * 200 == await chatwoot.request("GET", PATH)
            assert {"id": 1} == await chatwoot.with_options(deadline=5).request("GET", PATH)

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
            assert 3 == len(server.seen)
        async with ScriptedServer(Action("status", status=503)) as server, client(server, retry=None) as chatwoot:
            with pytest.raises(ServerError):
                await chatwoot.request("GET", PATH)

    run(main)


def test_other_statuses_are_not_repeated() -> None:
    """What the server says of the request itself, it would say again."""

    async def main() -> None:
        for status in sorted({400, 401, 403, 404, 409, 422, 501, 505} - RETRYABLE):
            async with ScriptedServer(Action("status", status=status)) as server, client(server) as chatwoot:
                with pytest.raises(ApiStatusError):
                    await chatwoot.request("GET", PATH)
                assert 1 == len(server.seen)

    run(main)


def test_errors_tell_how_each_attempt_went() -> None:
    """The error of the last attempt carries all of them: when, how long, with what outcome, and the wait after it."""

    async def main() -> ServerError:
        script = [Action("status", status=503), Action("reset"), Action("status", status=502)]
        async with ScriptedServer(*script) as server, client(server, retry=RetryPolicy(attempts=3)) as chatwoot:
            with pytest.raises(ServerError) as caught:
                await chatwoot.request("GET", PATH)
            return caught.value

    failure, _ = run(main)
    assert [1, 2, 3] == [attempt.number for attempt in failure.attempts]
    assert [503, "ReadError", 502] == [attempt.outcome for attempt in failure.attempts]
    assert [True, True, False] == [attempt.wait is not None for attempt in failure.attempts]
    assert str(failure).endswith("(after 3 attempts)")


def test_responses_tell_how_each_attempt_went() -> None:
    """A response, as the hook sees it, carries all attempts of its call, the good one too."""
    seen: list[ResponseDetails] = []

    async def main() -> None:
        script = [Action("status", status=503), Action("reset")]
        async with ScriptedServer(*script) as server, client(server, on_response=seen.append) as chatwoot:
            await chatwoot.request("GET", PATH)

    run(main)
    assert [503, None, 200] == [each.status for each in seen]
    assert [503, "ReadError", 200] == [attempt.outcome for attempt in seen[-1].attempts]
    assert [True, True, False] == [attempt.wait is not None for attempt in seen[-1].attempts]


def test_an_outage_is_not_made_worse() -> None:
    """1,000 callers in an outage make at most 1.1 attempts a call."""

    async def main() -> int:
        async with ScriptedServer(*[Action("status", status=503)] * 5000) as server, client(server) as chatwoot:
            outcomes = chatwoot.map(lambda _: chatwoot.request("GET", PATH), range(1000), limit=200)
            assert 1000 == len([outcome async for outcome in outcomes if isinstance(outcome.error, ServerError)])
            return len(server.seen)

    seen, _ = run(main)
    assert 1000 < seen <= 1100


@pytest.mark.parametrize("does", ["bomb", "ok"])
def test_bodies_have_a_limit(does: Any) -> None:
    """A body beyond the limit is not read to its end, compressed or not; one within it is."""

    async def main() -> None:
        big = Action(does, body=b'"%s"' % (b"x" * 2**20))
        async with ScriptedServer(big, big) as server, client(server, max_body=2**19) as chatwoot:
            with pytest.raises(ResponseTooLargeError, match=r"larger than 524288 bytes; raise max_body= to allow it"):
                await chatwoot.request("GET", PATH)
            assert 1 == len(server.seen)
            if does == "ok":
                await chatwoot.with_options(max_body=2**21).request("GET", PATH)

    run(main)


async def test_a_body_that_cannot_be_sent_twice() -> None:
    """A body is replayed whole or not at all: one that is read while it is sent is gone after the first attempt."""

    async def pieces() -> AsyncIterator[bytes]:
        yield b"{}"

    class Refusing(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused")

    call = Call(policy=RetryPolicy(), repeatable=True)
    transport = RetryTransport(Refusing(), RetryBudget(), Hooks())
    with pytest.raises(httpx.ConnectError):
        await transport.handle_async_request(
            httpx.Request("PUT", "https://chat.example/x", content=pieces(), extensions={CALL: call})
        )
    assert 1 == len(call.attempts)
    assert "not tried again: its body cannot be sent twice" == call.note


# --- the law ---

FAULTS: list[Any] = ["reset on accept", "reset", "reset after headers", "cut", "hang", "dribble", "short", "bad gzip"]
ACTIONS = st.one_of(
    st.builds(Action, st.sampled_from([*FAULTS, "garbage", "bomb"]), st.booleans()),
    st.builds(
        Action,
        st.just("status"),
        st.booleans(),
        st.sampled_from([429, 500, 502, 503, 504, 520, 526, 404, 422, 302]),
        st.sampled_from(
            [
                (),
                (("retry-after", "3"),),
                (("retry-after", "0.25"),),
                (("retry-after", "1000"),),
                (("retry-after", "junk"),),
                (("connection", "close"),),
                (("location", "/elsewhere"),),
                (("location", "https://evil.example/"),),
            ]
        ),
        st.sampled_from([None, b"<html>oops</html>", b"", b"null", b'{"error":"no"}']),
    ),
)


@pytest.mark.law
@given(
    st.lists(ACTIONS, max_size=6),
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.sampled_from([0.5, 3.0, 20.0, 90.0]),
    st.integers(1, 5),
    st.booleans(),
)
@example([Action("status", False, 429)], "POST", 90.0, 3, True)
def test_whatever_happens_a_call_ends_well_or_clearly(
    script: list[Action], method: str, deadline: float, attempts: int, limited: bool
) -> None:
    """Any script of faults: no POST is done twice, none is late, every error is ours, and nothing is left behind."""
    before = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with ScriptedServer(*script) as server:
            async with client(
                server,
                deadline=deadline,
                retry=RetryPolicy(attempts=attempts),
                rate_limit=5 if limited else None,
                max_body=2**20,
            ) as chatwoot:
                begun = loop.time()
                try:
                    await chatwoot.request(method, PATH, json={"n": 1} if method != "GET" else None)
                except ChatwootError as error:
                    shown = f"{error!r} {error} {vars(error)!r}"
                else:
                    shown = ""
                assert TOKEN not in shown
                assert loop.time() - begun <= deadline * 1.1
            if method == "POST":
                # A 429 that was executed all the same is a script that no server follows.
                refused = sum(action.executes and action.status == 429 for action in script)
                assert len(server.executed) <= 1 + refused
            assert all(seen.headers.get("api_access_token") == TOKEN for seen in server.seen)
        # Of a body that was not read to its end httpx leaves generators to asyncio, which closes them in tasks of its
        # own: these end in a few turns of the loop, in which no time goes by. Whatever else is there stays.
        for _ in range(100):
            if asyncio.all_tasks() == {asyncio.current_task()}:
                break
            await asyncio.sleep(0)
        assert {asyncio.current_task()} == asyncio.all_tasks()

    run(main)
    if before:
        assert before == len(os.listdir("/proc/self/fd"))
