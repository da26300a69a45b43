"""The session: its lifetime, and options of a call."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    Chatwoot,
    ClientStateError,
    RequestTimeoutError,
    RetryPolicy,
    SettingsError,
    Timeout,
)

from .. import servers
from ..scripted import PATH, TOKEN, Action, ScriptedServer, client
from ..virtual import run
from .common import at_once, descriptors, drain

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("virtual_clock")]


# --- its lifetime -------------------------------------------------------------------------------------------------


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
    """A closed client, and its derived clients, report that they are closed; closing again has no effect."""
    chatwoot = servers.client(at_once)
    async with chatwoot:
        await chatwoot.request("GET", PATH)
    with pytest.raises(ClientStateError, match="closed"):
        await use(chatwoot)
    await chatwoot.aclose()


async def test_use_without_a_with_block() -> None:
    """A client needs no `async with`: it works until it is closed."""
    chatwoot = servers.client(at_once)
    assert await chatwoot.request("GET", PATH) == {"id": 1}
    await chatwoot.aclose()
    await chatwoot.aclose()
    unused = servers.client(at_once)
    await unused.aclose()
    with pytest.raises(ClientStateError):
        await unused.request("GET", PATH)


def test_two_event_loops() -> None:
    """A client belongs to the loop of its first use; each use in another loop raises one clear error."""
    chatwoot = servers.client(at_once)
    with asyncio.Runner() as first, asyncio.Runner() as second:
        assert first.run(chatwoot.request("GET", PATH)) == {"id": 1}
        for use in (chatwoot.request("GET", PATH), drain(chatwoot, servers.BASE_URL), chatwoot.aclose()):
            with pytest.raises(ClientStateError, match=r"in another event loop; make a new one for each asyncio.run"):
                second.run(use)
        assert first.run(chatwoot.request("GET", PATH)) == {"id": 1}
        first.run(chatwoot.aclose())
        second.run(chatwoot.aclose())


def test_a_client_may_be_made_before_there_is_a_loop() -> None:
    """The loop of its use counts, not that of its creation, or of closing it unused."""
    chatwoot = servers.client(at_once)

    async def main() -> None:
        async with chatwoot:
            await chatwoot.request("GET", PATH)

    asyncio.run(main())
    unused = servers.client(at_once)
    asyncio.run(unused.aclose())


async def test_use_after_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a child process, a client of the parent raises one clear error, without a ResourceWarning; the parent's still
    works.
    """
    chatwoot = servers.client(at_once)
    await chatwoot.request("GET", PATH)
    assert chatwoot._core.session.is_open
    with monkeypatch.context() as child:
        child.setattr("os.getpid", lambda: 1)
        for use in (chatwoot.request("GET", PATH), chatwoot.aclose()):
            with pytest.raises(ClientStateError, match="before this process was forked; make a new one in the child"):
                await use
        assert not chatwoot._core.session.is_open
    await chatwoot.request("GET", PATH)
    await chatwoot.aclose()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_real_fork() -> None:
    """The same holds after a real fork: the child gets an error, and the parent continues."""
    script = """
import asyncio, os, httpx
from aiochatwoot import Chatwoot, ClientStateError

async def main():
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json={}))
    async with Chatwoot("https://chat.example", token="a-token-of-tests", transport=transport) as chatwoot:
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
    assert done.stdout == "7\n"


def unclosed(make: Callable[[], Chatwoot], how: Callable[[Chatwoot], Awaitable[Any]]) -> list[str]:
    """Return the warnings when a client is collected after some use."""

    async def main() -> list[str]:
        chatwoot = make()
        await how(chatwoot)
        tasks = asyncio.all_tasks()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            del chatwoot
            gc.collect()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == tasks
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
            ["ResourceWarning: unclosed client of https://chat.example/; use `async with`, or call aclose()"],
            _used,
        ),
        ([], _nothing),
        ([], _closed),
    ],
)
def test_an_unclosed_client_says_so(expected: list[str], how: Callable[[Chatwoot], Awaitable[Any]]) -> None:
    """A client that was used but not closed causes a ResourceWarning when collected, and starts nothing."""
    assert unclosed(lambda: servers.client(at_once), how) == expected


async def test_a_derived_client_is_not_unclosed() -> None:
    """A client from with_options need not be closed: it causes no warning, and closing it has no effect."""
    async with servers.client(at_once) as chatwoot:
        derived = chatwoot.with_options(deadline=5)
        assert await derived.request("GET", PATH) == {"id": 1}
        await derived.aclose()
        async with derived:
            pass
        del derived
        gc.collect()  # warnings are errors
        assert await chatwoot.request("GET", PATH) == {"id": 1}


async def test_a_client_that_is_given_up() -> None:
    """A client that can no longer be closed can be abandoned: it causes no warning, and counts as closed."""
    chatwoot = servers.client(at_once)
    await chatwoot.request("GET", PATH)
    chatwoot._core.session.forget()
    with pytest.raises(ClientStateError, match="closed"):
        await chatwoot.request("GET", PATH)
    del chatwoot
    gc.collect()  # warnings are errors


def test_a_client_that_was_not_made_is_not_unclosed() -> None:
    """After an invalid setting there is nothing to close."""
    with pytest.raises(SettingsError, match=r"^max_in_flight: "):
        Chatwoot(servers.BASE_URL, token=TOKEN, max_in_flight=0)
    gc.collect()


def test_closing_ends_what_is_under_way() -> None:
    """Calls that wait for the server, a slot, the rate limit or a retry end immediately, with the reason."""

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
            assert asyncio.all_tasks() - server.tasks == {asyncio.current_task()}
        assert {type(end) for end in ends} == {ClientStateError, RequestTimeoutError}
        return sorted(str(end).partition(": ")[2] for end in ends)

    before = descriptors()
    found, seconds = run(main)
    waited_for = [each.partition(" closed while waiting ")[2] for each in found[:-1]]
    assert seconds < 2
    assert waited_for[1].startswith("for one of 2 slots for requests ")
    assert [waited_for[0], *waited_for[2:]] == [
        "for a place in the rate limit of 4 requests a minute",
        "for the server",
        "for the server",
        "to try again after status 503",
    ]
    assert found[-1].startswith("the rate limit of 4 requests a minute has no room for ")
    assert not descriptors() - before


def test_closing_twice_at_once() -> None:
    """A call whose deadline passes at the moment of closing ends, too."""

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
    """with_options shares the connections and never changes the original; omitted options stay."""

    async def main() -> None:
        async with ScriptedServer() as server, client(server, deadline=7, max_body=1000, timeout=3) as chatwoot:
            before = chatwoot.settings
            policy = RetryPolicy(attempts=2)
            other = chatwoot.with_options(account_id=9, deadline=None, retry=policy, timeout=4, max_body=2000)
            assert (9, None, policy, Timeout(4, 4, 4, 4), 2000) == (
                other.settings.account_id,
                other.settings.deadline,
                other.settings.retry,
                other.settings.timeout,
                other.settings.max_body,
            )
            assert chatwoot.settings is before
            assert chatwoot.with_options().settings == before
            assert other.with_options(deadline=7).settings.deadline == 7
            assert chatwoot.with_options(retry=None).settings.retry.attempts == 1
            assert other._core.session is chatwoot._core.session
            assert other.conversations is not chatwoot.conversations
            assert other.attachments is not chatwoot.attachments
            for each in (chatwoot, other, chatwoot.with_options(account_id=3)):
                await each.request("GET", PATH)
            assert server.open == 1, "one connection"

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
    """The error begins with the name of the option, for a client and for a call."""
    with pytest.raises(SettingsError, match=f"^{name}: expected "):
        Chatwoot(servers.BASE_URL, token=TOKEN, **{name: value})
    with pytest.raises(SettingsError, match=f"^{name}: expected "):
        servers.client(at_once).with_options(**{name: value})


@pytest.mark.parametrize("name", ["rate_limit", "max_in_flight"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "many"])
def test_settings_that_are_wrong(name: str, value: Any) -> None:
    """Limits must be positive numbers."""
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Chatwoot(servers.BASE_URL, token=TOKEN, **{name: value})
