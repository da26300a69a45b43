"""Exports into a directory that were interrupted, and continue."""

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
    """A run that is stopped finishes its window, and the next call goes on with what is missing, in the same run."""
    server = filled(60)
    stop = asyncio.Event()
    report = await run(server, tmp_path, size=20, stop=stop, on_progress=lambda _: stop.set())
    assert (20, 3, False) == (report.counts["conversations"], report.left, report.is_complete)
    del server.account.conversations[5]  # is in the export, since the window is done
    server.requests.clear()
    report = await run(server, tmp_path, since_last=True)

    assert (60, 1, True) == (report.counts["conversations"], report.run, report.is_complete)
    assert 2 * 1 + 40 + 4 + 1 + 1 >= len(server.requests)


async def test_resume_with_less_rights(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A run whose user is no administrator any more calls nothing deleted that an administrator would have read."""
    server = filled(60)
    stop = asyncio.Event()
    await run(server, tmp_path, size=20, stop=stop, on_progress=lambda _: stop.set())
    server.agent.role = "agent"
    report = await run(server, tmp_path)

    assert (True, (1,), 20, 0) == (
        report.is_complete, report.partial, report.counts["conversations"], report.counts["deleted"]
    )  # fmt: skip
    assert "account 1: the token's user is no administrator (role: agent)" in caplog.text


async def test_resume_by_another_user(tmp_path: Path) -> None:
    """An agent does not go on with the run of another user, since each sees other conversations; who sees all does."""
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

    assert (True, (1,)) == (report.is_complete, report.partial)
    expected = r"^token: run 1 of user \d+ is not complete, and user \d+ may see other conversations; finish it with a"
    assert re.match(expected, caught.value.message)


async def test_increment_by_another_user(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An agent's increment after another agent's run reads everything that this one sees."""
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
    """An interrupted run does not pass for one of other accounts."""
    server = filled(2)
    stop = asyncio.Event()
    stop.set()
    await run(server, tmp_path, stop=stop)
    async with asgi(server) as chatwoot:
        with pytest.raises(SettingsError, match=r"^account_ids: run 1 of accounts 1 is not complete; finish it"):
            await export.to_directory(chatwoot, tmp_path, account_ids=[2])
    assert (await run(server, tmp_path, account_ids=[1])).is_complete


async def test_cancelled(tmp_path: Path) -> None:
    """A run that is cancelled leaves nothing half."""
    server = filled(60)
    seen = asyncio.Event()
    async with asgi(server) as chatwoot:
        task = asyncio.create_task(export.to_directory(chatwoot, tmp_path, on_progress=lambda _: seen.set()))
        await seen.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert [] == temporary_files(tmp_path)
    assert () == export.verify(tmp_path).problems
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_manifest_is_not_written_anew_for_each_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window takes a line of the journal, however many there are; the manifest has all of them at the end."""
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
    assert [*range(13 + 1)] == sorted(set(lines))
    assert not (tmp_path / "manifest.journal").exists()


async def test_journal_that_is_cut(tmp_path: Path) -> None:
    """A kill while a line of the journal is written costs that line's window alone; a wrong line is an error."""
    server, journal = filled(60), tmp_path / "manifest.journal"

    def end(progress: Progress) -> None:
        if progress.windows_done == 2:
            raise KeyboardInterrupt

    async with asgi(server) as chatwoot:
        with pytest.raises(KeyboardInterrupt):
            await export.to_directory(chatwoot, tmp_path, size=20, on_progress=end)
    content = journal.read_bytes()
    for cut in (0, 1, len(content) // 2, len(content) - 1):
        journal.write_bytes(content[:cut])
        assert content[:cut].count(b"\n") == len(json.loads(json.dumps([*_manifest.load(tmp_path).runs[0].done])))  # type: ignore[union-attr]
        assert () == export.verify(tmp_path).problems
    journal.write_bytes(b"{}\n")
    with pytest.raises(SettingsError, match=r"manifest\.json is no manifest of an export: KeyError"):
        export.verify(tmp_path)
    journal.write_bytes(content[:-1])
    assert (await run(server, tmp_path)).is_complete
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_manifest_of_an_older_version(tmp_path: Path) -> None:
    """A manifest that names neither users nor missing conversations is resumed by anybody, as before."""
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

    assert (1, True, (1,)) == (report.run, report.is_complete, report.partial)


async def test_other_files(tmp_path: Path) -> None:
    """A file beside those of the manifest, which a reader of the tables would take for rows, is named."""
    await run(filled(3), tmp_path)
    (tmp_path / "notes.txt").write_text("of the user")
    (tmp_path / "messages" / ".hidden").write_text("of a file manager")
    for name in ("messages/run=0001/copy.jsonl", "messages/run=0001/account-1-00001.jsonl.tmp", "labels/more.jsonl"):
        (tmp_path / name).write_text("{}\n")
    expected = ["labels/more.jsonl", "messages/run=0001/account-1-00001.jsonl.tmp", "messages/run=0001/copy.jsonl"]
    found = export.verify(tmp_path).problems
    assert [f"{each}: is not in the manifest" for each in expected] == [each.replace(os.sep, "/") for each in found]
