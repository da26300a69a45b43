"""The data source for Spark, called as Spark calls it; `make spark` runs it in Spark."""

from __future__ import annotations

import importlib
import pickle
import re
import sys
import types
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from aiochatwoot import Chatwoot, InvalidRequestError
from aiochatwoot.export import Window, tables
from aiochatwoot.export._rows import TABLES
from aiochatwoot.testing import FakeChatwoot, faults

from .test_windows import filled

MODULE = "aiochatwoot.export.spark"


def connect() -> Chatwoot:
    """A client from the environment."""
    return Chatwoot()


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module, with stand-ins for pyspark."""

    class DataSource:
        def __init__(self, options: dict[str, str]) -> None:
            self.options = options

    class DataSourceReader:
        pass

    class InputPartition:
        def __init__(self, value: Any) -> None:
            self.value = value

    datasource = types.ModuleType("pyspark.sql.datasource")
    vars(datasource).update({each.__name__: each for each in (DataSource, DataSourceReader, InputPartition)})
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, "pyspark.sql.datasource", datasource)
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    yield importlib.import_module(MODULE)
    del sys.modules[MODULE]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeChatwoot]:
    """A server, selected by the environment, with 30 conversations of two messages."""
    with filled(30) as running:
        monkeypatch.setenv("CHATWOOT_BASE_URL", running.base_url)
        monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", running.token)
        yield running


def load(spark: Any, **options: str) -> list[list[dict[str, Any]]]:
    """Return the rows of each task."""
    source = spark.ChatwootSource(options)
    reader = source.reader(source.schema())
    assert source.name() == "chatwoot"
    read = [list(reader.read(partition)) for partition in reader.partitions()]
    return [pa.Table.from_batches(batches, tables.schema(source._options.table)).to_pylist() for batches in read]


def test_a_task_reads_a_window(spark: Any, server: FakeChatwoot) -> None:
    """The default is messages of all accounts; windows, tables and accounts are options."""
    tasks = load(spark)
    assert len(tasks) == 1
    assert len({row["id"] for row in tasks[0]}) == 60
    tasks = load(spark, Table="conversations", size="7", account_ids="1", connect=f"{__name__}:connect")
    assert [list(range(first, min(first + 7, 31))) for first in range(1, 31, 7)] == [
        sorted(row["id"] for row in rows) for rows in tasks
    ]
    assert [[row["name"] for row in rows] for rows in load(spark, table="agents")] == [["Ada Lestari"]]


def test_an_increment_reads_what_changed(spark: Any, server: FakeChatwoot) -> None:
    """`since` is when the last run began: windows have the ids of conversations that changed after it."""
    source = spark.ChatwootSource({"table": "conversations", "since": "2026-01-01T00:00:00Z", "size": "20"})
    partitions = source.reader(None).partitions()
    assert [each.value for each in partitions] == [Window(1, tuple(range(1, 21))), Window(1, tuple(range(21, 31)))]


def test_planning_is_inside_of_retries(spark: Any, server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spark plans once: more failures than a client's default retries do not end the query."""
    monkeypatch.setattr(spark, "_PLANNING", spark.RetryPolicy(attempts=spark._PLANNING.attempts, base=0.001))
    server.faults.add(*[faults.status(503)] * 8)
    assert [len(rows) for rows in load(spark, table="conversations", account_ids="1")] == [30]


def test_the_schema_is_that_of_the_tables(spark: Any) -> None:
    """Names and nullability are Arrow's, in Spark's notation."""
    for table in TABLES.keys() - {"deleted"}:
        declared = spark.ChatwootSource({"table": table, "raw": "true"}).schema().split(", ")
        assert [(field.name, not field.nullable) for field in tables.schema(table, raw=True)] == [
            (each.split(" ")[0], each.endswith(" NOT NULL")) for each in declared
        ]
    assert "labels ARRAY<STRING>" in spark.ChatwootSource({"table": "conversations"}).schema()
    assert "created_at TIMESTAMP" in spark.ChatwootSource({}).schema()


@pytest.mark.parametrize(
    "options",
    [{"token": "x"}, {"API_ACCESS_TOKEN": "x"}, {"apikey": "x"}, {"authorization": "x"}, {"connect": "k3Y" * 8}],
)
def test_an_option_that_looks_like_a_token_is_refused(spark: Any, options: dict[str, str]) -> None:
    """Spark stores and distributes options: the error says where a token belongs, and does not show it."""
    (value,) = options.values()
    with pytest.raises(InvalidRequestError, match=r"set CHATWOOT_API_ACCESS_TOKEN in the environment of the driv") as e:
        spark.ChatwootSource(options)
    assert f"'{value}'" not in str(e.value)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"tabel": "messages"}, "option 'tabel': expected one of table, account_ids, since, raw, size, connect"),
        ({"table": "mails"}, "table: expected one of conversations"),
        ({"table": "deleted"}, "table: expected one of conversations"),
        ({"account_ids": "one"}, "option account_ids: 'one' cannot be read: invalid literal"),
        ({"since": "yesterday"}, "option since: 'yesterday' cannot be read: Invalid isoformat"),
        ({"since": "2026-01-01"}, "option since: '2026-01-01' cannot be read: expected a time zone"),
        ({"raw": "maybe"}, "option raw: 'maybe' cannot be read: expected true or false"),
        ({"size": "0"}, "option size: '0' cannot be read: "),
        ({"connect": "nowhere:f"}, "option connect: 'nowhere:f' cannot be read: No module named 'nowhere'"),
        ({"connect": "json"}, "option connect: 'json' cannot be read: module 'json' has no attribute ''"),
        ({"connect": "json:codecs"}, "connect: expected the class Chatwoot"),
    ],
)
def test_wrong_options_are_named(spark: Any, options: dict[str, str], problem: str) -> None:
    """A misspelt option is refused, since Spark accepts any."""
    with pytest.raises(InvalidRequestError, match=re.escape(problem)):
        spark.ChatwootSource(options)


def test_what_is_sent_to_executors_has_no_secret(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader and its windows are pickled without a token; tasks read it from their environment."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", "a-token-of-tests")
    reader = spark.ChatwootSource({"raw": "true"}).reader(None)
    sent = pickle.dumps((reader, Window(1, range(1, 501))))
    assert b"a-token-of-tests" not in sent


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark, the error says what to install."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    with pytest.raises(ImportError, match=r'^ChatwootSource needs .* with the extra "spark"$'):
        importlib.import_module(MODULE)
