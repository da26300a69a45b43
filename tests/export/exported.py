"""The actual and the expected contents of an export, for comparison."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import httpx

from aiochatwoot import Chatwoot, export
from aiochatwoot.export import _rows
from aiochatwoot.testing import FakeChatwoot

from .test_windows import asgi

Key = tuple[int, int]


@attrs.frozen
class State:
    """Conversations, messages and attachments, each with the values that identify its version."""

    conversations: Mapping[Key, Any]
    messages: Mapping[Key, Any]
    attachments: Mapping[Key, Any]


def rows_of(directory: Path, table: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows of a table, each with its run, the newest first."""
    found = [
        (int(path.parent.name.removeprefix("run=")), json.loads(line))
        for path in (directory / table).glob("*/*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sorted(found, key=lambda each: each[0], reverse=True)


def state_of_export(directory: Path) -> State:
    """Return the state that an export describes: the newest run of each conversation, without deleted ones."""
    newest: dict[Key, int] = {}
    gone: set[Key] = set()
    conversations: dict[Key, Any] = {}
    for run, row in rows_of(directory, "conversations"):
        key = row["account_id"], row["id"]
        assert newest.get(key) != run, f"{key} is twice in run {run}"
        if key not in newest:
            newest[key], conversations[key] = run, _conversation(row)
    for run, row in rows_of(directory, "deleted"):
        key = row["account_id"], row["id"]
        if newest.get(key, 0) < run:
            gone.add(key)
    found: list[dict[Key, Any]] = []
    for table, read in (("messages", _message), ("attachments", _attachment)):
        rows: dict[Key, Any] = {}
        for run, row in rows_of(directory, table):
            of = row["account_id"], row["conversation_id"]
            if of not in gone and newest[of] == run:
                key = row["account_id"], row["id"]
                assert key not in rows, f"{table}: {key} is twice in run {run}"
                rows[key] = read(row)
        found.append(rows)
    return State({key: value for key, value in conversations.items() if key not in gone}, *found)


def state_of_server(server: FakeChatwoot) -> State:
    """Return the state of the server."""
    account = server.account
    talks = account.conversations.values()
    messages = [(talk, message) for talk in talks for message in talk.messages]
    kinds = {0: "incoming", 1: "outgoing", 2: "activity", 3: "template"}
    return State(
        {(account.id, each.id): (each.status, each.priority, sorted(each.labels), each.contact.id) for each in talks},
        {
            (account.id, each.id): (talk.id, each.content, kinds[each.message_type], each.status)
            for talk, each in messages
        },
        {
            (account.id, file.id): (talk.id, each.id, file.file_type)
            for talk, each in messages
            for file in each.attachments
        },
    )


def _conversation(row: Mapping[str, Any]) -> Any:
    return row["status"], row["priority"], sorted(row["labels"]), row["contact_id"]


def _message(row: Mapping[str, Any]) -> Any:
    return row["conversation_id"], row["content"], row["message_type"], row["status"]


def _attachment(row: Mapping[str, Any]) -> Any:
    return row["conversation_id"], row["message_id"], row["file_type"]


def temporary_files(directory: Path) -> list[Path]:
    """Return the unfinished files."""
    return list(directory.rglob("*.tmp"))


TABLES = list(_rows.TABLES)


async def run(server: FakeChatwoot, directory: Path, **options: Any) -> export.Report:
    """Export, and check the result."""
    async with asgi(server) as chatwoot:
        report = await export.to_directory(chatwoot, directory, pause=0, **options)
    checked = export.verify(directory)
    assert checked.problems == ()
    assert report.is_complete == checked.is_complete
    assert temporary_files(directory) == []
    return report


def failing(server: FakeChatwoot, fails: Callable[[httpx.Request], bool]) -> Chatwoot:
    """A client of a server that responds with 500 to some requests."""

    async def before(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(500) if fails(request) else None

    return asgi(server, before, retry=None)
