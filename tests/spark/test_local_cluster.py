"""Real Spark, with Java: executors that are killed, servers that fail, and stored data. `make spark` runs this."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from aiochatwoot.export import tables
from aiochatwoot.testing import FakeChatwoot, faults

from ..export.test_windows import filled

pyspark_sql = pytest.importorskip("pyspark.sql", reason="Spark has an environment of its own: make spark")
if shutil.which("java") is None:
    pytest.skip("needs Java 17 or newer", allow_module_level=True)

from aiochatwoot.export.spark import ChatwootSource  # noqa: E402 - it needs pyspark

# py4j leaves its connections to Java to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
COUNT, EACH = 60, 5
EXECUTOR = b"CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def server() -> Iterator[FakeChatwoot]:
    """A server, selected by the environment of the driver and of the executors."""
    with filled(COUNT, EACH) as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATWOOT_BASE_URL", running.base_url)
        patch.setenv("CHATWOOT_API_ACCESS_TOKEN", running.token)
        yield running


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of Spark's event logs."""
    return tmp_path_factory.mktemp("events")


@pytest.fixture(scope="module")
def spark(server: FakeChatwoot, logs: Path) -> Iterator[Any]:
    """A session with two executors with a core each, in their own processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = pyspark_sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        for key, value in {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": logs.as_uri(),
            "spark.eventLog.compress": "false",
            "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
            "spark.sql.session.timeZone": "Asia/Jakarta",
            "spark.ui.enabled": "false",
        }.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.dataSource.register(ChatwootSource)
        yield session
        session.stop()


def executors(session: Any) -> set[int]:
    """Return the processes of this session's executors."""
    port = session.sparkContext.getConf().get("spark.driver.port").encode()
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = path.read_bytes()
        except OSError:
            continue
        if EXECUTOR in arguments and b"127.0.0.1:" + port in arguments and b"java" in arguments.split(b"\0")[0]:
            found.add(int(path.parent.name))
    return found


def message_ids(server: FakeChatwoot) -> list[int]:
    """Return the ids of all messages of the server, in order."""
    found = [each.id for conversation in server.account.conversations.values() for each in conversation.messages]
    assert len(set(found)) == COUNT * EACH
    return sorted(found)


def load(session: Any, table: str, **options: str) -> Any:
    """Load a table of the account."""
    return session.read.format("chatwoot").options(table=table, account_ids="1", size="5", **options).load()


def test_an_executor_that_is_killed_costs_no_row_and_doubles_none(
    spark: Any, server: FakeChatwoot, tmp_path: Path
) -> None:
    """The output has exactly the server's messages, with exact types, although an executor was killed midway."""
    frame = load(spark, "messages", raw="true")
    assert frame.rdd.getNumPartitions() == COUNT // 5
    server.requests.clear()
    killed: list[int] = []

    def kill() -> None:
        while len(server.requests) < COUNT // 2:
            time.sleep(0.005)
        killed.append(max(executors(spark)))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    frame.write.parquet(str(tmp_path / "messages"))
    killer.join(60)

    assert killed
    rows = pq.read_table(tmp_path / "messages")
    assert message_ids(server) == sorted(rows["id"].to_pylist())
    for field in tables.schema("messages", raw=True):
        assert rows.schema.field(field.name).type == field.type
        assert field.name != "created_at" or field.type.tz == "UTC"


def test_planning_and_tasks_survive_a_server_that_fails(spark: Any, server: FakeChatwoot) -> None:
    """503 responses lose no row, while windows are planned or read."""
    server.faults.add(*[faults.status(503)] * 6)
    server.faults.add(*[faults.status(503)] * 24, when=lambda request: request.path.endswith("/messages"))
    found = load(spark, "messages").select("id").collect()
    assert message_ids(server) == sorted(row.id for row in found)


def test_every_table_can_be_counted(spark: Any, server: FakeChatwoot) -> None:
    """A table without rows is empty, and has its columns."""
    counts = {name: load(spark, name).count() for name in ("contacts", "attachments", "agents", "labels")}
    assert counts == {"contacts": COUNT, "attachments": 0, "agents": 1, "labels": 0}


def test_an_option_that_looks_like_a_token_ends_the_query(spark: Any, server: FakeChatwoot) -> None:
    """The error for such an option says where a token belongs."""
    with pytest.raises(Exception, match="CHATWOOT_API_ACCESS_TOKEN in the environment of the driver"):
        load(spark, "messages", token=server.token)


def test_no_plan_and_no_event_has_the_token(spark: Any, server: FakeChatwoot, logs: Path) -> None:
    """The plan, the settings and the event log of a query have no token."""
    frame = load(spark, "agents")
    assert frame.count() == 1
    shown = [frame._jdf.queryExecution().toString(), str(spark.sparkContext.getConf().getAll())]
    shown += [path.read_text(encoding="utf-8") for path in logs.rglob("*") if path.is_file()]
    assert any("SparkListenerTaskEnd" in each for each in shown)
    assert not [each for each in shown if server.token in each]
