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
    """An export has all data of the server, in one file for each window and table, with counts in its manifest."""
    monkeypatch.setattr(_files, "_BATCH", 10)
    report = await run(server, tmp_path / "made" / "here", size=20)

    place = tmp_path / "made" / "here"
    assert state_of_server(server) == state_of_export(place)
    manifest = json.loads((place / "manifest.json").read_text())
    assert (manifest["schema_version"], manifest["format"], manifest["tables"]) == (1, "jsonl", TABLES)
    assert report.counts == manifest["runs"][0]["counts"] == export.verify(place).counts
    assert {table: len(rows_of(place, table)) for table in TABLES} == report.counts
    assert len(server.account.conversations) == report.counts["conversations"]
    assert server.token not in (place / "manifest.json").read_text()
    assert {int(key): value for key, value in manifest["cursor"].items()} == {1: manifest["runs"][0]["began"]}


async def test_requests(tmp_path: Path) -> None:
    """An export needs one request for 25 conversations, one for each, and a few for the plan and small tables."""
    server = filled(200, 20)
    await run(server, tmp_path, size=50)

    assert len(server.requests) == 200 // 25 + 200 + 1 + 5 + 1 + 4


async def test_tables(server: FakeChatwoot, tmp_path: Path) -> None:
    """Only the requested tables are written; messages are not read unless a table needs them."""
    await run(server, tmp_path, account_ids=[1], tables=["labels", "conversations"], raw=True)

    assert set(os.listdir(tmp_path)) == {"conversations", "labels", "manifest.json", ".lock"}
    assert not [each for each in server.requests if each.path.endswith("/messages")]
    _, row = rows_of(tmp_path, "conversations")[0]
    assert json.loads(row["raw"])["id"] == row["id"]


async def test_parquet(server: FakeChatwoot, tmp_path: Path) -> None:
    """Parquet files have the same rows in Arrow's types; files without rows have the schema, too."""
    await run(server, tmp_path / "lines", raw=True)
    report = await run(server, tmp_path / "parquet", format="parquet", raw=True, size=20)

    assert export.verify(tmp_path / "parquet").counts == report.counts
    for table in TABLES:
        files = (tmp_path / "parquet" / table).glob("*/*.parquet")
        rows = pa.concat_tables([pq.ParquetFile(path).read() for path in files])
        assert schema(table, raw=True) == rows.schema
        lines = {row["id"]: row for _, row in rows_of(tmp_path / "lines", table)}
        found = {row["id"]: json.loads(json.dumps(row, default=dump_iso)) for row in rows.to_pylist()}
        assert lines == found


async def test_parquet_that_cannot_be_written(server: FakeChatwoot, tmp_path: Path) -> None:
    """A Parquet file is removed if closing its writer fails."""
    folder = tmp_path / "messages" / "run=0001"
    async with asgi(server) as chatwoot:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("aiochatwoot.export._parquet.ParquetRows.close", Mock(side_effect=OSError("full")))
            with pytest.raises(OSError, match="full"):
                await export.to_directory(chatwoot, tmp_path, format="parquet")

    assert list(folder.iterdir()) == []
    assert (await run(server, tmp_path)).is_complete


async def test_attachments_alone(server: FakeChatwoot, tmp_path: Path) -> None:
    """A table of attachments alone reads the messages; without `account_ids`, it covers the user's accounts."""
    async with asgi(server, account_id=None) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, tables=["attachments"])

    assert {"attachments": len(state_of_server(server).attachments)} == report.counts


async def test_increments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An increment reads whole conversations that changed since the last run began; its rows replace earlier ones."""
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

    assert (report.counts["conversations"], report.run) == (2, 3)
    assert state_of_server(server) == state_of_export(tmp_path)
    assert len(server.requests) == 1 + 1 + 1 + 2 + 4


async def test_too_many_changes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """If the server cannot list the changes, for example because there are too many, an increment reads everything and
    logs it."""
    server = filled(30)
    await run(server, tmp_path)
    async with failing(server, lambda request: "updated_within" in str(request.url)) as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path, since_last=True)

    assert (report.is_complete, report.counts["conversations"]) == (True, 30)
    assert "account 1 is read whole, since the server cannot say what changed: GET" in caplog.text


async def test_clock_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After the clock was set back, an increment reads everything, since the changes are unknown."""
    server = filled(30)
    with monkeypatch.context() as patch:
        patch.setattr("aiochatwoot.export._windows.time.time", lambda: 4e9)
        await run(server, tmp_path)
    report = await run(server, tmp_path, since_last=True)

    assert report.counts["conversations"] == 30
    assert "account 1 is read whole, since the server cannot say what changed: since: 2096" in caplog.text


async def test_deleted(tmp_path: Path) -> None:
    """A full run lists deleted conversations."""
    server = filled(30)
    await run(server, tmp_path)
    del server.account.conversations[7], server.account.conversations[30]  # the last conversation, too
    report = await run(server, tmp_path)

    assert sorted(row["id"] for _, row in rows_of(tmp_path, "deleted")) == [7, 30]
    assert report.counts["deleted"] == 2
    assert state_of_server(server) == state_of_export(tmp_path)


async def test_agents(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An agent's export lists no deleted conversations, since agents cannot see all of them, and logs this."""
    server = filled(3)
    agent = server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    server.account.inboxes[1].members.append(agent)
    server.account.add_conversation(inbox=server.account.add_inbox("Another"))
    del server.account.conversations[2]
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        report = await export.to_directory(chatwoot, tmp_path)

    assert (report.counts["conversations"], report.counts["deleted"]) == (2, 0)
    assert "the token's user is no administrator (role: agent)" in caplog.text


async def test_increment_with_more_rights(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An administrator's increment after an agent's run reads everything, since the agent saw only a part."""
    server = filled(3)
    server.account.add_agent("Bob", email="bob@batik.example", role="agent", token="token-of-an-agent")
    async with asgi(server, token="token-of-an-agent") as chatwoot:
        assert "conversations" not in (await export.to_directory(chatwoot, tmp_path)).counts
    for conversation in server.account.conversations.values():
        conversation.updated_at -= dt.timedelta(hours=2)
    assert (await run(server, tmp_path, since_last=True)).counts["conversations"] == 3
    assert "account 1 is read whole, since the last run was for a user who may see less" in caplog.text
    assert "conversations" not in (await run(server, tmp_path, since_last=True)).counts


async def test_bots(tmp_path: Path) -> None:
    """A bot's token is refused before anything except the lock file is written."""
    server = filled(1)
    bot = server.account.add_bot(name="Robo")
    async with asgi(server, token=bot.token) as chatwoot:
        with pytest.raises(AuthenticationError, match="no server lets bots read messages"):
            await export.to_directory(chatwoot, tmp_path)

    assert os.listdir(tmp_path) == [".lock"]


async def test_progress(tmp_path: Path) -> None:
    """Progress counts windows, ids, conversations and messages."""
    seen: list[tuple[int, int]] = []
    last: list[Progress] = []

    def note(progress: Progress) -> None:
        seen.append((progress.conversations, progress.windows_done))
        last[:] = [progress]

    await run(filled(60), tmp_path, size=25, on_progress=note)

    assert sorted(seen) == seen
    assert last == [Progress(4, 4, 60, 60, 60, 120)]
