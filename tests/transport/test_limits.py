"""The limits of a server in calls: waits, refusals, errors, and hooks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import attrs
import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    LimitedRequest,
    LimitWait,
    RateLimitedError,
    RequestTimeoutError,
    RetryDetails,
    RetryPolicy,
    SettingsError,
    WaitDetails,
    WindowLimiter,
)
from aiochatwoot._core import Core
from aiochatwoot._wire.operation import Operation, RateLimitRule

from .. import servers
from ..conftest import load_capture
from ..virtual import START, VirtualLoop, patch_clock, run_virtual

RULE = RateLimitRule(rule="contacts_search", requests=3, seconds=60, by=("account",))
MAILS = RateLimitRule(rule="transcript", requests=2, seconds=3600, by=("account",))
SEARCH: Operation[None] = Operation(
    id="some_search", method="GET", path="/api/v1/accounts/1/contacts/search", returns=None, rate_limits=(RULE,)
)
MAIL: Operation[None] = Operation(
    id="some_mail",
    method="POST",
    path="/api/v1/accounts/1/conversations/7/transcript",
    returns=None,
    rate_limits=(MAILS,),
)
OK = httpx.Response(200, content=b"{}")
REFUSED = b"Retry later\n"
EXACT = RetryPolicy(base=0)
_hosts = iter(range(10**6))


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


@attrs.define
class Server:
    """A server that refuses requests by path, and records when it was called.

    Attributes:
        answers: Responses by path; the last one is repeated. All other paths get a success.
    """

    answers: dict[str, list[httpx.Response]] = attrs.field(factory=dict)
    seen: list[tuple[str, float]] = attrs.field(factory=list)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        self.seen.append((request.url.path, loop.time()))
        await asyncio.sleep(0.01)
        script = self.answers.get(request.url.path)
        given = OK if not script else script.pop(0)
        headers = {"date": formatdate(int(loop.epoch()), usegmt=True), **given.headers}
        return httpx.Response(given.status_code, headers=headers, content=given.content)

    def client(self, **settings: Any) -> Chatwoot:
        return servers.client(self.answer, base_url=f"https://limits-{next(_hosts)}.example", **settings)


def refusal(**headers: str) -> httpx.Response:
    """Return rack-attack's response; underscores in header names become dashes."""
    return httpx.Response(
        429, headers={name.replace("_", "-"): value for name, value in headers.items()}, content=REFUSED
    )


def core(chatwoot: Chatwoot) -> Core:
    """The core of a client, which calls operations."""
    found: Core = vars(chatwoot)["_core"]
    return found


def run(main: Callable[[], Any]) -> Any:
    """Run a coroutine in virtual time without sockets."""
    return run_virtual(main(), VirtualLoop(has_sockets=False))


def test_a_rule_of_the_contract_is_met_before_the_server_must_refuse() -> None:
    """Calls of an operation with a rule wait for its window, without a slot, and report the reason; others continue."""
    waits: list[WaitDetails] = []

    async def main() -> None:
        server = Server()
        async with server.client(max_in_flight=1, on_wait=waits.append) as chatwoot:
            calls = [asyncio.create_task(core(chatwoot).call(SEARCH, {})) for _ in range(4)]
            await asyncio.sleep(1)
            await chatwoot.request("GET", "/api/v1/accounts/1/labels")
            assert len(server.seen) == 4
            await asyncio.gather(*calls)
            assert 47 < server.seen[-1][1] < 50

    run(main)
    (wait,) = [each for each in waits if each.rule]
    assert (wait.rule, wait.request.operation) == ("contacts_search", "some_search")
    assert wait.reason == "a place in the rate limit contacts_search of 3 requests a minute"
    assert pytest.approx(wait.wait, abs=0.1) == 49


def test_the_log_names_each_rule_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """The first wait of each rule in a minute is logged, with its length; later ones are not."""
    caplog.set_level(logging.INFO, "aiochatwoot")

    async def main() -> None:
        async with Server().client(rate_limit=6) as chatwoot:
            await asyncio.gather(
                *(core(chatwoot).call(SEARCH, {}) for _ in range(6)),
                *(chatwoot.request("GET", "/api/v1/accounts/1/labels") for _ in range(6)),
            )

    run(main)
    said = [record.getMessage().partition(": ")[2] for record in caplog.records]
    assert said == [
        "waits for 49.0 s for a place in the rate limit contacts_search of 3 requests a minute",
        "waits for 49.0 s for a place in the rate limit of 6 requests a minute",
    ]


@pytest.mark.parametrize("limit", [3000, None])
def test_retry_after_is_what_the_call_waits(limit: int | None) -> None:
    """`Retry-After: 1` waits one second, and closes only its operation for it."""
    retries: list[RetryDetails] = []

    async def main() -> None:
        path = "/api/v1/accounts/1/labels"
        server = Server({path: [refusal(retry_after="1")]})
        async with server.client(rate_limit=limit, retry=EXACT, on_retry=retries.append) as chatwoot:
            call = asyncio.create_task(chatwoot.request("GET", path))
            await asyncio.sleep(0.5)
            await chatwoot.request("GET", "/api/v1/accounts/1/teams")
            await call
        assert [pytest.approx(at, abs=0.02) for _, at in server.seen] == [0.0, 0.5, 1.01]

    run(main)
    name = "" if limit is None else ", the rate limit GET /api/v1/accounts/{}/labels"
    assert [(each.reason, each.wait) for each in retries] == [(f"status 429{name}", 1.0)]


@pytest.mark.parametrize(
    ("deadline", "policy", "said"),
    [
        (20.0, EXACT, "that would wait 30.0 s, "),
        (60.0, RetryPolicy(base=0, cap=8), "the server asks to wait 30.0 s, "),
        (60.0, RetryPolicy(attempts=1), ""),
    ],
)
def test_a_retry_after_that_is_too_long(deadline: float, policy: RetryPolicy, said: str) -> None:
    """The call fails immediately, is not retried early, and the error has the wait."""

    async def main() -> None:
        path = "/api/v1/accounts/1/labels"
        server = Server({path: [refusal(retry_after="30")]})
        async with server.client(retry=policy, deadline=deadline) as chatwoot:
            with pytest.raises(RateLimitedError) as caught:
                await chatwoot.request("GET", path)
            assert len(server.seen) == 1
            assert caught.value.retry_after == 30
            assert said in (caught.value.advice or "")

    run(main)


@pytest.mark.parametrize("given", ["-5", "Mon, 23 Nov 2026 05:00:00 GMT"])
def test_a_retry_after_in_the_past(given: str) -> None:
    """If Retry-After is in the past, the policy's backoff is used instead."""

    async def main() -> None:
        path = "/api/v1/accounts/1/labels"
        server = Server({path: [refusal(retry_after=given)]})
        async with server.client() as chatwoot:
            await chatwoot.request("GET", path)
        assert server.seen[-1][1] < 1

    run(main)


def test_an_empty_refusal_is_a_quota() -> None:
    """A 429 with an empty body fails immediately, says when there may be room, and delays no other call."""

    async def main() -> None:
        path = "/api/v1/accounts/1/labels"
        server = Server({path: [httpx.Response(429)]})
        async with server.client() as chatwoot:
            with pytest.raises(RateLimitedError, match="daily quota; there may be room in 19 hours") as caught:
                await chatwoot.request("GET", path)
            assert pytest.approx(caught.value.retry_after, abs=1) == 86400 - START % 86400
            await chatwoot.request("GET", path)
            assert server.seen[-1][1] < 1

    run(main)


def test_a_rule_with_a_window_longer_than_the_deadline() -> None:
    """If the window is full here or at the server, the call fails immediately, with the time when there is room."""

    async def main() -> None:
        server = Server({MAIL.path: [OK, refusal()]})
        hour = pytest.approx(3600 - START % 3600, abs=2)
        async with server.client() as chatwoot:
            await core(chatwoot).call(MAIL, {})
            with pytest.raises(RateLimitedError, match="that would wait 32") as refused:
                await core(chatwoot).call(MAIL, {})
            assert refused.value.retry_after == hour
            said = "the rate limit transcript of 2 requests an hour has no room for 32"
            with pytest.raises(RequestTimeoutError, match=said) as full:
                await core(chatwoot).call(MAIL, {})
            assert full.value.retry_after == hour
            assert server.seen[-1][1] < 1

    run(main)


def test_a_refusal_as_captured_is_waited_out() -> None:
    """After a recorded 429, its operation waits for the next minute; others continue."""
    capture = load_capture("err_rate_limited")

    async def main() -> None:
        server = Server({capture.path: [servers.replay(capture)]})
        async with server.client() as chatwoot:
            call = asyncio.create_task(chatwoot.request("GET", capture.path))
            await asyncio.sleep(1)
            await chatwoot.request("GET", "/api/v1/accounts/2/labels")
            await call
        assert server.seen[1][1] == 1
        assert 47 < server.seen[2][1] < 52

    run(main)


# --- custom limiters ----------------------------------------------------------------------------------------------


@attrs.define
class OneAtATime:
    """A foreign limiter: five seconds between two requests, and its own accounting."""

    free: float = 0.0
    told: list[object] = attrs.field(factory=list)

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object]) -> OneAtATime:
        loop = asyncio.get_running_loop()
        wait = self.free - loop.time()
        if wait > 0:
            allow(LimitWait("mine", "the limit of mine", wait))
            await asyncio.sleep(wait)
        self.told.append(request)
        return self

    def begin(self) -> bool:
        self.free = asyncio.get_running_loop().time() + 5
        return True

    def give_back(self) -> None:
        self.told.append("back")

    def end(
        self, status: int | None, *, date: str | None = None, retry_after: float | None = None, counts: bool = True
    ) -> LimitWait | None:
        self.told.append((status, retry_after, counts))
        return LimitWait("mine", "the limit of mine", 7.0) if status == 429 else None


def test_a_limiter_of_ones_own() -> None:
    """Any object of the Protocol can replace ours: it gets all it needs, and never the token."""
    waits: list[WaitDetails] = []

    async def main() -> list[object]:
        limiter = OneAtATime()
        path = "/api/v1/accounts/1/conversations/7/messages"
        server = Server({path: [refusal()]})
        async with server.client(rate_limit=limiter, on_wait=waits.append) as chatwoot:
            await chatwoot.request("POST", path)
            assert 7 <= server.seen[-1][1] <= 9
        return limiter.told

    first, refused, again, done = run(main)
    assert (
        first.operation,
        first.account,
        first.conversation,
    ) == ("POST /api/v1/accounts/{}/conversations/{}/messages", "1", "7")
    assert servers.TOKEN not in repr(first)
    assert len(first.token) == 16
    assert first == again
    assert [refused, done] == [(429, None, True), (200, None, True)]
    assert waits == []


def test_a_limiter_with_numbers_of_an_operator() -> None:
    """`WindowLimiter` accepts the numbers that a server's operator has set."""

    async def main() -> None:
        server = Server()
        async with server.client(rate_limit=WindowLimiter(10, rules={"contacts_search": None})) as chatwoot:
            await asyncio.gather(*(core(chatwoot).call(SEARCH, {}) for _ in range(10)))
            assert server.seen[-1][1] < 1

    run(main)


@pytest.mark.parametrize("limit", [0, -1, True, 1.5, "3000", object()])
def test_what_is_no_limiter(limit: Any) -> None:
    """The value is an int of at least 1, None, or an object with `acquire`; the error names the setting."""
    with pytest.raises(SettingsError, match=r"^rate_limit: "):
        Chatwoot(servers.BASE_URL, token=servers.TOKEN, rate_limit=limit)
