"""Exports into a directory."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import hashlib
import json
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aiochatwoot import (
    AuthenticationError,
    Chatwoot,
    InvalidRequestError,
    SettingsError,
    export,
)
from aiochatwoot._wire.timestamps import dump_iso
from aiochatwoot.export import Progress, Window, _files, _manifest
from aiochatwoot.export import _directory as module
from aiochatwoot.export._attachments import FileStore
from aiochatwoot.export.tables import schema
from aiochatwoot.testing import Attachment, FakeChatwoot, faults

from .exported import TABLES, rows_of, state_of_export, state_of_server, temporary_files
from .test_windows import asgi, filled

Change = Callable[[FakeChatwoot], object]


@pytest.fixture
def server() -> FakeChatwoot:
    """A server with the sample conversations."""
    return FakeChatwoot()


async def run(server: FakeChatwoot, directory: Path, **options: Any) -> export.Report:
    """Export, and check what is there."""
    async with asgi(server) as chatwoot:
        report = await export.to_directory(chatwoot, directory, pause=0, **options)
    checked = export.verify(directory)
    assert () == checked.problems
    assert report.is_complete == checked.is_complete
    assert [] == temporary_files(directory)
    return report


async def test_everything(server: FakeChatwoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export has what the server has, in a file for each window and table, with counts in its manifest."""
    monkeypatch.setattr(_files, "_BATCH", 10)
    report = await run(server, tmp_path / "made" / "here", size=20)

    place = tmp_path / "made" / "here"
    assert state_of_server(server) == state_of_export(place)
    manifest = json.loads((place / "manifest.json").read_text())
    assert (1, "jsonl", TABLES) == (manifest["schema_version"], manifest["format"], manifest["tables"])
    assert report.counts == manifest["runs"][0]["counts"] == export.verify(place).counts
    assert {table: len(rows_of(place, table)) for table in TABLES} == report.counts
    assert len(server.account.conversations) == report.counts["conversations"]
    assert server.token not in (place / "manifest.json").read_text()
    assert {1: manifest["runs"][0]["began"]} == {int(key): value for key, value in manifest["cursor"].items()}


async def test_requests(tmp_path: Path) -> None:
    """One request for 25 conversations and one for each, and a dozen for the plan and the small tables."""
    server = filled(200, 20)
    await run(server, tmp_path, size=50)

    assert 200 // 25 + 200 + 1 + 5 + 1 + 4 == len(server.requests)


async def test_tables(server: FakeChatwoot, tmp_path: Path) -> None:
    """Only tables that are asked for are written, and messages are not read where no table needs them."""
    await run(server, tmp_path, account_ids=[1], tables=["labels", "conversations"], raw=True)

    assert {"conversations", "labels", "manifest.json", ".lock"} == set(os.listdir(tmp_path))
    assert not [each for each in server.requests if each.path.endswith("/messages")]
    _, row = rows_of(tmp_path, "conversations")[0]
    assert row["id"] == json.loads(row["raw"])["id"]


async def test_parquet(server: FakeChatwoot, tmp_path: Path) -> None:
    """Parquet files have the same rows, in Arrow's types; those without rows have the schema, too."""
    await run(server, tmp_path / "lines", raw=True)
    report = await run(server, tmp_path / "parquet", format="parquet", raw=True, size=20)

    assert report.counts == export.verify(tmp_path / "parquet").counts
    for table in TABLES:
        files = (tmp_path / "parquet" / table).glob("*/*.parquet")
        rows = pa.concat_tables([pq.ParquetFile(path).read() for path in files])
        assert schema(table, raw=True) == rows.schema
        lines = {row["id"]: row for _, row in rows_of(tmp_path / "lines", table)}
        found = {row["id"]: json.loads(json.dumps(row, default=dump_iso)) for row in rows.to_pylist()}
        assert lines == found


async def test_parquet_that_cannot_be_written(server: FakeChatwoot, tmp_path: Path) -> None:
    """A Parquet file that fails on the way is removed, whatever its writer says at its end."""
    folder = tmp_path / "messages" / "run=0001"
    async with asgi(server) as chatwoot:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("aiochatwoot.export._parquet.ParquetRows.close", Mock(side_effect=OSError("full")))
            with pytest.raises(OSError, match="full"):
                await export.to_directory(chatwoot, tmp_path, format="parquet")

    assert [] == list(folder.iterdir())
    assert (await run(server, tmp_path)).is_complete


async def test_attachments_alone(server: FakeChatwoot, tmp_path: Path) -> None:
    """A table of messages alone is read with the messages; without an account, those of the user are exported."""
    async with asgi(server, account_id=None) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, tables=["attachments"])

    assert {"attachments": len(state_of_server(server).attachments)} == report.counts


async def test_increments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An increment reads what changed since the last run began, whole; its rows count in place of those before."""
    now = [1_795_410_000.0]
    server = filled(60, clock=lambda: now[0])
    monkeypatch.setattr("aiochatwoot.export._windows.time.time", lambda: now[0])
    now[0] += 3600
    await run(server, tmp_path)
    now[0] += 3600
    assert "conversations" not in (await run(server, tmp_path, since_last=True)).counts
    server.account.add_message(server.account.conversations[3], "new")
    server.account.add_conversation()
    server.requests.clear()
    now[0] += 3600
    report = await run(server, tmp_path, since_last=True)

    assert (2, 3) == (report.counts["conversations"], report.run)
    assert state_of_server(server) == state_of_export(tmp_path)
    assert 1 + 1 + 1 + 2 + 4 == len(server.requests)


async def test_too_many_changes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the server cannot say what changed, as of too much, an increment reads everything, and says so."""
    server = filled(30)
    await run(server, tmp_path)
    async with failing(server, lambda request: "updated_within" in str(request.url)) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, since_last=True)

    assert (True, 30) == (report.is_complete, report.counts["conversations"])
    assert "account 1 is read whole, since the server cannot say what changed: GET" in caplog.text


async def test_clock_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An increment after the clock was set back reads everything: what changed since is not known."""
    server = filled(30)
    with monkeypatch.context() as patch:
        patch.setattr("aiochatwoot.export._windows.time.time", lambda: 4e9)
        await run(server, tmp_path)
    report = await run(server, tmp_path, since_last=True)

    assert 30 == report.counts["conversations"]
    assert "account 1 is read whole, since the server cannot say what changed: since: 2096" in caplog.text


async def test_deleted(tmp_path: Path) -> None:
    """A full run names deleted conversations; for agents, who do not see all, it names none, and says so."""
    server = filled(30)
    await run(server, tmp_path)
    del server.account.conversations[7], server.account.conversations[30]  # the last one, too
    report = await run(server, tmp_path)

    assert [7, 30] == sorted(row["id"] for _, row in rows_of(tmp_path, "deleted"))
    assert 2 == report.counts["deleted"]
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_agents(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An agent's export has no deleted rows, since what is not seen need not be deleted; this is said."""
    server = filled(3)
    agent = server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    server.account.inboxes[1].members.append(agent)
    server.account.add_conversation(inbox=server.account.add_inbox("Another"))
    del server.account.conversations[2]
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path)

    assert (2, 0) == (report.counts["conversations"], report.counts["deleted"])
    assert "the token's user is no administrator (role: agent)" in caplog.text


async def test_increment_with_more_rights(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An administrator's increment after an agent's run reads everything: the agent did not see all of it."""
    server = filled(3)
    server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        assert "conversations" not in (await export.to_directory(chatwoot, tmp_path)).counts
    for conversation in server.account.conversations.values():
        conversation.updated_at -= dt.timedelta(hours=2)
    assert 3 == (await run(server, tmp_path, since_last=True)).counts["conversations"]
    assert "account 1 is read whole, since the last run was for a user who may see less" in caplog.text
    assert "conversations" not in (await run(server, tmp_path, since_last=True)).counts


async def test_bots(tmp_path: Path) -> None:
    """A bot's token is told to be of no use, before anything is written but the folder."""
    server = filled(1)
    bot = server.account.add_bot(name="Robo")
    async with asgi(server, token=bot.token) as chatwoot:
        with pytest.raises(AuthenticationError, match="no server lets bots read messages"):
            await export.to_directory(chatwoot, tmp_path)

    assert [".lock"] == os.listdir(tmp_path)


async def test_progress(tmp_path: Path) -> None:
    """Progress counts windows, ids, conversations and messages."""
    seen: list[tuple[int, int]] = []
    last: list[Progress] = []

    def note(progress: Progress) -> None:
        seen.append((progress.conversations, progress.windows_done))
        last[:] = [progress]

    await run(filled(60), tmp_path, size=25, on_progress=note)

    assert sorted(seen) == seen
    assert [Progress(4, 4, 60, 60, 60, 120)] == last


# --- interruptions --------------------------------------------------------------------------------------------------


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


def failing(server: FakeChatwoot, fails: Callable[[httpx.Request], bool]) -> Chatwoot:
    """A client of a server that answers 500 to some requests."""

    async def before(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(500) if fails(request) else None

    return asgi(server, before, retry=None)


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


async def test_journal_left_by_an_older_version(tmp_path: Path) -> None:
    """The manifest takes precedence over a journal: an older version may have written the windows again, and ended."""
    server, journal = filled(20), tmp_path / "manifest.journal"

    def end(progress: Progress) -> None:
        if progress.windows_done:
            raise KeyboardInterrupt

    async with asgi(server) as chatwoot:
        with pytest.raises(KeyboardInterrupt):
            await export.to_directory(chatwoot, tmp_path, on_progress=end)
    content = journal.read_bytes()
    journal.unlink()  # an older version does not read it
    server.account.add_message(server.account.conversations[1], "written between the runs")
    assert (await run(server, tmp_path)).is_complete
    journal.write_bytes(content)  # nor does it remove it
    assert () == export.verify(tmp_path).problems


async def test_read_while_an_export_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that is verified while its export ends has all its windows, in the manifest or in the journal."""
    server = filled(20)

    def end(progress: Progress) -> None:
        if progress.windows_done:
            raise KeyboardInterrupt

    async with asgi(server) as chatwoot:
        with pytest.raises(KeyboardInterrupt):
            await export.to_directory(chatwoot, tmp_path, on_progress=end)
    finished = _manifest.load(tmp_path)
    assert finished is not None
    read_bytes = Path.read_bytes

    def read_and_end(path: Path) -> bytes:
        content = read_bytes(path)
        monkeypatch.undo()
        finished.save(tmp_path)
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_end)
    assert finished == _manifest.load(tmp_path)


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


# --- arguments and directories --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "csv"}, "format: expected jsonl or parquet"),
        ({"tables": ["messages", "people"]}, "tables: expected some of conversations, messages"),
        ({"tables": "messages"}, "tables: expected some of"),
        ({"tables": []}, "tables: expected some of"),
        ({"size": 0}, "size: "),
        ({"concurrency": 0}, "concurrency: "),
        ({"max_file": 0}, "max_file: "),
        ({"directory": ""}, "directory: expected a path"),
    ],
)
async def test_wrong_arguments(options: dict[str, Any], message: str, server: FakeChatwoot, tmp_path: Path) -> None:
    """A wrong argument is named, and nothing is written."""
    given: dict[str, Any] = {"directory": tmp_path} | options
    async with asgi(server) as chatwoot:
        with pytest.raises(InvalidRequestError, match=f"^{message}"):
            await export.to_directory(chatwoot, **given)
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "parquet"}, "format: .* was begun with jsonl; use another directory for parquet"),
        (
            {"tables": ["messages"]},
            "tables: .* was begun with conversations, .*; use another directory for messages",
        ),
        ({"raw": True}, "raw: .* was begun with False"),
    ],
)
async def test_other_arguments(options: dict[str, Any], message: str, server: FakeChatwoot, tmp_path: Path) -> None:
    """A directory keeps its format, tables and server."""
    await run(server, tmp_path)
    async with asgi(server) as chatwoot:
        with pytest.raises(SettingsError, match=f"^{message}"):
            await export.to_directory(chatwoot, tmp_path, **options)


async def test_another_server(server: FakeChatwoot, tmp_path: Path) -> None:
    """Exports of two servers do not mix."""
    await run(server, tmp_path)
    async with Chatwoot("https://other.test", token="a-token-of-tests") as chatwoot:
        with pytest.raises(SettingsError, match=r"^base_url: .* was begun with http://127\.0\.0\.1"):
            await export.to_directory(chatwoot, tmp_path)


async def test_one_at_a_time(server: FakeChatwoot, tmp_path: Path) -> None:
    """Two exports do not write into one directory at a time."""
    async with asgi(server) as chatwoot:
        with module._only_one(tmp_path), pytest.raises(SettingsError, match="another export is writing into"):
            await export.to_directory(chatwoot, tmp_path)


MANIFEST = (
    '{"schema_version": 1, "server": "x", "format": "%s", "tables": ["%s"], "raw": false, "cursor": {}, "runs": '
    '[{"number": %s, "began": 1, "ended": 1, "accounts": {}, "plan": [], "done": {}}]}'
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no manifest of an export: JSONDecodeError"),
        ("[]", "is no manifest of an export: TypeError"),
        ('{"schema_version": 1}', "is no manifest of an export: KeyError"),
        ('{"schema_version": 2}', "its schema_version is 2; known is 1"),
        (MANIFEST % ("csv", "messages", 1), "no manifest of an export: .*'csv' is none of jsonl, parquet"),
        (MANIFEST % ("jsonl", "../..", 1), r"no manifest of an export: .*'\.\./\.\.' is none of conversations"),
        (MANIFEST % ("jsonl", "messages", '"x"'), "no manifest of an export: .*'x'"),
        ("[" * 100_000, "no manifest of an export: RecursionError"),
    ],
)
def test_other_manifests(content: str, message: str, tmp_path: Path) -> None:
    """A manifest that cannot be read, or is newer, is an error that says so."""
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(SettingsError, match=message):
        export.verify(tmp_path)


def test_no_export(tmp_path: Path) -> None:
    """A directory without an export cannot be verified."""
    with pytest.raises(SettingsError, match=r"has no manifest\.json"):
        export.verify(tmp_path)


async def test_damage(server: FakeChatwoot, tmp_path: Path) -> None:
    """A file that is missing, cut, changed or miscounted is found."""
    await run(server, tmp_path)
    first = min((tmp_path / "messages").glob("*/*"))
    whole = first.read_bytes()
    name = first.relative_to(tmp_path)

    def problems() -> tuple[str, ...]:
        return export.verify(tmp_path).problems

    first.write_bytes(whole[:-1])
    assert (f"{name}: has {len(whole) - 1} bytes, was written with {len(whole)}",) == problems()
    first.write_bytes(whole[:-2] + b" \n")
    assert (f"{name}: its content changed",) == problems()
    first.unlink()
    assert (f"{name}: cannot be read: No such file or directory",) == problems()
    first.write_bytes(whole)
    manifest = tmp_path / "manifest.json"
    text = manifest.read_text()
    count = len(whole.splitlines())
    manifest.write_text(text.replace(f'"rows": {count}', f'"rows": {count + 1}'))
    assert (f"{name}: has {count} rows, was written with {count + 1}",) == problems()


# --- files of attachments -------------------------------------------------------------------------------------------


@pytest.fixture
def with_files() -> Iterator[FakeChatwoot]:
    """A server with files of attachments: two are the same, one is large, one is a place."""
    with filled(3, 1) as server:
        for conversation, *attachments in (
            (1, Attachment("image", "a.png", 3, content=b"abc"), Attachment("location", title="Here")),
            (2, Attachment("file", "b.txt", 3, content=b"abc")),
            (3, Attachment("file", "large.bin", 5000)),
        ):
            server.account.add_message(server.account.conversations[conversation], attachments=attachments)
        yield server


async def export_files(server: FakeChatwoot, directory: Path, **options: Any) -> dict[int, Any]:
    async with Chatwoot(server.base_url, token=server.token, account_id=1, retry=None) as chatwoot:
        await export.to_directory(chatwoot, directory, attachments=True, max_file=4000, pause=0, **options)
    return {row["id"]: (row["sha256"], row["file_error"]) for _, row in reversed(rows_of(directory, "attachments"))}


async def test_files(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """Each content is there once, by its hash; why a file is missing is said; no file is fetched a second time."""
    server, digest = with_files, hashlib.sha256(b"abc").hexdigest()
    expected = {
        1: (digest, None),
        2: (None, None),
        3: (digest, None),
        4: (None, "ResponseTooLargeError: the file is larger than max_file, 4000 bytes"),
    }
    assert expected == await export_files(server, tmp_path)
    assert [b"abc"] == [path.read_bytes() for path in (tmp_path / "files").glob("??/*")]
    assert (1, ()) == (export.verify(tmp_path).files, export.verify(tmp_path).problems)

    server.requests.clear()
    assert expected == await export_files(server, tmp_path)
    assert {"/large.bin"} == {"/" + each.path.rpartition("/")[2] for each in server.requests if "blobs" in each.path}

    (path,) = (tmp_path / "files").glob("??/*")
    path.write_bytes(b"abd")
    assert (f"files/{digest[:2]}/{digest}: its content changed",) == export.verify(tmp_path).problems
    path.unlink()
    assert (f"files/{digest[:2]}/{digest}: is missing",) == export.verify(tmp_path).problems
    await export_files(server, tmp_path)
    assert () == export.verify(tmp_path).problems


async def test_damaged_index(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """An index of files that is damaged is named, with what to do; without it, files are fetched again."""
    await export_files(with_files, tmp_path)
    index = tmp_path / "files" / "index.sqlite"
    index.write_bytes(b"no database, and long enough to be taken for one" * 40)
    assert ("files/index.sqlite: cannot be read: file is not a database",) == export.verify(tmp_path).problems
    with pytest.raises(OSError, match=r"file is not a database \(where it is damaged, remove it") as caught:
        await export_files(with_files, tmp_path)
    assert str(index) == caught.value.filename
    index.unlink()
    await export_files(with_files, tmp_path)
    assert () == export.verify(tmp_path).problems


async def test_attachments_with_one_id(tmp_path: Path) -> None:
    """Files whose attachments have the same id, which no server should send, do not mix."""

    async def slowly(content: bytes) -> AsyncIterator[bytes]:
        for _ in range(3):
            await asyncio.sleep(0)
            yield content

    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=slowly(request.url.path[1:].encode() * 1000))

    rows = [{"account_id": 1, "id": 1, "file_type": "file", "data_url": f"https://chat.test/{name}"} for name in "abcd"]
    async with Chatwoot(
        "https://chat.test", token="token-of-who-fetches-files", transport=httpx.MockTransport(handler)
    ) as chatwoot:
        store = FileStore(chatwoot, tmp_path, 10_000)
        with closing(store):
            await store.fetch(rows)

    expected = {hashlib.sha256(name.encode() * 3000).hexdigest() for name in "abcd"}
    assert expected == {row["sha256"] for row in rows}
    assert expected == {hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "files").glob("??/*")}


async def test_errors_of_files_are_text(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """What a storage says of a file it refuses is written, whatever is in it."""
    body = rb'{"error": "no \ud83d"}'
    with_files.faults.add(faults.status(403, body=body), when=lambda request: "disk" in request.path)

    assert 1 == sum("\ufffd" in str(error) for _, error in (await export_files(with_files, tmp_path)).values())


async def test_storage_that_fails(with_files: FakeChatwoot, tmp_path: Path) -> None:
    """A file that is gone is no failure; a storage that fails is one, and the window is tried again."""
    server = with_files
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "1-1.tmp").write_bytes(b"of a run that was killed")
    server.faults.add(faults.status(404), faults.status(500), when=lambda request: "disk" in request.path)

    found = await export_files(server, tmp_path, size=1)

    assert {(None, None)} == {found[2]}
    assert 1 == sum("NotFoundError" in str(error) for _, error in found.values())
    assert [] == temporary_files(tmp_path)
