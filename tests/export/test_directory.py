"""Exports into a directory."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from unittest.mock import Mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aiochatwoot import AuthenticationError, export
from aiochatwoot._wire.timestamps import dump_iso
from aiochatwoot.export import Progress, _files
from aiochatwoot.export.tables import schema
from aiochatwoot.testing import FakeChatwoot

from .exported import TABLES, failing, rows_of, run, state_of_export, state_of_server
from .test_windows import asgi, filled


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
