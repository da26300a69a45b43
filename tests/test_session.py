"""The session under all calls: its life, deadlines, places in flight, the rate limit, the network; nothing leaks."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import subprocess
import sys
import types
import warnings
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from email.utils import formatdate
from typing import Any
from urllib.request import getproxies

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ChatwootError,
    ClientStateError,
    File,
    RateLimitedError,
    RequestTimeoutError,
    RetryPolicy,
    ServerError,
    SettingsError,
    models,
)
from aiochatwoot._transport.environment import proxy_of
from aiochatwoot._transport.httpx_network import Network

from . import servers
from .scripted import PATH, TOKEN, Action, ScriptedServer, client
from .virtual import VirtualLoop, patch_clock, run

pytestmark = pytest.mark.behaviour

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_clock(monkeypatch)
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def descriptors() -> int:
    """How many files and sockets this process has open, where it can tell."""
    return len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0


async def settle() -> None:
    """Let what was set going come to its end."""
    for _ in range(20):
        await asyncio.sleep(0)


def after(seconds: float, body: Any = None) -> Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]:
    """A server that takes its time."""

    async def handler(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(seconds)
        return httpx.Response(200, json={"id": 1} if body is None else body)

    return handler


def at_once(_: httpx.Request) -> httpx.Response:
    """A server that takes none."""
    return httpx.Response(200, json={"id": 1})


async def drain(chatwoot: Chatwoot, url: str) -> bytes:
    """Download a file."""
    async with chatwoot.attachments.download(url) as file:
        return await file.read()


# --- its life -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "use",
    [
        lambda chatwoot: chatwoot.request("GET", PATH),
        lambda chatwoot: chatwoot.profile.get(),
        lambda chatwoot: chatwoot.with_options(deadline=5).conversations.get_whole(1),
        lambda chatwoot: drain(chatwoot, servers.BASE_URL + "/file"),
    ],
)
async def test_use_after_close(use: Callable[[Chatwoot], Awaitable[Any]]) -> None:
    """A closed client, and what was derived from it, says that it is closed; closing again does nothing."""
    chatwoot = servers.client(at_once)
    async with chatwoot:
        await chatwoot.request("GET", PATH)
    with pytest.raises(ClientStateError, match="the client is closed; make a new one, or use it inside of"):
        await use(chatwoot)
    await chatwoot.aclose()


async def test_use_without_a_with_block() -> None:
    """A client needs no `async with`: it works from the start, until it is closed."""
    chatwoot = servers.client(at_once)
    assert {"id": 1} == await chatwoot.request("GET", PATH)
    await chatwoot.aclose()
    await chatwoot.aclose()
    unused = servers.client(at_once)
    await unused.aclose()
    with pytest.raises(ClientStateError):
        await unused.request("GET", PATH)


def test_two_event_loops() -> None:
    """A client belongs to the loop that it was used in first; in another, each use is one clear error."""
    chatwoot = servers.client(at_once)
    with asyncio.Runner() as first, asyncio.Runner() as second:
        assert {"id": 1} == first.run(chatwoot.request("GET", PATH))
        for use in (chatwoot.request("GET", PATH), drain(chatwoot, servers.BASE_URL), chatwoot.aclose()):
            with pytest.raises(ClientStateError, match=r"in another event loop; make a new one for each asyncio.run"):
                second.run(use)
        assert {"id": 1} == first.run(chatwoot.request("GET", PATH))
        first.run(chatwoot.aclose())
        second.run(chatwoot.aclose())


def test_a_client_may_be_made_before_there_is_a_loop() -> None:
    """What counts is where it is used, not where it is made or closed unused."""
    chatwoot = servers.client(at_once)

    async def main() -> None:
        async with chatwoot:
            await chatwoot.request("GET", PATH)

    asyncio.run(main())
    unused = servers.client(at_once)
    asyncio.run(unused.aclose())


async def test_use_after_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a child process, a client of its parent is one clear error, and no ResourceWarning; the parent's lives on."""
    chatwoot = servers.client(at_once)
    await chatwoot.request("GET", PATH)
    assert chatwoot.session.is_open
    with monkeypatch.context() as child:
        child.setattr("os.getpid", lambda: 1)
        for use in (chatwoot.request("GET", PATH), chatwoot.aclose()):
            with pytest.raises(ClientStateError, match="before this process was forked; make a new one in the child"):
                await use
        assert not chatwoot.session.is_open
    await chatwoot.request("GET", PATH)
    await chatwoot.aclose()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_real_fork() -> None:
    """The same in a process that is really forked: the child is told, and the parent goes on."""
    script = """
import asyncio, os, httpx
from aiochatwoot import Chatwoot, ClientStateError

async def main():
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    async with Chatwoot("https://chat.example", token="a-token", transport=transport) as chatwoot:
        await chatwoot.request("GET", "/x")
        child = os.fork()
        if not child:
            try:
                await chatwoot.request("GET", "/x")
            except ClientStateError:
                os._exit(7)
            os._exit(0)
        await chatwoot.request("GET", "/x")
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

print(asyncio.run(main()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "7\n" == done.stdout


def unclosed(make: Callable[[], Chatwoot], how: Callable[[Chatwoot], Awaitable[Any]]) -> list[str]:
    """The warnings when a client is forgotten after some use."""

    async def main() -> list[str]:
        chatwoot = make()
        await how(chatwoot)
        tasks = asyncio.all_tasks()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del chatwoot
            gc.collect()
        await asyncio.sleep(0)
        assert tasks == asyncio.all_tasks()
        return [f"{each.category.__name__}: {each.message}" for each in caught]

    return asyncio.run(main())


async def _nothing(chatwoot: Chatwoot) -> None:
    pass


async def _closed(chatwoot: Chatwoot) -> None:
    await chatwoot.request("GET", PATH)
    await chatwoot.aclose()


async def _used(chatwoot: Chatwoot) -> None:
    await chatwoot.request("GET", PATH)


@pytest.mark.parametrize(
    ("expected", "how"),
    [
        (
            ["ResourceWarning: unclosed <Chatwoot https://chat.example account 2>; use `async with`, or call aclose()"],
            _used,
        ),
        ([], _nothing),
        ([], _closed),
    ],
)
def test_an_unclosed_client_says_so(expected: list[str], how: Callable[[Chatwoot], Awaitable[Any]]) -> None:
    """A client that was used and not closed gives a ResourceWarning when it goes, and sets nothing going."""
    assert expected == unclosed(lambda: servers.client(at_once), how)


async def test_a_derived_client_is_not_unclosed() -> None:
    """What with_options gives is not to be closed: it warns of nothing, and closing it closes nothing."""
    async with servers.client(at_once) as chatwoot:
        derived = chatwoot.with_options(deadline=5)
        assert {"id": 1} == await derived.request("GET", PATH)
        await derived.aclose()
        async with derived:
            pass
        del derived
        gc.collect()  # warnings are errors
        assert {"id": 1} == await chatwoot.request("GET", PATH)


async def test_a_client_that_is_given_up() -> None:
    """A client that cannot be closed any more can be given up: it warns of nothing, and is as closed."""
    chatwoot = servers.client(at_once)
    await chatwoot.request("GET", PATH)
    chatwoot.abandon()
    with pytest.raises(ClientStateError, match="the client is closed"):
        await chatwoot.request("GET", PATH)
    del chatwoot
    gc.collect()  # warnings are errors


def test_a_client_that_was_not_made_is_not_unclosed() -> None:
    """Where a setting is wrong there is nothing to close."""
    with pytest.raises(SettingsError, match=r"^max_in_flight: "):
        Chatwoot(servers.BASE_URL, token=TOKEN, max_in_flight=0)
    gc.collect()


def test_closing_ends_what_is_under_way() -> None:
    """Calls that wait for the server, a place in flight, the rate limit or another attempt end at once, and say why."""

    async def main() -> list[str]:
        script = [Action("status", status=503, headers=(("retry-after", "30"),)), *[Action("hang")] * 5]
        async with ScriptedServer(*script) as server:
            chatwoot = client(server, max_in_flight=2, rate_limit=4)
            calls = [asyncio.create_task(chatwoot.request("GET", PATH)) for _ in range(5)]
            await asyncio.sleep(1)
            late = asyncio.create_task(chatwoot.with_options(deadline=0.5).request("GET", PATH))
            await asyncio.sleep(0)
            await chatwoot.aclose()
            ends = await asyncio.gather(*calls, late, return_exceptions=True)
            assert {asyncio.current_task()} == asyncio.all_tasks() - server.tasks
        assert {ClientStateError, RequestTimeoutError} == {type(end) for end in ends}
        return sorted(str(end).partition(": ")[2] for end in ends)

    before = descriptors()
    found, seconds = run(main)
    closed = "the client was closed while waiting"
    assert seconds < 2
    assert found[:-1] == [
        f"{closed} for a place in the rate limit of 4 requests a minute",
        f"{closed} for one of 2 places in flight (2 calls wait for one); raise max_in_flight= or deadline=",
        f"{closed} for the server",
        f"{closed} for the server",
        f"{closed} to try again after status 503",
    ]
    assert found[-1].startswith("the rate limit of 4 requests a minute leaves no place for ")
    assert before == descriptors()


def test_closing_twice_at_once() -> None:
    """A call whose deadline passes in the moment in which the client is closed ends, too."""

    async def main() -> None:
        async with ScriptedServer(Action("hang")) as server:
            chatwoot = client(server, deadline=1)
            loop = asyncio.get_running_loop()
            closing: list[asyncio.Task[None]] = []
            call = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(0)
            loop.call_at(1.0, lambda: closing.append(loop.create_task(chatwoot.aclose(), name="close")))
            with pytest.raises((ClientStateError, RequestTimeoutError)):
                await call
            await asyncio.gather(*closing)

    run(main)


# --- options of a call --------------------------------------------------------------------------------------------


def test_options_of_a_call() -> None:
    """with_options shares the connections and never changes the original; what it is not told stays as it is."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, deadline=7, max_body=1000, timeout=3) as chatwoot:
            before = chatwoot.settings
            policy = RetryPolicy(attempts=2)
            other = chatwoot.with_options(account_id=9, deadline=None, retry=policy, timeout=4, max_body=2000)
            assert (9, None, policy, httpx.Timeout(4), 2000) == (
                other.settings.account_id,
                other.settings.deadline,
                other.settings.retry,
                other.settings.timeout,
                other.settings.max_body,
            )
            assert before is chatwoot.settings
            assert before == chatwoot.with_options().settings
            assert 7 == other.with_options(deadline=7).settings.deadline
            assert 1 == chatwoot.with_options(retry=None).settings.retry.attempts
            assert other.session is chatwoot.session
            assert other.conversations is not chatwoot.conversations
            assert other.attachments is not chatwoot.attachments
            for each in (chatwoot, other, chatwoot.with_options(account_id=3)):
                await each.request("GET", PATH)
            assert 1 == server.open, "one connection"

    run(main)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deadline", 0),
        ("deadline", -1),
        ("deadline", float("inf")),
        ("deadline", float("nan")),
        ("deadline", True),
        ("deadline", "5"),
        ("retry", 3),
        ("retry", "never"),
        ("timeout", 0),
        ("timeout", "1"),
        ("timeout", httpx.Timeout(5, read=-1)),
        ("max_body", 0),
        ("max_body", 1.5),
        ("max_body", False),
        ("account_id", 0),
        ("account_id", 2**31),
    ],
)
def test_options_that_are_wrong(name: str, value: Any) -> None:
    """Whether for a client or for a call, the error begins with the name of the option."""
    with pytest.raises(SettingsError, match=f"^{name}: expected "):
        Chatwoot(servers.BASE_URL, token=TOKEN, **{name: value})
    with pytest.raises(SettingsError, match=f"^{name}: expected "):
        servers.client(at_once).with_options(**{name: value})


@pytest.mark.parametrize("name", ["rate_limit", "max_in_flight"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "many"])
def test_settings_that_are_wrong(name: str, value: Any) -> None:
    """Neither limit can be nothing, or no number."""
    with pytest.raises(SettingsError, match=f"^{name}: expected a number from 1, got "):
        Chatwoot(servers.BASE_URL, token=TOKEN, **{name: value})


# --- cancellation -------------------------------------------------------------------------------------------------

HUNDRED = b'"%s"' % (b"x" * 100)
CALLS: dict[str, tuple[list[Action], Callable[[Chatwoot, str], Coroutine[None, None, Any]]]] = {
    "a call": ([], lambda chatwoot, _: chatwoot.request("GET", PATH)),
    "a call with a body": ([], lambda chatwoot, _: chatwoot.request("POST", PATH, json={"a": 1})),
    "a retry": (
        [Action("status", status=503), Action("reset")],
        lambda chatwoot, _: chatwoot.request("GET", PATH),
    ),
    "a redirect": (
        [Action("status", status=302, headers=(("location", "/elsewhere"),))],
        lambda chatwoot, _: chatwoot.request("GET", PATH),
    ),
    "a step": (
        [Action(body=b'{"id":1,"messages":[]}'), Action(body=b'{"payload":[]}')],
        lambda chatwoot, _: chatwoot.conversations.get_whole(1),
    ),
    "a form": (
        [],
        lambda chatwoot, _: chatwoot.messages.create(1, attachments=[File(bytes(2**16), name="x")]),
    ),
    "a file": (
        [Action("status", status=302, headers=(("location", "/elsewhere"),)), Action(body=HUNDRED)],
        lambda chatwoot, base: drain(chatwoot, f"{base}/file"),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_cancelled_at_any_point(name: str) -> None:
    """Wherever a call is cancelled, no task, connection, place or file is lost: the next call works, at once."""
    script, call = CALLS[name]

    async def cancel_after(steps: int) -> bool:
        loop = asyncio.get_running_loop()
        async with ScriptedServer() as server:
            options = {"max_in_flight": 1, "rate_limit": 100, "retry": RetryPolicy(base=0), "drift": "ignore"}
            async with client(server, **options) as chatwoot:
                await chatwoot.with_options(retry=None).request("GET", PATH) if steps % 2 else None
                server.script[:] = script
                task = asyncio.create_task(call(chatwoot, server.base_url))
                for _ in range(steps // 2):
                    await asyncio.sleep(0)
                is_done = task.done()
                task.cancel()
                if is_done:
                    await task
                else:
                    with pytest.raises(asyncio.CancelledError):
                        await task
                server.script.clear()
                begun = loop.time()
                for _ in range(2):
                    assert {"id": 1} == await chatwoot.with_options(retry=None).request("GET", PATH)
                assert loop.time() - begun < 1
            await settle()
            assert {asyncio.current_task()} == asyncio.all_tasks() - server.tasks
            assert 0 == server.open
        return is_done

    async def main() -> None:
        steps = 0
        while not (await cancel_after(steps) and await cancel_after(steps + 1)):
            steps += 2
            assert steps < 500

    before = descriptors()
    run(main)
    gc.collect()  # what was not closed would say so
    assert before == descriptors()


def test_cancelled_while_a_connection_is_made_secure() -> None:
    """A server that hangs in the TLS handshake keeps no socket: a deadline or a cancellation closes it."""

    async def main() -> None:
        async with ScriptedServer() as server:
            url = server.base_url.replace("http", "https")
            async with Chatwoot(url, token=TOKEN, deadline=2, rate_limit=None, max_in_flight=1) as chatwoot:
                for _ in range(2):
                    with pytest.raises(RequestTimeoutError, match="the deadline passed while waiting for the server"):
                        await chatwoot.request("GET", PATH)
                await settle()
                assert 0 == server.open

    before = descriptors()
    run(main)
    gc.collect()
    assert before == descriptors()


def test_a_second_cancellation_leaves_the_body_to_be_closed() -> None:
    """Who is cancelled while a connection is given back still gives it back."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, max_in_flight=1) as chatwoot:
            for steps in range(60):
                task = asyncio.create_task(chatwoot.request("GET", PATH))
                for _ in range(steps):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                assert {"id": 1} == await chatwoot.with_options(retry=None, deadline=1).request("GET", PATH)

    run(main)


def test_a_cancelled_wait_gives_its_place_in_the_minute_back() -> None:
    """Who is cancelled in the queue has sent nothing: the next call takes that place, and does not wait a minute."""

    async def main() -> None:
        async with (
            ScriptedServer(Action("hang")) as server,
            client(server, max_in_flight=1, rate_limit=3, timeout=1, retry=None) as chatwoot,
        ):
            first = asyncio.create_task(chatwoot.request("GET", PATH))
            queued = [asyncio.create_task(chatwoot.request("GET", PATH)) for _ in range(2)]
            await asyncio.sleep(0.5)
            for each in queued:
                each.cancel()
            ends = await asyncio.gather(first, *queued, return_exceptions=True)
            assert [RequestTimeoutError, asyncio.CancelledError, asyncio.CancelledError] == list(map(type, ends))
            for _ in range(2):
                await chatwoot.request("GET", PATH)

    assert run(main)[1] < 2


# --- one deadline -------------------------------------------------------------------------------------------------

CONVERSATION = {"id": 1, "messages": []}


def slow(seconds: float) -> tuple[Callable[[httpx.Request], Coroutine[None, None, httpx.Response]], list[str]]:
    """A server with a conversation of 25 messages that takes its time, and knows no windows; and what it was asked."""
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
        ("get_whole", None, 3, False),
        ("get_whole", 25, 3, False),
        ("get_whole", 20, 3, True),
        ("get_whole", 12, 2, True),
        ("get_whole", 5, 1, True),
        ("history", 17, 2, False),
        ("history", 12, 2, True),
        ("history", 5, 1, True),
    ],
)
def test_one_deadline_covers_all_requests_of_a_step(
    name: str, deadline: float | None, requests: int, fails: bool
) -> None:
    """A whole conversation, and a step of an iterator, take several requests, and no longer than one call may."""
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
    assert requests == len(asked)
    assert seconds == pytest.approx(deadline if fails else requests * 8)


def test_each_call_and_each_step_has_its_own_deadline() -> None:
    """What comes after a call, a step or an error begins anew."""

    async def main() -> None:
        handler, _ = slow(8)
        async with servers.client(handler, deadline=25, drift="ignore") as chatwoot:
            for _ in range(3):
                await chatwoot.conversations.get_whole(1)
                await chatwoot.conversations.get(1)
            with pytest.raises(RequestTimeoutError):
                await chatwoot.with_options(deadline=12).conversations.get_whole(1)
            await chatwoot.conversations.get_whole(1)

    run(main)


def test_a_deadline_around_steps() -> None:
    """Inside of one deadline no other begins, whatever the client that is asked."""

    async def main() -> None:
        async with servers.client(after(8), deadline=20) as chatwoot, servers.client(after(8), deadline=100) as other:
            with chatwoot.one_deadline():
                await chatwoot.request("GET", PATH)
                with other.one_deadline():
                    await other.request("GET", PATH)
                with pytest.raises(RequestTimeoutError):
                    await other.request("GET", PATH)
            await other.request("GET", PATH)

    assert 28 == pytest.approx(run(main)[1])


def test_the_deadline_of_a_step_is_of_its_own_task() -> None:
    """Tasks that were started before or meanwhile, by a hook even, have deadlines of their own."""

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
            assert 3 == len(tasks)

    run(main)


def test_another_timeout_error_is_left_alone() -> None:
    """A TimeoutError of the function that gives the token is its own; so is one in the middle of a download."""

    async def token() -> str:
        raise TimeoutError("no token today")

    async def main() -> None:
        async with ScriptedServer() as server:
            async with Chatwoot(server.base_url, token=token) as chatwoot:
                with pytest.raises(TimeoutError, match=r"^no token today$"):
                    await chatwoot.request("GET", PATH)
            async with client(server) as chatwoot:
                for error in (TimeoutError("mine"), httpx.ReadError("mine"), ServerErrorOfMine("mine")):
                    with pytest.raises(type(error), match=r"^mine$"):
                        async with chatwoot.attachments.download(server.base_url + "/file"):
                            raise error

    run(main)


class ServerErrorOfMine(ChatwootError):
    """One that somebody else raises."""


def test_errors_of_the_call_itself_pass_as_they_are() -> None:
    """What the client finds before anything is sent is said in its own words, with the request."""

    def token() -> str:
        raise SettingsError("token: the vault is closed")

    async def main() -> None:
        async with servers.client(at_once, token=token) as chatwoot:
            with pytest.raises(SettingsError, match=f"^GET {servers.BASE_URL}{PATH}: token: the vault is closed$"):
                await chatwoot.request("GET", PATH)

    run(main)


def test_a_deadline_is_an_attempt_that_failed() -> None:
    """The error of a deadline tells of all attempts, the one that it ended too; so does any other end."""

    async def main() -> RequestTimeoutError:
        script = [Action("status", status=503), Action("hang")]
        async with ScriptedServer(*script) as server, client(server, deadline=6, timeout=20) as chatwoot:
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.request("GET", PATH)
            return caught.value

    failure, _ = run(main)
    assert [503, "RequestTimeoutError"] == [attempt.outcome for attempt in failure.attempts]
    assert str(failure).endswith(": the deadline passed while waiting for the server (after 2 attempts)")


def test_the_deadline_passes_between_attempts() -> None:
    """Where time runs out is said: here in the wait that a policy of the caller's own makes too long."""

    async def main() -> None:
        async with ScriptedServer(*[Action("status", status=503)] * 9) as server, client(server) as chatwoot:
            with pytest.raises(ServerError, match=r"that would wait .* s, and the deadline leaves"):
                await chatwoot.with_options(deadline=5, retry=RetryPolicy(base=1000, cap=1000)).request("GET", PATH)

    run(main)


# --- in flight ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_in_flight_than_allowed(limit: int) -> None:
    """However many calls there are, and files too: no more than so many requests are at the server at once."""

    async def main() -> None:
        async with ScriptedServer(*[Action("dribble")] * 9) as server:
            async with client(server, max_in_flight=limit, deadline=None) as chatwoot:
                calls = [chatwoot.request("GET", PATH) for _ in range(6)]
                files = [drain(chatwoot, f"{server.base_url}/file") for _ in range(3)]
                await asyncio.gather(*calls, *files)
            assert limit == server.most
            assert 9 == len(server.seen)

    assert run(main)[1] == pytest.approx(8 * 9 / limit, abs=1.5)


def test_a_deadline_in_the_queue_says_what_to_raise() -> None:
    """Who waits for a place in flight for too long is told how many there are, how many wait, and what to set."""

    async def main() -> list[str]:
        async with (
            ScriptedServer(*[Action("hang")] * 5) as server,
            client(server, max_in_flight=2, deadline=5) as chatwoot,
        ):
            calls = [chatwoot.request("GET", PATH) for _ in range(5)]
            ends = await asyncio.gather(*calls, return_exceptions=True)
        assert {RequestTimeoutError} == set(map(type, ends))
        return [str(end).partition(": ")[2] for end in ends]

    passed = "the deadline passed while waiting"
    queue = "calls wait for one); raise max_in_flight= or deadline="
    assert [
        f"{passed} for the server",
        f"{passed} for the server",
        f"{passed} for one of 2 places in flight (1 {queue}",
        f"{passed} for one of 2 places in flight (2 {queue}",
        f"{passed} for one of 2 places in flight (3 {queue}",
    ] == run(main)[0]


async def test_a_transport_with_too_few_connections() -> None:
    """A timeout of a transport's pool says how many requests were in flight, and what to set."""

    def full(_: httpx.Request) -> httpx.Response:
        raise httpx.PoolTimeout("")

    async with servers.client(full, retry=None) as chatwoot:
        with pytest.raises(RequestTimeoutError, match=r"1 requests are in flight .* or lower max_in_flight="):
            await chatwoot.request("GET", PATH)


def test_a_queue_beyond_the_minute_takes_a_place_in_the_next() -> None:
    """A place in the minute that is over when the turn comes is none: the call takes another, and is not refused."""

    async def main() -> None:
        server = MinuteServer(limit=2, latency=40)
        async with server.client(rate_limit=2, max_in_flight=1, deadline=None, timeout=100) as chatwoot:
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(4)))
        assert [1, 2, 1] == list(server.taken.values())
        assert 0 == server.refused

    run(main)


# --- the rate limit -----------------------------------------------------------------------------------------------


class MinuteServer:
    """A server that counts by the clock minute, and answers what is over with a 429 that says nothing."""

    def __init__(self, limit: int, latency: float = 0.05) -> None:
        self.limit = limit
        self.latency = latency
        self.taken: Counter[int] = Counter()

    @property
    def refused(self) -> int:
        return sum(max(0, taken - self.limit) for taken in self.taken.values())

    async def answer(self, _: httpx.Request) -> httpx.Response:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        await asyncio.sleep(self.latency / 2)
        now = loop.epoch()
        self.taken[int(now // 60)] += 1
        status = 200 if self.taken[int(now // 60)] <= self.limit else 429
        await asyncio.sleep(self.latency / 2)
        return httpx.Response(status, headers={"date": formatdate(int(now), usegmt=True)}, content=b"{}")

    def client(self, **settings: Any) -> Chatwoot:
        return servers.client(self.answer, base_url=f"https://{id(self)}.example", **settings)


def in_minutes(server: MinuteServer, calls: int, **settings: Any) -> tuple[list[type], float]:
    """What becomes of many calls at once, and how many minutes it takes."""

    async def main() -> list[type]:
        async with server.client(**settings) as chatwoot:
            ends = await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(calls)), return_exceptions=True)
        return [type(end) for end in ends if end is not None and end != {}]

    ends, seconds = run(main, lambda: VirtualLoop(has_sockets=False))
    return ends, seconds / 60


@pytest.mark.load
def test_ten_thousand_calls() -> None:
    """10,000 calls at once under Chatwoot's own limit end without an error, and nearly without a refusal."""
    server = MinuteServer(limit=3000)
    ends, minutes = in_minutes(server, 10_000, deadline=600)
    assert [] == ends
    assert minutes < 4
    assert server.refused <= 100, "what was in flight when the first minute was full"
    assert 10_000 == sum(server.taken.values()) - server.refused


@pytest.mark.extra
@pytest.mark.load
def test_ten_thousand_calls_to_the_embedded_server() -> None:
    """The same against the embedded server with the real limit on: not one of them is refused."""
    from aiochatwoot.testing import FakeChatwoot

    loop = VirtualLoop(has_sockets=False)
    fake = FakeChatwoot(rate_limit=3000, clock=loop.epoch)

    async def main() -> list[object]:
        settings: dict[str, Any] = {"token": fake.token, "transport": httpx.ASGITransport(app=fake.app)}
        async with Chatwoot("http://127.0.0.1:1", deadline=600, **settings) as chatwoot:
            return await asyncio.gather(*(chatwoot.profile.get() for _ in range(10_000)), return_exceptions=True)

    ends, seconds = run(main, lambda: loop)
    assert {models.Profile} == {type(end) for end in ends}
    assert 10_000 == len(fake.requests)
    assert seconds < 4 * 60


@pytest.mark.load
def test_many_calls_without_a_limiter() -> None:
    """Without a limiter, retries alone get through: each minute all who are left come back, and most are refused."""
    server = MinuteServer(limit=300)
    ends, minutes = in_minutes(server, 1000, deadline=None, rate_limit=None)
    assert [] == ends
    assert minutes < 5
    assert server.refused > 700
    # With more calls than the attempts of a policy have minutes, the last ones are told.
    ends, _ = in_minutes(MinuteServer(limit=300), 1000, deadline=None, rate_limit=None, retry=RetryPolicy(attempts=3))
    assert {RateLimitedError} == set(ends)


def test_a_limit_that_was_set_too_high() -> None:
    """Where the server allows less than was said, the first refusals teach it."""
    server = MinuteServer(limit=100)
    ends, minutes = in_minutes(server, 500, deadline=None, max_in_flight=20, retry=RetryPolicy(attempts=8))
    assert [] == ends
    assert minutes < 8
    assert server.refused <= 20 * len(server.taken)


def test_a_wait_beyond_the_deadline_fails_at_once() -> None:
    """Who finds no place within the deadline is told at once how long it would take."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, rate_limit=2, deadline=20) as chatwoot:
            for _ in range(2):
                await chatwoot.request("GET", PATH)
            with pytest.raises(RequestTimeoutError) as caught:
                await chatwoot.request("GET", PATH)
            said = (
                r"the rate limit of 2 requests a minute leaves no place for 4\d\.\d s, and the deadline leaves 20\.0 s"
            )
            assert re.search(said, str(caught.value))
            await chatwoot.with_options(deadline=50).request("GET", PATH)

    assert 47 < run(main)[1] < 51


def test_a_second_wait_beyond_the_deadline_fails_at_once() -> None:
    """A minute that turns out to be full when it begins is not followed by a wait that cannot end in time."""

    async def main() -> float:
        async with ScriptedServer() as server, client(server, rate_limit=3, deadline=60) as chatwoot:
            for _ in range(3):
                await chatwoot.request("GET", PATH)
            waiting = [asyncio.create_task(chatwoot.request("GET", PATH)) for _ in range(3)]
            await asyncio.sleep(0)
            async with client(server, rate_limit=1, deadline=None):  # the lowest limit of an origin's clients holds
                ends = await asyncio.gather(*waiting, return_exceptions=True)
            assert 2 == sum(isinstance(end, RequestTimeoutError) for end in ends)
            assert all("leaves no place for" in str(end) for end in ends if isinstance(end, RequestTimeoutError))
            return asyncio.get_running_loop().time()

    assert run(main)[0] < 52


def test_storage_is_not_the_server() -> None:
    """Files that come from elsewhere take no place in the server's minute, and a 429 of theirs is not its own."""

    async def main() -> None:
        refusals = [Action("status", status=429, headers=(("retry-after", "0"),))] * 2
        async with (
            ScriptedServer() as server,
            ScriptedServer(*refusals) as storage,
            client(server, rate_limit=2, deadline=5) as chatwoot,
        ):
            for _ in range(3):
                assert b'{"id":1}' == await drain(chatwoot, f"{storage.base_url}/file")
            for _ in range(2):
                await chatwoot.request("GET", PATH)
            assert 5 == len(storage.seen)

    assert run(main)[1] < 5


# --- the network --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "url", "environ"),
    [
        (None, "https://chat.example", {}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "http://proxy:1"}),
        ("http://proxy:1", "https://chat.example", {"HTTPS_PROXY": "http://proxy:1", "http_proxy": "http://other:2"}),
        ("http://proxy:1", "https://chat.example", {"all_proxy": "http://proxy:1"}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "proxy:1"}),
        (None, "https://chat.example", {"http_proxy": "http://proxy:1"}),
        ("http://proxy:1", "http://chat.example", {"http_proxy": "http://proxy:1"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "NO_PROXY": "a.example, .example"}),
        (None, "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "*"}),
        (None, "https://chat.example:8443", {"https_proxy": "http://proxy:1", "no_proxy": "chat.example:8443"}),
        ("http://proxy:1", "https://chat.example", {"https_proxy": "http://proxy:1", "no_proxy": "notchat.example"}),
        (None, "http://localhost:3000", {"http_proxy": "http://proxy:1"}),
        (None, "http://127.0.0.1:3000", {"http_proxy": "http://proxy:1", "all_proxy": "http://proxy:1"}),
        (None, "https://[::1]:3000", {"https_proxy": "http://proxy:1"}),
    ],
)
def test_proxies(expected: str | None, url: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the proxy, as for other programs; but this machine is reached without one."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert expected == proxy_of(httpx.URL(url), getproxies())


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        ("ftp://me:hunter2@proxy:1", "Unknown scheme for proxy URL"),
        ("http://proxy:port", "Invalid port"),
        ("socks5://proxy:1", "(socksio|knows no socks5 proxies)"),
    ],
)
def test_a_proxy_that_cannot_be_used(proxy: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the environment's proxy is said when the client is made, without its password."""
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(SettingsError, match=f"^https_proxy: of the environment: .*{said}") as caught:
        Chatwoot(servers.BASE_URL, token=TOKEN)
    assert "hunter2" not in str(caught.value)


def test_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go to the proxy, with the whole URL; those to hosts that need none do not."""

    async def main() -> None:
        async with ScriptedServer() as proxy, ScriptedServer(Action(body=b"file")) as storage:
            monkeypatch.setenv("http_proxy", proxy.base_url)
            options = {"token": TOKEN, "allow_http": True, "rate_limit": None}
            async with Chatwoot("http://chat.test:3000", **options) as chatwoot:  # type: ignore[arg-type]
                assert {"id": 1} == await chatwoot.request("GET", PATH)
                assert b"file" == await drain(chatwoot, f"{storage.base_url}/file")
            assert [f"http://chat.test:3000{PATH}"] == [seen.target for seen in proxy.seen]
            assert [TOKEN] == [seen.headers.get("api_access_token") for seen in proxy.seen]
            assert ["/file"] == [seen.target for seen in storage.seen]

    before = descriptors()
    run(main)
    assert before == descriptors()


async def test_a_proxy_that_opens_no_tunnel() -> None:
    """Where a proxy refuses, the server saw nothing: even a POST is tried again."""
    attempts = 0

    def tunnel(_: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise httpx.ProxyError("503 Service Unavailable")
        return httpx.Response(200, json={})

    async with servers.client(tunnel, retry=RetryPolicy(base=0)) as chatwoot:
        await chatwoot.request("POST", PATH, json={})
    assert 2 == attempts


async def test_certificates_are_loaded_once() -> None:
    """Clients share the settings of TLS, which take long to load; certificates are always checked."""
    first, second = (Network(httpx.URL(servers.BASE_URL)) for _ in range(2))
    contexts = [next(iter(each._lines)).transport._pool._ssl_context for each in (first, second)]
    assert contexts[0] is contexts[1]
    assert contexts[0] is not None
    assert contexts[0].check_hostname
    await first.aclose()
    await second.aclose()


def test_connections_that_nobody_uses_are_closed(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """As many connections as requests at once; those that no request has used for some seconds are closed."""
    clock = types.SimpleNamespace(monotonic=lambda: asyncio.get_running_loop().time())

    async def main() -> None:
        async with ScriptedServer() as server, client(server) as chatwoot:
            monkeypatch.setattr("aiochatwoot._transport.httpx_network.time", clock)
            if request.config.getoption("--transport") == "aiohttp":
                monkeypatch.setattr("aiohttp.connector.monotonic", clock.monotonic)
            await asyncio.gather(*(chatwoot.request("GET", PATH) for _ in range(3)))
            assert 3 == server.open
            for _ in range(3):
                await asyncio.sleep(4)
                await chatwoot.request("GET", PATH)
            await settle()
            assert (1, 6) == (server.open, len(server.seen))

    run(main)


def test_any_transport_gets_its_answer_back_whole() -> None:
    """An answer of a transport that takes its time to end it is ended, though the call is cancelled meanwhile."""
    ended: list[str] = []

    class Slow(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{}"

        async def aclose(self) -> None:
            await asyncio.sleep(3)
            ended.append("the answer")

    async def main() -> None:
        async with servers.client(lambda _: httpx.Response(200, stream=Slow()), max_in_flight=1) as chatwoot:
            task = asyncio.create_task(chatwoot.request("GET", PATH))
            await asyncio.sleep(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            ended.append("the call")
            assert {} == await chatwoot.request("GET", PATH)

    assert 6 == pytest.approx(run(main)[1])
    assert ["the answer", "the call", "the answer"] == ended


async def test_a_body_that_comes_in_pieces() -> None:
    """A transport may stream; the answer has its whole body, and its headers as they came."""

    class Pieces(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for piece in (b'{"a"', b": ", b"1}"):
                yield piece

    seen: list[httpx.Response] = []

    def handler(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"transfer-encoding": "chunked", "x-a": "b"}, stream=Pieces())

    async with servers.client(handler) as chatwoot:
        call = chatwoot.new_call("GET", None)
        _, response = await chatwoot.session.send(
            call, "GET", httpx.URL(servers.BASE_URL + PATH), chatwoot.settings.timeout
        )
        seen.append(response)
    assert b'{"a": 1}' == seen[0].content
    assert {"x-a": "b", "transfer-encoding": "chunked"} == dict(seen[0].headers)
