"""The lifecycle of the server: start, stop, and its clients."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import socket
import sys
import threading
import time
from typing import Any

import httpx
import pytest
from uvicorn.config import Config

from aiochatwoot import testing
from aiochatwoot._extras import missing_extra
from aiochatwoot.testing import FakeChatwoot

from .conftest import Ask, Asker


def threads() -> int:
    return sum(thread.name == "FakeChatwoot" for thread in threading.enumerate())


def test_answers_while_it_is_entered(asking: Ask) -> None:
    """`with` starts the server, ready for requests, and closes the port and the thread at its end."""
    before = threads()
    with FakeChatwoot(sample=False) as server:
        assert asking(server).get("/api/v1/profile").status_code == 200
        assert threads() == before + 1
    assert threads() == before
    with pytest.raises(httpx.ConnectError):
        asking(server).get("/api/v1/profile")


async def test_answers_in_async_with() -> None:
    """`async with` does the same, and the server responds while the test's event loop waits."""
    before = threads()
    async with FakeChatwoot(sample=False) as server, httpx.AsyncClient(base_url=server.base_url) as client:
        answers = await asyncio.gather(*(client.get("/api/v1/profile") for _ in range(5)))
    assert [answer.status_code for answer in answers] == [401] * 5
    assert threads() == before


def test_serves_several_event_loops(server: FakeChatwoot) -> None:
    """One server serves successive event loops."""

    async def status() -> int:
        async with httpx.AsyncClient() as client:
            return (await client.get(f"{server.base_url}/api/v1/profile")).status_code

    assert [asyncio.run(status()) for _ in range(2)] == [401, 401]


def test_start_and_stop_can_be_repeated(asking: Ask) -> None:
    """A second start or stop has no effect; after a stop it can be restarted with its state."""
    server = FakeChatwoot(sample=False)
    server.stop()
    server.start()
    first = server.base_url
    server.start()
    assert server.base_url == first
    server.stop()
    server.stop()
    server.account.add_conversation(id=7)
    server.start()
    assert asking(server).json("conversations/7")["id"] == 7
    server.stop()


def test_port_can_be_chosen() -> None:
    """A given port is used, and can be reused immediately; a taken one is an OSError."""
    with FakeChatwoot(sample=False) as server:
        port = int(server.base_url.rsplit(":", 1)[1])
        with pytest.raises(OSError, match="in use"):
            FakeChatwoot(sample=False, port=port).start()
    with FakeChatwoot(sample=False, port=port) as server:
        assert server.base_url == f"http://127.0.0.1:{port}"


def test_base_url_needs_a_start() -> None:
    """Before the start there is no port, and the error says so."""
    with pytest.raises(RuntimeError, match="before it is started"):
        _ = FakeChatwoot(sample=False).base_url


def test_repr_has_no_token(server: FakeChatwoot) -> None:
    """The reprs of the server and of its parts show no token."""
    bot = server.account.add_bot(token="bot-secret")
    assert repr(server) == f"<FakeChatwoot {server.base_url}>"
    assert repr(FakeChatwoot(sample=False)) == "<FakeChatwoot (not started)>"
    assert repr(server.account) == "<Account 1 'Batik Nusantara', 0 conversations>"
    assert server.token not in repr(server.agent)
    assert "bot-secret" not in repr(bot)


@pytest.mark.parametrize(
    ("problem", "options"),
    [
        *(
            ("version: expected one from 4.10.0 to 4.16.2, got ", {"version": version})
            for version in ("9.9.9", "4.16.3", "4.9.0", "abc", "", "4.16", "4.16.2.1", 4, None)
        ),
        ("rate_limit: expected a number from 0, or None, got -1", {"rate_limit": -1}),
        ("port: expected a number from 0 to 65535, got 99999", {"port": 99999}),
        ("port: expected a number from 0 to 65535, got 'x'", {"port": "x"}),
        ("hosts: expected several names, got 'chat.example'", {"hosts": "chat.example"}),
        ("hosts: expected several names, got None", {"hosts": None}),
    ],
)
def test_arguments_that_cannot_be_meant(problem: str, options: dict[str, Any]) -> None:
    """The error names the argument, and what it may be."""
    with pytest.raises(ValueError, match=f"^{problem}"):
        FakeChatwoot(**options)


def test_token_and_account_can_be_chosen(asking: Ask) -> None:
    """The agent has the given token, in an account with the given id."""
    with FakeChatwoot(sample=False, token="mine", account_id=3) as server:
        assert (server.token, server.account_id) == ("mine", 3)
        profile = asking(server).get("/api/v1/profile").json()
    assert (profile["access_token"], profile["account_id"]) == ("mine", 3)


def test_stop_waits_for_nobody(asking: Ask) -> None:
    """Neither an idle connection nor a half-sent request delays a stop, and both are closed."""
    server = FakeChatwoot(sample=False)
    server.start()
    asking(server).get("/api/v1/profile")
    half = socket.create_connection(("127.0.0.1", int(server.base_url.rsplit(":", 1)[1])))
    half.sendall(b"POST /api/v1/profile HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12")
    asking(server).get("/api/v1/profile")  # after this response, the half request is being read
    begun = time.perf_counter()
    server.stop()
    assert time.perf_counter() - begun < 0.5  # uvicorn would wait for the keep-alive timeout, a minute
    with half:
        half.settimeout(5)
        with contextlib.suppress(ConnectionResetError):
            assert half.recv(1) == b""
    assert [request.method for request in server.requests] == ["GET", "GET"]


def test_is_silent(caplog: pytest.LogCaptureFixture, asking: Ask) -> None:
    """Neither starting and stopping nor a request is logged."""
    with caplog.at_level(logging.INFO), FakeChatwoot(sample=False) as server:
        asking(server).get("/api/v1/nothing")
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


def test_a_start_that_fails_raises_where_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in the server's thread is raised by `start`, and nothing stays behind."""

    def fail(_: Config) -> None:
        raise LookupError("no protocol")

    monkeypatch.setattr(Config, "load", fail)
    server = FakeChatwoot(sample=False)
    with pytest.raises(LookupError, match="no protocol"):
        server.start()
    server.stop()
    assert repr(server) == "<FakeChatwoot (not started)>"


def test_the_head_of_an_answer_can_be_asked_for(ask: Asker, server: FakeChatwoot, http: httpx.Client) -> None:
    """HEAD has the same response as GET, without the body."""
    answer = http.head(f"{server.base_url}/api/v1/profile", headers={"api_access_token": server.token})
    assert ask.get("/api/v1/profile").headers["etag"] == answer.headers["etag"]
    assert answer.content == b""


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_says_which_extra_is_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra's packages, the first use of a name names the extra; importing succeeds."""
    monkeypatch.setitem(sys.modules, missing, None)
    importlib.reload(testing)
    monkeypatch.delattr(testing, "FakeChatwoot", raising=False)
    with pytest.raises(ImportError) as raised:
        _ = testing.FakeChatwoot
    assert str(raised.value) == missing_extra("aiochatwoot.testing", "testing")


def test_all_is_complete_and_sorted() -> None:
    """`__all__` has every public name, sorted."""
    assert sorted(testing.__all__) == testing.__all__
    assert all(hasattr(testing, name) for name in testing.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(testing, "nothing")  # noqa: B009 - a type checker knows better
