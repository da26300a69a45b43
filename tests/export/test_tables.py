"""Arrow tables: exact types, written and read back."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from aiochatwoot import InvalidRequestError, models
from aiochatwoot.export._rows import TABLES, rows_of_conversation
from aiochatwoot.export.tables import record_batch, schema

from ..conftest import CAPTURES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value, including bodies of captures, which are texts."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def captured() -> Iterator[tuple[str, models.Conversation, list[models.Message]]]:
    """Every captured conversation, and all captured messages, by the name of the file."""
    for path in sorted(CAPTURES.rglob("*.json")):
        found = list(objects(json.loads(path.read_text(encoding="utf-8"))))
        messages = [each for each in found if {"id", "message_type", "content_type", "conversation_id"} <= set(each)]
        conversations = [each for each in found if {"id", "uuid", "meta", "inbox_id", "messages"} <= set(each)]
        rows = [models.Message.from_dict(each) for each in messages]
        for each in conversations or ([{"id": 1}] if rows else []):
            yield path.stem, models.Conversation.from_dict(each), rows
            rows = []


def test_every_captured_conversation_and_message_comes_back_from_parquet(tmp_path: Path) -> None:
    """Written values are read back exactly: integers, texts, flags, lists, times to the microsecond, nulls."""
    files: set[str] = set()
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, conversation, messages in captured():
        files.add(name)
        for table, row in rows_of_conversation(2, conversation, messages, raw=True):
            rows.setdefault(table, []).append(row)
    assert files >= {"conversation_rich", "messages_conv9", "export", "list_page1"}
    assert set(rows) == {"conversations", "messages", "contacts", "attachments"}

    for table, expected in rows.items():
        expected_schema = schema(table, raw=True)
        path = tmp_path / f"{table}.parquet"
        pq.write_table(pa.Table.from_batches([record_batch(expected, expected_schema)]), path)
        actual = pq.read_table(path)
        assert actual.schema == expected_schema
        assert actual.to_pylist() == expected


def test_keys_are_not_null_and_times_are_microseconds_in_utc() -> None:
    """The schemas match the rows; the key of every table is (account_id, id)."""
    for table in TABLES:
        found = schema(table)
        assert [(field.name, field.type, field.nullable) for field in (found.field(0), found.field(1))] == [
            ("account_id", pa.int64(), False),
            ("id", pa.int64(), False),
        ]
    assert pa.timestamp("us", tz="UTC") == schema("messages").field("created_at").type
    assert pa.list_(pa.string()) == schema("conversations").field("labels").type
    assert pa.string() == schema("messages", raw=True).field("raw").type
    assert "raw" not in schema("messages").names


def test_the_reference_has_every_column() -> None:
    """The page of tables has the columns of the schemas, in order, with types and paths."""
    text = REFERENCE.read_text(encoding="utf-8")
    for table in TABLES:
        section = text.split(f"\n## {table}\n")[1].split("\n## ")[0]
        listed = re.findall(r"^\| `(\w+)` \| `([^`]+)`(, not null)? \| `([^`]+)` \|$", section, re.MULTILINE)
        fields = {field.name: (str(field.type), "" if field.nullable else ", not null") for field in schema(table)}
        assert [(each.name, *fields[each.name], ".".join(each.path)) for each in TABLES[table]] == listed


def test_an_unknown_table_is_named() -> None:
    """The error lists the known names."""
    with pytest.raises(InvalidRequestError, match=r"^table: expected one of conversations, messages, .*, got 'mails'$"):
        schema("mails")


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, the error says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.export.tables")
    with pytest.raises(ImportError, match=r'^aiochatwoot.export.tables needs .* with the extra "arrow"$'):
        importlib.import_module("aiochatwoot.export.tables")
