"""Exports into a directory while the server, a token or the disk fails."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import AsyncMock

import httpx
import pytest

from aiochatwoot import AuthenticationError, export
from aiochatwoot.export import Progress, Window
from aiochatwoot.export import _directory as module
from aiochatwoot.testing import FakeChatwoot

from .exported import failing, rows_of, run, state_of_export, state_of_server, temporary_files
from .test_windows import asgi, filled


async def test_window_that_fails_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A window that fails is tried again after a pause, when the others are done."""
    server = filled(60)
    left = [3]

    def fails(request: httpx.Request) -> bool:
        left[0] -= request.url.path.endswith("/30/messages") and left[0] > 0
        return request.url.path.endswith("/30/messages") and left[0] > 0

    async with failing(server, fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)

    assert (True, ()) == (report.is_complete, report.failed)
    assert state_of_server(server) == state_of_export(tmp_path)
    assert 2 == caplog.text.count("account 1, conversations 21 to 40: ")


async def test_window_that_fails(tmp_path: Path) -> None:
    """A window that fails each time is named at the end, with its error; all others are there."""
    server = filled(60)
    broken = tuple(f"/{number}/messages" for number in range(22, 43))  # more than can be about single conversations
    async with failing(server, lambda request: request.url.path.endswith(broken)) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=21, pause=0)

    (failure,) = report.failed
    assert (Window(1, range(22, 43)), 500) == (failure.window, getattr(failure.error, "status", None))
    assert (1, 39) == (report.left, report.counts["conversations"])
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


def _asks_for(number: int) -> Callable[[httpx.Request], bool]:
    """Whether a request is for pages of ids, with this one among them."""

    def asks(request: httpx.Request) -> bool:
        if not request.url.path.endswith("/filter"):
            return False
        (condition,) = json.loads(request.content)["payload"]
        return number in condition["values"]

    return asks


@pytest.mark.parametrize(
    "fails", [lambda request: request.url.path.endswith("/30/messages"), _asks_for(30)], ids=["messages", "page"]
)
async def test_conversation_that_fails(
    fails: Callable[[httpx.Request], bool], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A conversation that the server never sends is named with its error, all others are there, and the run ends.

    The next run tries it again, also if nothing changed.
    """
    server = filled(60)
    for conversation in server.account.conversations.values():
        conversation.updated_at -= dt.timedelta(hours=2)
    async with failing(server, fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)
        again = await export.to_directory(chatwoot, tmp_path, since_last=True, pause=0)

    (missing,) = report.missing
    assert (1, 30, 500) == (missing.account_id, missing.id, missing.status)
    assert "500: Internal Server Error" in missing.error
    assert (False, 0, (), 59) == (report.is_complete, report.left, report.failed, report.counts["conversations"])
    assert 0 == report.counts["deleted"]
    assert str(missing) in caplog.text
    assert (2, (missing,)) == (again.run, again.missing)
    state_of_export(tmp_path)
    (conversation,) = (server.account.conversations[30],)
    assert (1, 30) not in state_of_export(tmp_path).conversations

    report = await run_in_spite_of(server, tmp_path, [f"{missing} (run 2)"])
    assert (3, True, 1) == (report.run, report.is_complete, report.counts["conversations"])
    assert conversation.id == rows_of(tmp_path, "conversations")[0][1]["id"]
    assert state_of_server(server) == state_of_export(tmp_path)


async def run_in_spite_of(server: FakeChatwoot, directory: Path, problems: list[str]) -> export.Report:
    """An increment into a directory that lacks something."""
    checked = export.verify(directory)
    assert (problems, True) == ([*checked.problems], checked.is_complete)
    return await run(server, directory, since_last=True)


async def test_conversation_that_is_no_row(tmp_path: Path) -> None:
    """A conversation with a message that has no id cannot be a row: it is named, and its window is complete."""
    server = filled(60)

    async def before(request: httpx.Request) -> httpx.Response | None:
        page = {"meta": {}, "payload": [{"content": "Halo"}]}
        return httpx.Response(200, json=page) if request.url.path.endswith("/30/messages") else None

    async with asgi(server, before) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, pause=0)

    assert [(30, None)] == [(each.id, each.status) for each in report.missing]
    assert 59 == report.counts["conversations"]


async def test_missing_for_another_user(tmp_path: Path) -> None:
    """A conversation that an administrator's run lacks stays missing after the run of an agent, who may not see it."""
    server = filled(2)
    server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    async with failing(server, lambda request: request.url.path.endswith("/2/messages")) as chatwoot:
        (missing,) = (await export.to_directory(chatwoot, tmp_path, pause=0)).missing
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        assert (await export.to_directory(chatwoot, tmp_path)).is_complete

    assert (f"{missing} (run 1)",) == export.verify(tmp_path).problems


async def test_server_that_fails_in_the_last_round(tmp_path: Path) -> None:
    """Conversations are not called missing where the server then fails with anything at all."""
    server, asked = filled(20), list[str]()

    def fails(request: httpx.Request) -> bool:
        asked.append(request.url.path)
        profiles = asked.count("/api/v1/profile")
        return "/conversations/" in request.url.path or (profiles > 2 and request.url.path.endswith("/profile"))

    plan = export.plan
    async with failing(server, lambda _: False) as chatwoot:
        windows = await plan(chatwoot, size=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "plan", AsyncMock(return_value=windows))
        async with failing(server, fails) as chatwoot:
            report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)

    assert (1, ()) == (report.left, report.missing)


async def test_token_that_is_revoked_before_the_last_round(tmp_path: Path) -> None:
    """It ends the run like one that is revoked before."""
    server, failed = filled(20), list[str]()

    def fails(request: httpx.Request) -> bool:
        if request.url.path.endswith("/20/messages"):
            failed.append(request.url.path)
            if len(failed) == 4:
                server.agent.token = "another-token-now"
            return True
        return False

    async with failing(server, fails) as chatwoot:
        with pytest.raises(AuthenticationError, match="token"):
            await export.to_directory(chatwoot, tmp_path, pause=0)


async def test_server_that_is_down(tmp_path: Path) -> None:
    """After three windows in a row that fail, no other is tried before a pause; after three such rounds it ends."""
    server = filled(60)
    asked: list[str] = []

    def fails(request: httpx.Request) -> bool:
        asked.append(request.url.path)
        return len(asked) > 6

    async with failing(server, fails) as chatwoot:
        stop = asyncio.Event()
        report = await export.to_directory(chatwoot, tmp_path, size=10, pause=0, stop=stop)

    assert (7, 7) == (len(report.failed), report.left)
    assert 6 + 9 + 1 >= len(asked)


async def test_stop_while_waiting(tmp_path: Path) -> None:
    """A stop ends the pause, too."""
    stop = asyncio.Event()

    def fails(request: httpx.Request) -> bool:
        if request.url.path.endswith("/labels"):  # the last request before the pause
            asyncio.get_running_loop().call_later(0.05, stop.set)
        return b"[1]" in request.content

    async with failing(filled(1), fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, pause=3600, stop=stop)

    assert (1, 1) == (report.left, len(report.failed))


async def test_token_that_is_revoked(tmp_path: Path) -> None:
    """A token that is refused ends the run at once; what is done is kept."""
    server = filled(60)

    def revoke(progress: Progress) -> None:
        if progress.windows_done == 1:
            server.agent.token = "another-token-now"

    async with asgi(server) as chatwoot:
        with pytest.raises(AuthenticationError, match="token"):
            await export.to_directory(chatwoot, tmp_path, size=20, on_progress=revoke)

    assert 20 == export.verify(tmp_path).counts["conversations"]
    assert [] == temporary_files(tmp_path)


@pytest.mark.parametrize("fails_at", range(0, 36, 3))
async def test_full_disk(fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, at whatever write, ends the run with its error; nothing is half, and it can be resumed."""
    server, writes = filled(40), [0]
    really = os.fsync

    def fsync(descriptor: int) -> None:
        writes[0] += 1
        if writes[0] > fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        really(descriptor)

    monkeypatch.setattr("aiochatwoot.export._manifest.os.fsync", fsync)
    async with asgi(server) as chatwoot:
        with pytest.raises(OSError, match="No space left on device"):
            await export.to_directory(chatwoot, tmp_path, size=20)
    monkeypatch.undo()

    assert [] == temporary_files(tmp_path)
    await run(server, tmp_path)
    assert state_of_server(server) == state_of_export(tmp_path)
