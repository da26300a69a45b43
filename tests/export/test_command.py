"""The command `aiochatwoot export`."""

from __future__ import annotations

import asyncio
import errno
import functools
import json
import os
import signal
import sys
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest

from aiochatwoot import Chatwoot, cli
from aiochatwoot.cli.export import _Sent, _show, _text
from aiochatwoot.export import Progress, Report
from aiochatwoot.testing import FakeChatwoot

from ..commands import connect, run
from .exported import state_of_export, state_of_server, temporary_files
from .test_windows import Before, Intercepted, filled

pytestmark = pytest.mark.usefixtures("one_attempt")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeChatwoot:
    """A server with 30 conversations, to which commands connect."""
    server = filled(30)
    connect(monkeypatch, server)
    return server


def intercept(monkeypatch: pytest.MonkeyPatch, server: FakeChatwoot, before: Before) -> None:
    """Call a function before each request."""
    client = functools.partial(Chatwoot, transport=Intercepted(server, before))
    monkeypatch.setattr(cli.connection, "Chatwoot", client)


def test_export(server: FakeChatwoot, tmp_path: Path) -> None:
    """The command writes, verifies and continues an export, and prints its counts."""
    place = str(tmp_path / "out")
    result = run("export", place)
    expected = (
        "30 conversations, 60 messages, 30 contacts, 0 attachments, 0 deleted, 1 agents, 1 inboxes, 0 teams, 0 labels"
    )
    assert (result.output, result.stderr, result.exit_code) == (f"Run 1 in {place}: {expected}.\n", "", 0)
    assert state_of_server(server) == state_of_export(tmp_path / "out")
    result = run("export", "verify", place)
    assert (result.output, result.exit_code) == (f"{expected}; 0 files.\n", 0)

    document = json.loads(run("export", place, "--since-last", "--account", "1", "--json").output)
    assert tuple(document[name] for name in ("run", "is_complete", "failed", "left")) == (2, True, [], 0)
    document = json.loads(run("export", "verify", place, "--json").output)
    assert (document["is_complete"], document["problems"]) == (True, [])


def test_options(server: FakeChatwoot, tmp_path: Path) -> None:
    """The options select tables, format, raw rows and attachments."""
    result = run(
        "export", str(tmp_path), "--format", "parquet", "--tables", "messages, labels", "--raw", "--attachments"
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert set(os.listdir(tmp_path)) == {"messages", "labels", "manifest.json", ".lock"}


def test_damage(server: FakeChatwoot, tmp_path: Path) -> None:
    """The command prints damage, and its status is 1."""
    run("export", str(tmp_path))
    next((tmp_path / "teams").glob("*/*")).unlink()
    result = run("export", "verify", str(tmp_path))

    assert (
        result.exit_code,
        result.stderr,
    ) == (1, "teams/run=0001/account-1.jsonl: cannot be read: No such file or directory\n")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("a", "b"), 2, "expected one directory, or: verify DIR"),
        (("a", "--tables", "mesages"), 2, "'mesages' is none of conversations, messages"),
        (("verify", "nowhere"), 2, "nowhere has no manifest.json: no export was begun there"),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...], status: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong usage is explained, and the status is 2."""
    monkeypatch.chdir(tmp_path)
    result = run("export", *arguments)

    assert result.exit_code == status
    assert message in result.stderr


def test_failure(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failed windows are printed with the next step; the status of both commands is 1."""

    async def before(request: httpx.Request) -> None:
        if request.url.path.endswith("/messages"):
            raise httpx.ConnectError("no route")

    intercept(monkeypatch, server, before)
    monkeypatch.setattr("aiochatwoot.export._running.RunOfWindows._rest", lambda _: asyncio.sleep(0))
    result = run("export", str(tmp_path))
    checked = run("export", "verify", str(tmp_path))

    assert (result.exit_code, checked.exit_code) == (1, 1)
    assert "failed: account 1, conversations 1 to 30: GET http://127.0.0.1/api/v1/accounts/1/conv" in result.stderr
    assert "1 windows are missing; the same command goes on with them\n" in result.stderr
    assert checked.stderr == "The last run is not complete; the same export goes on with it.\n"


def test_missing(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both commands print a conversation that always fails; the status is 1 until a run reads it."""
    broken = ["/7/messages"]

    async def before(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(500) if request.url.path.endswith(tuple(broken)) else None

    intercept(monkeypatch, server, before)
    monkeypatch.setattr("aiochatwoot.export._running.RunOfWindows._rest", lambda _: asyncio.sleep(0))
    result = run("export", str(tmp_path), "--json")
    checked = run("export", "verify", str(tmp_path))

    assert (result.exit_code, checked.exit_code) == (1, 1)
    (missing,) = json.loads(result.stdout)["missing"]
    assert (missing["account_id"], missing["id"], missing["status"]) == (1, 7, 500)
    said = f"account 1, conversation 7: {missing['error']}"
    assert f"missing: {said}\n1 conversations are missing; the next run tries them again\n" in result.stderr
    assert checked.stderr == f"{said} (run 1)\n"
    broken.clear()
    result, checked = run("export", str(tmp_path), "--since-last"), run("export", "verify", str(tmp_path))
    assert (result.exit_code, checked.exit_code) == (0, 0)


def test_notes(capsys: pytest.CaptureFixture[str]) -> None:
    """The output reports conversations that an agent cannot see, and the number of missing files."""
    _show(Report(1, {}, (), 0, 3, (2,)), "out", as_json=False)
    out, err = capsys.readouterr()

    assert out == "Run 1 in out: nothing new.\n"
    assert "account 2: the token's user is no administrator" in err
    assert "3 files could not be fetched: see file_error in attachments\n" in err


def test_progress() -> None:
    """Progress shows counts, the wait for the rate limit, failures and remaining windows."""
    sent = _Sent()
    sent.wait(Mock(wait=12.4))
    sent.wait(Mock(wait=None))
    sent.request(Mock())
    progress = Progress(40, 26, 20_000, 13_000, 12_345, 234_000, 5, 0, 1)

    assert _text(progress, sent) == (
        "12,345 conversations · 234,000 messages · 5 files · 1 requests · waits up to 12 s for the rate limit"
        " · 1 failures · 14 of 40 windows left"
    )
    assert _text(Progress(), _Sent()) == "0 conversations · 0 messages · 0 requests · 0 of 0 windows left"


def test_full_disk(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is reported in one line, which says that the same command continues."""
    full = Mock(side_effect=OSError(errno.ENOSPC, "No space left on device"))
    monkeypatch.setattr("aiochatwoot.export._manifest.os.fsync", full)
    result = run("export", str(tmp_path))

    assert result.exit_code == 1
    assert f"aiochatwoot: {tmp_path}: No space left on device; what is done is kept, and the same" in result.stderr


def test_without_the_extra(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, Parquet is refused before any request, and before the directory is made."""
    monkeypatch.setitem(sys.modules, "aiochatwoot.export._parquet", None)
    result = run("export", str(tmp_path), "--format", "parquet")

    assert (result.exit_code, server.requests, os.listdir(tmp_path)) == (1, [], [])


def test_verify_without_the_extra(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, Parquet cannot be verified; a one-line error says so."""
    run("export", str(tmp_path), "--format", "parquet")
    monkeypatch.setitem(sys.modules, "aiochatwoot.export._parquet", None)
    result = run("export", "verify", str(tmp_path))

    assert result.exit_code == 1
    assert result.stderr.startswith("aiochatwoot: ")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
@pytest.mark.parametrize("times", [1, 2])
def test_interrupted(times: int, server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Ctrl-C finishes the current conversations, the second stops at once; no file is incomplete."""

    async def before(request: httpx.Request) -> None:
        if request.url.path.endswith("/7/messages"):
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
                await asyncio.sleep(0.05)

    intercept(monkeypatch, server, before)
    result = run("export", str(tmp_path))

    assert temporary_files(tmp_path) == []
    assert "finishing the conversations under way; Ctrl-C again stops at once" in result.stderr
    assert (130 if times == 1 else 1) == result.exit_code  # `main` exits with 130 in both cases
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert (["account-1-00001"] if times == 1 else []) == list(manifest["runs"][0]["done"])
    connect(monkeypatch, server)
    assert run("export", str(tmp_path)).exit_code == 0
    assert state_of_server(server) == state_of_export(tmp_path)


def test_windows(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The export also works on event loops without signal handlers, as on Windows."""
    monkeypatch.setattr("aiochatwoot.cli.export._stop_gently", Mock(side_effect=NotImplementedError))

    assert run("export", str(tmp_path)).exit_code == 0
