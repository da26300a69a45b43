"""Record batches, as workers of engines read them: in their own loop, with a client from their environment."""

from __future__ import annotations

import asyncio
import functools
import gc
import pickle
import threading
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from aiochatwoot import AuthenticationError, Chatwoot, InvalidRequestError, SettingsError, export
from aiochatwoot.export import Window, record_batches, tables
from aiochatwoot.export._rows import rows_of_conversation
from aiochatwoot.testing import FakeChatwoot, faults

from .test_windows import filled

COUNT, EACH = 30, 40


def connect() -> Chatwoot:
    """A client that never retries."""
    return Chatwoot(retry=None)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeChatwoot]:
    """A server, selected by the environment, with 30 conversations of 40 messages."""
    with filled(COUNT, EACH) as running:
        monkeypatch.setenv("CHATWOOT_BASE_URL", running.base_url)
        monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", running.token)
        yield running


def read(window: Window, table: str, **options: Any) -> list[dict[str, Any]]:
    """Return all rows of a table, sorted by key."""
    batches = list(record_batches(window, Chatwoot, table, **options))
    assert all(tables.schema(table, **options) == batch.schema for batch in batches)
    rows = pa.Table.from_batches(batches, tables.schema(table, **options)).to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def test_tables_have_the_rows_of_the_window(server: FakeChatwoot) -> None:
    """Each table has the same rows as `read`, whatever else the worker runs; batches have about a thousand rows."""
    window = Window(1, range(1, 1000))

    async def whole() -> dict[str, list[dict[str, Any]]]:
        rows: dict[str, dict[int, dict[str, Any]]] = {}
        async with Chatwoot() as chatwoot:
            async for conversation, messages in export.read(chatwoot, window):
                for table, row in rows_of_conversation(1, conversation, messages, raw=True):
                    rows.setdefault(table, {})[row["id"]] = row
        return {table: [found[key] for key in sorted(found)] for table, found in rows.items()}

    expected = asyncio.run(whole())
    assert {"conversations": COUNT, "messages": COUNT * EACH}.items() <= {
        table: len(rows) for table, rows in expected.items()
    }.items()
    for table, rows in expected.items():
        assert read(window, table, raw=True) == rows
    assert [batch.num_rows for batch in record_batches(window, Chatwoot, "messages")] == [1000, 200]


def test_tables_without_messages_cost_a_request_for_25_conversations(server: FakeChatwoot) -> None:
    """Conversations and contacts come with the pages; a contact of several conversations is one row."""
    for _ in range(2):
        server.account.add_conversation(contact=server.account.conversations[1].contact)
    server.requests.clear()
    assert len(read(Window(1, range(1, COUNT + 3)), "conversations")) == COUNT + 2
    assert len(server.requests) == 2
    contacts = [row["id"] for row in read(Window(1, range(1, COUNT + 3)), "contacts")]
    assert sorted(set(contacts)) == contacts


@pytest.mark.parametrize("table", ["agents", "inboxes", "teams", "labels"])
def test_small_tables_are_those_of_the_account(server: FakeChatwoot, table: str) -> None:
    """Small tables do not depend on the window's ids; a table without rows has no batches."""
    rows = read(Window(1, ()), table)
    assert {row["account_id"] for row in rows} <= {1}
    assert bool(rows) == (table in ("agents", "inboxes"))


async def test_a_worker_may_run_an_event_loop(server: FakeChatwoot) -> None:
    """The client lives in another thread, whose requests continue while the loop is blocked."""
    assert len(read(Window(1, range(1, 4)), "messages")) == 3 * EACH


def test_who_stops_early_leaves_nothing_behind(server: FakeChatwoot) -> None:
    """Pending requests are cancelled, the client is closed, and the thread ends."""
    before = threading.active_count()
    batches = record_batches(Window(1, range(1, COUNT + 1)), Chatwoot, "messages")
    assert next(batches).num_rows == 1000
    assert threading.active_count() == before + 1
    batches.close()  # type: ignore[attr-defined]  # a generator
    assert threading.active_count() == before
    gc.collect()


def test_errors_are_those_of_the_client(server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors are raised where batches are consumed, so that the engine repeats the task."""
    window = Window(1, range(1, 4))
    server.faults.add(faults.status(401))
    with pytest.raises(AuthenticationError):
        list(record_batches(window, connect, "messages"))
    monkeypatch.delenv("CHATWOOT_API_ACCESS_TOKEN")
    with pytest.raises(SettingsError, match=r"^token: .* CHATWOOT_API_ACCESS_TOKEN"):
        list(record_batches(window, Chatwoot, "messages"))


@pytest.mark.parametrize(
    "held",
    [
        lambda: Chatwoot(token="a-token-of-tests"),
        functools.partial(Chatwoot, token="a-token-of-tests"),
        Chatwoot("https://chat.test", token="a-token-of-tests"),
        Chatwoot("https://chat.test", token="a-token-of-tests").with_options,
        "Chatwoot",
        None,
    ],
)
def test_what_could_hold_a_token_is_refused(held: Any) -> None:
    """Only functions that can be imported by name are accepted, since engines pickle others with their contents."""
    with pytest.raises(InvalidRequestError, match=r"^connect: expected the class Chatwoot, or a func") as caught:
        record_batches(Window(1, (1,)), held, "messages")
    assert "a-token-of-tests" not in str(caught.value)


def test_a_client_is_not_sent_to_workers() -> None:
    """Pickling a client is refused with advice; a plan has no secrets."""
    with pytest.raises(TypeError, match=r"^a client cannot be copied or pickled"):
        pickle.dumps(Chatwoot("https://chat.test", token="a-token-of-tests"))
    window = Window(1, range(1, 501))
    assert pickle.loads(pickle.dumps(window)) == window


@pytest.mark.parametrize("table", ["deleted", "mails"])
def test_tables_that_there_are_not(table: str) -> None:
    """An unknown table is an error before anything is read."""
    with pytest.raises(InvalidRequestError, match=rf"^table: expected one of conv.*, labels, got '{table}'$"):
        record_batches(Window(1, (1,)), Chatwoot, table)
