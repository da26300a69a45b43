"""Interrupted exports into a directory, and their continuation."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path

import pytest

from aiochatwoot import SettingsError, export
from aiochatwoot.export import Progress, _manifest

from .exported import run, state_of_export, state_of_server, temporary_files
from .test_windows import asgi, filled


async def test_stop_and_resume(tmp_path: Path) -> None:
    """A stopped run finishes its window; the next call continues the same run with the remaining windows."""
    server = filled(60)
    stop = asyncio.Event()
    report = await run(server, tmp_path, size=20, stop=stop, on_progress=lambda _: stop.set())
    assert (report.counts["conversations"], report.left, report.is_complete) == (20, 3, False)
    del server.account.conversations[5]  # stays in the export, since its window is done
    server.requests.clear()
    report = await run(server, tmp_path, since_last=True)

    assert (report.counts["conversations"], report.run, report.is_complete) == (60, 1, True)
    assert len(server.requests) <= 2 * 1 + 40 + 4 + 1 + 1


async def test_resume_with_less_rights(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """If the user is no longer an administrator, a resumed run does not report unseen conversations as deleted."""
    server = filled(60)
    stop = asyncio.Event()
    await run(server, tmp_path, size=20, stop=stop, on_progress=lambda _: stop.set())
    server.agent.role = "agent"
    report = await run(server, tmp_path)

    assert (
        report.is_complete, report.partial, report.counts["conversations"], report.counts["deleted"]
    ) == (True, (1,), 20, 0)  # fmt: skip
    assert "account 1: the token's user is no administrator (role: agent)" in caplog.text


async def test_resume_by_another_user(tmp_path: Path) -> None:
    """An agent cannot continue another user's run, since agents see different conversations; an administrator can."""
    server = filled(60)
    for number in (1, 2):
        name, token = f"Agent {number}", f"token-of-agent-{number}"
        server.account.add_agent(name, email=f"{number}@batik.example", role="agent", token=token)
    stop = asyncio.Event()
    stop.set()
    async with asgi(server, token="token-of-agent-1") as first, asgi(server, token="token-of-agent-2") as second:
        await export.to_directory(first, tmp_path, stop=stop)
        with pytest.raises(SettingsError) as caught:
            await export.to_directory(second, tmp_path)
        assert not (await export.to_directory(first, tmp_path, stop=stop)).is_complete
    report = await run(server, tmp_path)

    assert (report.is_complete, report.partial) == (True, (1,))
    expected = r"^token: run 1 of user \d+ is not complete, and user \d+ may see other conversations; finish it with a"
    assert re.match(expected, caught.value.message)


async def test_increment_by_another_user(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An agent's increment after another agent's run reads everything that this agent can see."""
    server = filled(3)
    for number in (1, 2):
        token = f"token-of-agent-{number}"
        server.account.add_agent(f"Agent {number}", email=f"{number}@batik.example", role="agent", token=token)
    said = "account 1 is read whole, since the last run was for a user who may see less"
    for number, is_whole in ((1, False), (1, False), (2, True), (2, False)):
        caplog.clear()
        async with asgi(server, token=f"token-of-agent-{number}") as chatwoot:
            assert (await export.to_directory(chatwoot, tmp_path, since_last=True)).is_complete
        assert is_whole == (said in caplog.text)


async def test_resume_with_other_accounts(tmp_path: Path) -> None:
    """An interrupted run cannot be continued with other accounts."""
    server = filled(2)
    stop = asyncio.Event()
    stop.set()
    await run(server, tmp_path, stop=stop)
    async with asgi(server) as chatwoot:
        with pytest.raises(SettingsError, match=r"^account_ids: run 1 of accounts 1 is not complete; finish it"):
            await export.to_directory(chatwoot, tmp_path, account_ids=[2])
    assert (await run(server, tmp_path, account_ids=[1])).is_complete


async def test_cancelled(tmp_path: Path) -> None:
    """A cancelled run leaves no incomplete files."""
    server = filled(60)
    seen = asyncio.Event()
    async with asgi(server) as chatwoot:
        task = asyncio.create_task(export.to_directory(chatwoot, tmp_path, on_progress=lambda _: seen.set()))
        await seen.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert temporary_files(tmp_path) == []
    assert export.verify(tmp_path).problems == ()
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_manifest_is_not_written_anew_for_each_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished window adds one line to the journal; the manifest gets all windows at the end."""
    written: list[Path] = []
    really = _manifest.write_whole

    def write_whole(path: Path, content: bytes) -> None:
        written.append(path)
        really(path, content)

    monkeypatch.setattr(_manifest, "write_whole", write_whole)
    lines: list[int] = []

    def count(progress: Progress) -> None:
        journal = tmp_path / "manifest.journal"
        lines.append(len(journal.read_text().splitlines()) if journal.exists() else 0)

    await run(filled(60), tmp_path, size=5, on_progress=count)
    assert [tmp_path / "manifest.json"] * 2 == written
    assert sorted(set(lines)) == [*range(13 + 1)]
    assert not (tmp_path / "manifest.journal").exists()


async def test_manifest_of_an_older_version(tmp_path: Path) -> None:
    """Any user can resume a manifest without users and missing conversations, as older versions write it."""
    server, stop = filled(60), asyncio.Event()
    await run(server, tmp_path, size=20, stop=stop, on_progress=lambda _: stop.set())
    path = tmp_path / "manifest.json"
    manifest = json.loads(path.read_text())
    for key in ("user_id", "missing"):
        del manifest["runs"][0][key]
    path.write_text(json.dumps(manifest))
    server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path)

    assert (report.run, report.is_complete, report.partial) == (1, True, (1,))


async def test_other_files(tmp_path: Path) -> None:
    """`verify` reports extra files that readers of the tables would mistake for rows."""
    await run(filled(3), tmp_path)
    (tmp_path / "notes.txt").write_text("of the user")
    (tmp_path / "messages" / ".hidden").write_text("of a file manager")
    for name in ("messages/run=0001/copy.jsonl", "messages/run=0001/account-1-00001.jsonl.tmp", "labels/more.jsonl"):
        (tmp_path / name).write_text("{}\n")
    expected = ["labels/more.jsonl", "messages/run=0001/account-1-00001.jsonl.tmp", "messages/run=0001/copy.jsonl"]
    found = export.verify(tmp_path).problems
    assert [each.replace(os.sep, "/") for each in found] == [f"{each}: is not in the manifest" for each in expected]
