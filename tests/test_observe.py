"""Hooks and logs, without secrets and personal data."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import attrs
import httpx
import pytest

from aiochatwoot import (
    ChatwootError,
    RequestDetails,
    RequestTimeoutError,
    ResponseDetails,
    RetryDetails,
    RetryPolicy,
    ServerError,
)
from aiochatwoot._transport.quiet_logs import is_ours, keep_logs_quiet
from aiochatwoot._urls import parse_url, without_query
from aiochatwoot.hooks import Hooks

from . import servers
from .scripted import PATH, TOKEN, Action, ScriptedServer, client
from .virtual import patch_clock, run

pytestmark = pytest.mark.behaviour

EXACT = RetryPolicy(base=0)  # no jitter
SEARCH = "+49 170 5550123"
BODY = "Dear customer, your password is"
PRIVATE = [TOKEN, "5550123", BODY, "session=", "X-Amz-Signature", "nonsense"]


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)


class Log:
    """Hooks that record their arguments."""

    def __init__(self) -> None:
        self.told: list[RequestDetails | ResponseDetails | RetryDetails] = []

    @property
    def hooks(self) -> dict[str, Any]:
        return {"on_request": self.told.append, "on_response": self.told.append, "on_retry": self.told.append}

    @property
    def short(self) -> list[str]:
        """Each record in short: number, kind, outcome."""
        words: list[str] = []
        for each in self.told:
            match each:
                case RequestDetails():
                    words.append(f"{each.attempt}?")
                case ResponseDetails():
                    words.append(f"{each.attempt.number}={each.attempt.outcome}")
                case RetryDetails():
                    words.append(f"{each.attempt.number}:{each.reason}")
        return words


def records(caplog: pytest.LogCaptureFixture, name: str = "aiochatwoot") -> list[tuple[str, str]]:
    """Return the records of a logger, with their levels."""
    return [(each.levelname, each.getMessage()) for each in caplog.records if each.name == name]


# --- hooks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "script", "error"),
    [
        (["1?", "1=200"], [], None),
        (["1?", "1=404"], [Action("status", status=404)], ChatwootError),
        (
            ["1?", "1=503", "1:status 503", "2?", "2=ReadError", "2:ReadError", "3?", "3=200"],
            [Action("status", status=503), Action("reset")],
            None,
        ),
        (["1?", "1=502", "1:status 502", "2?", "2=502"], [Action("status", status=502)] * 2, ServerError),
        (["1?", "1=RequestTimeoutError"], [Action("hang")], RequestTimeoutError),
        (["1?", "1=ResponseTooLargeError"], [Action("bomb")], ChatwootError),
        (
            ["1?", "1=302", "2?", "2=503", "2:status 503", "3?", "3=200"],
            [Action("status", status=302, headers=(("location", "/x"),)), Action("status", status=503)],
            None,
        ),
    ],
)
def test_hooks_are_told_in_order(expected: list[str], script: list[Action], error: type[Exception] | None) -> None:
    """Hooks are called before each attempt, after it, and before the wait for another; numbers count every request."""
    log = Log()
    attempts = 2 if len(script) == 2 and error else 3

    async def main() -> None:
        policy = RetryPolicy(attempts=attempts, base=0.1)
        async with (
            ScriptedServer(*script) as server,
            client(server, retry=policy, deadline=5, max_body=1000, **log.hooks) as chatwoot,
        ):
            if error is None:
                await chatwoot.request("GET", PATH)
            else:
                with pytest.raises(error):
                    await chatwoot.request("GET", PATH)

    run(main)
    assert log.short == expected


def test_redirects_are_no_retries() -> None:
    """Redirects do not use up the attempts of a policy."""
    log = Log()

    async def main() -> None:
        there = Action("status", status=302, headers=(("location", PATH),))
        async with (
            ScriptedServer(there, there, Action("status", status=503)) as server,
            client(server, retry=RetryPolicy(attempts=2), **log.hooks) as chatwoot,
        ):
            await chatwoot.request("GET", PATH)

    run(main)
    assert log.short == ["1?", "1=302", "2?", "2=302", "3?", "3=503", "3:status 503", "4?", "4=200"]


def test_a_cancelled_call_is_told() -> None:
    """Hooks are called for the end of a cancelled call."""
    log = Log()

    async def main() -> None:
        async with ScriptedServer(Action("hang")) as server, client(server, **log.hooks) as chatwoot:
            task = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    run(main)
    assert log.short == ["1?", "1=CancelledError"]


def test_what_hooks_are_told() -> None:
    """The records hold the operation, the URL without its query, outcome, wait and request id, and no secrets."""
    log = Log()

    async def main() -> str:
        script = [
            Action("status", status=503, headers=(("retry-after", "3"),)),
            Action(headers=(("x-request-id", "abc-1"),)),
        ]
        async with (
            ScriptedServer(*script) as server,
            client(server, drift="ignore", retry=EXACT, **log.hooks) as chatwoot,
        ):
            await chatwoot.conversations.get(7)
            await chatwoot.request("GET", PATH, params={"q": SEARCH})
            return server.base_url

    base, _ = run(main)
    first, failed, again, second, answered, other, _ = log.told
    assert isinstance(first, RequestDetails)
    assert isinstance(failed, ResponseDetails)
    assert isinstance(again, RetryDetails)
    assert isinstance(second, RequestDetails)
    assert isinstance(answered, ResponseDetails)
    assert isinstance(other, RequestDetails)
    url = f"{base}/api/v1/accounts/1/conversations/7"
    assert ("conversations.get", "GET", url, 1) == (first.operation, first.method, first.url, first.attempt)
    assert (None, "GET", base + PATH, 1) == (other.operation, other.method, other.url, other.attempt)
    assert first == failed.request == again.request
    assert attrs.evolve(first, attempt=2) == second == answered.request
    assert first.key is second.key is answered.request.key
    assert first.key is not other.key
    assert (failed.status, failed.request_id) == (503, None)
    assert (answered.status, answered.request_id) == (200, "abc-1")
    assert (failed.attempt, "status 503", 3.0) == (again.attempt, again.reason, again.wait)
    assert failed.attempt.started.tzinfo is not None
    assert failed.attempt.duration >= 0
    assert not [word for word in PRIVATE if word in repr(log.told)]
    for each in log.told:
        told: Any = each
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            told.attempt = 1


@pytest.mark.parametrize("name", ["on_request", "on_response", "on_retry"])
def test_a_hook_that_fails_is_logged(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """A hook that raises loses no response and swallows no cancellation; it is logged at ERROR."""

    def broken(_: object) -> None:
        raise LookupError("broken")

    async def main() -> None:
        async with (
            ScriptedServer(Action("reset"), Action(), Action("hang")) as server,
            client(server, **{name: broken}) as chatwoot,
        ):
            assert await chatwoot.request("GET", PATH) == {"id": 1}
            task = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    run(main)
    errors = [each for each in caplog.records if each.levelname == "ERROR"]
    assert len(errors) == {"on_request": 3, "on_response": 3, "on_retry": 1}[name]
    assert {(each.name, each.getMessage()) for each in errors} == {("aiochatwoot", "A hook failed")}
    assert {each.exc_info[0] for each in errors if each.exc_info} == {LookupError}


def test_hooks_are_frozen() -> None:
    """The hooks of a client cannot be reassigned."""
    hooks = Hooks()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        hooks.on_retry = print  # type: ignore[misc]


# --- logs ---------------------------------------------------------------------------------------------------------


def test_one_line_a_retry_and_one_a_request(caplog: pytest.LogCaptureFixture) -> None:
    """WARNING for each retry, with attempt, reason and wait; DEBUG for each request; no other lines."""
    caplog.set_level(logging.DEBUG, "aiochatwoot")

    async def main() -> str:
        retry_after = (("retry-after", "2.5"),)
        async with ScriptedServer(Action("status", status=503, headers=retry_after)) as server:
            async with client(server, retry=EXACT) as chatwoot:
                await chatwoot.request("GET", PATH, params={"q": SEARCH})
            return server.base_url

    base, _ = run(main)
    (first, said), retry, (last, done) = records(caplog)
    assert (first, last) == ("DEBUG", "DEBUG")
    assert said.startswith(f"GET {base}{PATH}: 503 in 0.")
    assert done.startswith(f"GET {base}{PATH}: 200 in 0.")
    assert retry == ("WARNING", f"GET {base}{PATH}: attempt 1: status 503; again in 2.5 s")


def test_httpx_logs_no_query_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    """Our requests are logged without the query; other uses of httpx are not affected."""
    caplog.set_level(logging.INFO, "httpx")

    async def main() -> str:
        async with ScriptedServer() as server, client(server) as chatwoot, httpx.AsyncClient() as other:
            await chatwoot.request("GET", PATH, params={"q": SEARCH})
            await other.get(server.base_url + PATH, params={"q": "visible"})
            return server.base_url

    base, _ = run(main)
    theirs = ("INFO", f'HTTP Request: GET {base}{PATH}?q=visible "HTTP/1.1 200 X"')
    assert records(caplog, httpx.__name__) == [theirs]


def test_no_log_shows_what_is_private(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> None:
    """At DEBUG, and with every fault, no line of ours, httpx or httpcore has a token, body, search or signature."""
    caplog.set_level(logging.DEBUG)
    signed = "/file?X-Amz-Signature=0123"

    async def main() -> None:
        async with ScriptedServer(Action(body=BODY.encode())) as storage:
            headers = (("set-cookie", "session=1"), ("x-echo", SEARCH))
            script = [
                Action("status", status=503, headers=headers, body=BODY.encode()),
                Action("raw", body=b"HTTP/1.1 nonsense of 5550123\r\n\r\n"),
                Action("raw", body=b"HTTP/1.1 200 OK\r\nno colon 5550123\r\n\r\n"),
                Action(headers=headers, body=b'{"content": "%s"}' % BODY.encode()),
                Action("status", status=302, headers=(("location", f"/x?q={SEARCH}"),)),
                Action("status", status=422, body=b'{"message": "%s"}' % BODY.encode()),
                Action("status", status=302, headers=(("location", storage.base_url + signed),)),
            ]
            async with ScriptedServer(*script) as server, client(server) as chatwoot:
                await chatwoot.request("PUT", PATH, params={"q": SEARCH}, json={"content": BODY})
                with pytest.raises(ChatwootError):
                    await chatwoot.request("GET", PATH, params={"q": SEARCH})
                async with chatwoot.attachments.download(server.base_url + signed) as file:
                    assert await file.read() == BODY.encode()
                assert server.script == []

    run(main)
    shown = [
        f"{each.name}: {each.getMessage()} {each.args!r}"
        for each in caplog.records
        if each.name.startswith(("aiochatwoot", "httpx", "httpcore", "aiohttp"))
    ]
    assert [line for line in shown for word in PRIVATE if word in line] == []
    if request.config.getoption("--transport") == "aiohttp":
        return
    httpcore = str(request.config.getoption("--transport")).replace("httpx", "httpcore")
    assert {
        line.partition(": ")[0]
        for line in shown
        if not line.startswith("httpx: load_")  # before 0.28
    } == {"aiochatwoot", f"{httpcore}.connection", f"{httpcore}.http11"}
    headers = [line for line in shown if "receive_response_headers.complete" in line]
    assert headers[0] == f"{httpcore}.http11: receive_response_headers.complete return_value=(b'HTTP/1.1', 503 ()"
    broken = [line for line in shown if "receive_response_headers.failed" in line]
    assert [f"{httpcore}.http11: receive_response_headers.failed exception=RemoteProtocolError ()"] * 2 == broken


@contextmanager
def listening(name: str) -> Generator[list[logging.LogRecord]]:
    """Collect the records of a logger."""
    heard: list[logging.LogRecord] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record)

    listener, logger = Listener(), logging.getLogger(name)
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)


def test_only_what_is_private_is_taken_out(caplog: pytest.LogCaptureFixture) -> None:
    """Records without private data are unchanged, and so are all records of other requests."""
    core = httpx.__name__.replace("httpx", "httpcore")
    keep_logs_quiet(core)
    name = f"{core}.http11"
    logger = logging.getLogger(name)
    caplog.set_level(logging.INFO, logger=name)
    url = httpx.URL(f"{servers.BASE_URL}/x?q=1")
    with listening(name) as heard:
        mark = is_ours.set(True)
        logger.info("%(a)s", {"a": 1})
        logger.info("%s exception=Name(x), [(y", url)
        logger.info("nothing")
        is_ours.reset(mark)
        logger.info("%s exception=Name(x), [(y", url)
    assert [each.getMessage() for each in heard] == [
        "1",
        f"{servers.BASE_URL}/x?q=1 exception=Name",
        "nothing",
        f"{servers.BASE_URL}/x?q=1 exception=Name(x), [(y",
    ]


@pytest.mark.parametrize("url", ["https://a.example/b?c=d", "https://a.example/b", "https://a.example/b?c?d"])
def test_urls_without_queries(url: str) -> None:
    """A URL is shown without its query."""
    assert "https://a.example/b" == without_query(url) == without_query(parse_url(url))
