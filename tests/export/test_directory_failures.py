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

from aiochatwoot import AuthenticationError, ConnectionFailedError, export
from aiochatwoot.export import Progress, Window
from aiochatwoot.export import _directory as module
from aiochatwoot.testing import FakeChatwoot

from .exported import failing, rows_of, run, state_of_export, state_of_server, temporary_files
from .test_windows import asgi, filled


async def test_window_that_fails_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A failed window is tried again after a pause, when the other windows are done."""
    server = filled(60)
    left = [3]

    def fails(request: httpx.Request) -> bool:
        left[0] -= request.url.path.endswith("/30/messages") and left[0] > 0
        return request.url.path.endswith("/30/messages") and left[0] > 0

    async with failing(server, fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)

    assert (report.is_complete, report.failed) == (True, ())
    assert state_of_server(server) == state_of_export(tmp_path)
    assert caplog.text.count("account 1, conversations 21 to 40: ") == 2


async def test_window_that_fails(tmp_path: Path) -> None:
    """A window that always fails is reported at the end with its error; all other windows are exported."""
    server = filled(60)

    async def before(request: httpx.Request) -> None:
        if request.url.path.endswith("/30/messages"):
            raise httpx.ConnectError("no route")  # says nothing about a single conversation

    async with asgi(server, before, retry=None) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)

    (failure,) = report.failed
    assert (Window(1, range(21, 41)), ConnectionFailedError) == (failure.window, type(failure.error))
    assert (report.left, report.counts["conversations"]) == (1, 40)
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_many_conversations_that_fail(tmp_path: Path) -> None:
    """Conversations that always fail are named, however many of a window they are, and the run ends."""
    server = filled(60)
    broken = tuple(f"/{number}/messages" for number in range(4, 58))
    async with failing(server, lambda request: request.url.path.endswith(broken)) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, pause=0)

    assert [*range(4, 58)] == sorted(each.id for each in report.missing)
    assert (report.left, report.failed, report.counts["conversations"]) == (0, (), 6)
    assert (await run_in_spite_of(server, tmp_path, [f"{each} (run 1)" for each in report.missing])).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_windows_of_which_nothing_can_be_read(tmp_path: Path) -> None:
    """A call ends after three consecutive unreadable windows; the next call continues with the others."""
    server = filled(60)
    async with failing(server, lambda request: request.url.path.endswith("/messages")) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=10, pause=0)
        again = await export.to_directory(chatwoot, tmp_path, size=10, pause=0)

    assert (3, [*range(1, 31)]) == (report.left, sorted(each.id for each in report.missing))
    assert (0, [*range(1, 61)]) == (again.left, sorted(each.id for each in again.missing))


def _asks_for(number: int) -> Callable[[httpx.Request], bool]:
    """Return a function that checks whether a request filters for ids that include this one."""

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
    """A conversation that always fails is reported with its error; all others are exported, and the run ends.

    The next run tries it again, even if nothing changed.
    """
    server = filled(60)
    for conversation in server.account.conversations.values():
        conversation.updated_at -= dt.timedelta(hours=2)
    async with failing(server, fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, size=20, pause=0)
        again = await export.to_directory(chatwoot, tmp_path, since_last=True, pause=0)

    (missing,) = report.missing
    assert (missing.account_id, missing.id, missing.status) == (1, 30, 500)
    assert "500: Internal Server Error" in missing.error
    assert (report.is_complete, report.left, report.failed, report.counts["conversations"]) == (False, 0, (), 59)
    assert report.counts["deleted"] == 0
    assert str(missing) in caplog.text
    assert (2, (missing,)) == (again.run, again.missing)
    state_of_export(tmp_path)
    (conversation,) = (server.account.conversations[30],)
    assert (1, 30) not in state_of_export(tmp_path).conversations

    report = await run_in_spite_of(server, tmp_path, [f"{missing} (run 2)"])
    assert (report.run, report.is_complete, report.counts["conversations"]) == (3, True, 1)
    assert rows_of(tmp_path, "conversations")[0][1]["id"] == conversation.id
    assert state_of_server(server) == state_of_export(tmp_path)


async def run_in_spite_of(server: FakeChatwoot, directory: Path, problems: list[str]) -> export.Report:
    """Check that `verify` finds these problems, and run an increment."""
    checked = export.verify(directory)
    assert (problems, True) == ([*checked.problems], checked.is_complete)
    return await run(server, directory, since_last=True)


async def test_conversation_that_is_no_row(tmp_path: Path) -> None:
    """A conversation with a message without an id is reported as missing, and its window is complete."""
    server = filled(60)

    async def before(request: httpx.Request) -> httpx.Response | None:
        page = {"meta": {}, "payload": [{"content": "Halo"}]}
        return httpx.Response(200, json=page) if request.url.path.endswith("/30/messages") else None

    async with asgi(server, before) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, pause=0)

    assert [(each.id, each.status) for each in report.missing] == [(30, None)]
    assert report.counts["conversations"] == 59


async def test_missing_for_another_user(tmp_path: Path) -> None:
    """An agent's run, which may not see a conversation that an administrator's run lacks, leaves it missing."""
    server = filled(2)
    server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    async with failing(server, lambda request: request.url.path.endswith("/2/messages")) as chatwoot:
        (missing,) = (await export.to_directory(chatwoot, tmp_path, pause=0)).missing
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        assert (await export.to_directory(chatwoot, tmp_path)).is_complete

    assert export.verify(tmp_path).problems == (f"{missing} (run 1)",)


async def test_server_that_fails_in_the_last_round(tmp_path: Path) -> None:
    """Conversations are not reported as missing if the server then fails with another error."""
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

    assert (report.left, report.missing) == (1, ())


async def test_token_that_is_revoked_before_the_last_round(tmp_path: Path) -> None:
    """A token that is revoked before the last round ends the run with an error."""
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
    """After three failed windows in a row, the run pauses; after three such rounds, it ends."""
    server = filled(60)
    asked: list[str] = []

    def fails(request: httpx.Request) -> bool:
        asked.append(request.url.path)
        return len(asked) > 6

    async with failing(server, fails) as chatwoot:
        stop = asyncio.Event()
        report = await export.to_directory(chatwoot, tmp_path, size=10, pause=0, stop=stop)

    assert (len(report.failed), report.left) == (7, 7)
    assert len(asked) <= 6 + 9 + 1


async def test_stop_while_waiting(tmp_path: Path) -> None:
    """`stop` also ends a pause."""
    stop = asyncio.Event()

    def fails(request: httpx.Request) -> bool:
        if request.url.path.endswith("/labels"):  # the last request before the pause
            asyncio.get_running_loop().call_later(0.05, stop.set)
        return b"[1]" in request.content

    async with failing(filled(1), fails) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, pause=3600, stop=stop)

    assert (report.left, len(report.failed)) == (1, 1)


async def test_token_that_is_revoked(tmp_path: Path) -> None:
    """A revoked token ends the run at once; finished windows are kept."""
    server = filled(60)

    def revoke(progress: Progress) -> None:
        if progress.windows_done == 1:
            server.agent.token = "another-token-now"

    async with asgi(server) as chatwoot:
        with pytest.raises(AuthenticationError, match="token"):
            await export.to_directory(chatwoot, tmp_path, size=20, on_progress=revoke)

    assert export.verify(tmp_path).counts["conversations"] == 20
    assert temporary_files(tmp_path) == []


@pytest.mark.parametrize("fails_at", range(0, 36, 3))
async def test_full_disk(fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk ends the run with its error at any write; no file is incomplete, and the run can be resumed."""
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

    assert temporary_files(tmp_path) == []
    await run(server, tmp_path)
    assert state_of_server(server) == state_of_export(tmp_path)
