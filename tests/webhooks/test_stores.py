"""Stores: their contents and how long they keep them, across crashes and processes."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path

import pytest

from aiochatwoot.errors import ClientStateError, SettingsError
from aiochatwoot.webhooks import MemoryStore, SqliteStore, WebhookStore

MakeStore = Callable[[Callable[[], float]], WebhookStore]


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeStore]:
    """Creates a store of either kind that keeps keys for 10 seconds of a clock."""
    stores: list[SqliteStore] = []

    def make(now: Callable[[], float]) -> WebhookStore:
        if request.param == "memory":
            return MemoryStore(10, now=now)
        stores.append(SqliteStore(tmp_path / "seen.db", keep=10, now=now))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


async def test_keys_are_remembered_for_a_time(make_store: MakeStore) -> None:
    """A key is known from its addition until it expires; adding it again renews it."""
    now = [1000.0]
    store = make_store(lambda: now[0])
    await store.add("a")
    now[0] += 5
    await store.add("b")

    assert [await store.has(key) for key in "abc"] == [True, True, False]
    now[0] += 5
    assert [await store.has(key) for key in "abc"] == [False, True, False]
    await store.add("b")
    now[0] += 9
    assert [await store.has(key) for key in "abc"] == [False, True, False]


async def test_cursors(make_store: MakeStore) -> None:
    """A cursor has its last value, however old."""
    now = [1000.0]
    store = make_store(lambda: now[0])

    assert await store.cursor("a") is None
    await store.set_cursor("a", 1_795_944_000.123456)
    await store.set_cursor("b", 2.0)
    await store.set_cursor("b", 1.0)
    now[0] += 1e9
    await store.add("x")
    assert [await store.cursor("a"), await store.cursor("b")] == [1_795_944_000.123456, 1.0]


async def test_a_full_memory() -> None:
    """If there are too many keys in memory, the oldest and the expired ones are dropped."""
    store = MemoryStore(10, most=2, now=lambda: 0)
    for key in "abc":
        await store.add(key)

    assert [await store.has(key) for key in "abc"] == [False, True, True]
    await MemoryStore(0).add("a")


async def test_old_keys_leave_the_file(tmp_path: Path) -> None:
    """Expired keys are deleted every ten minutes, also if the clock was set back."""
    now, path = [1e9], tmp_path / "seen.db"

    def keys() -> int:
        with sqlite3.connect(path) as connection:
            count: int = connection.execute("SELECT count(*) FROM seen").fetchone()[0]
        connection.close()
        return count

    with SqliteStore(path, keep=60, now=lambda: now[0]) as store:
        found: list[int] = []
        for seconds in (0, 300, 299, 2, -900):
            now[0] += seconds
            await store.add(str(now[0]))
            found.append(keys())

    assert found == [1, 2, 3, 2, 3]


def missing(path: Path, keys: Iterable[str]) -> list[str]:
    """Return the keys that a store in that file does not know."""

    async def look() -> list[str]:
        with SqliteStore(path) as store:
            return [key for key in keys if not await store.has(key)]

    return asyncio.run(look())


def test_a_file_is_shared(tmp_path: Path) -> None:
    """Keys added by one process are known to others; many can open and write the file concurrently."""
    path = tmp_path / "shared.db"
    program = """if True:
        import asyncio, sys
        from aiochatwoot.webhooks import SqliteStore

        async def main():
            with SqliteStore(sys.argv[1]) as store:
                for number in range(50):
                    await store.add(f"{sys.argv[2]}:{number}")
                    await store.set_cursor("all", number)
                    assert await store.cursor("all") is not None

        asyncio.run(main())
    """
    started = [subprocess.Popen([sys.executable, "-c", program, str(path), str(number)]) for number in range(4)]

    assert [process.wait() for process in started] == [0] * 4
    assert missing(path, [f"{number // 50}:{number % 50}" for number in range(200)]) == []


def test_a_process_that_is_killed(tmp_path: Path) -> None:
    """Added keys are known after the process was killed, and the file is usable."""
    path = tmp_path / "killed.db"
    program = """if True:
        import asyncio, itertools, sys
        from aiochatwoot.webhooks import SqliteStore

        async def main():
            store = SqliteStore(sys.argv[1])
            for number in itertools.count():
                await store.add(str(number))
                print(number, flush=True)

        asyncio.run(main())
    """
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    added = [next(process.stdout).strip() for _ in range(100)]
    process.send_signal(signal.SIGKILL)
    added += process.stdout.read().split()
    process.stdout.close()
    process.wait()

    assert missing(path, added) == []


@pytest.fixture
async def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteStore]:
    """A store whose file is locked by another program."""
    monkeypatch.setattr("aiochatwoot.webhooks._sqlite._PATIENCE", 0.01)
    with SqliteStore(tmp_path / "busy.db") as store:
        other = sqlite3.connect(tmp_path / "busy.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield store
        other.close()


async def test_a_file_that_is_in_use(busy: SqliteStore) -> None:
    """A store that cannot write names its file; its keys can be read meanwhile."""
    with pytest.raises(
        OSError, match=r"the store failed: database is locked \(if it is damaged, remove it: "
    ) as caught:
        await busy.add("a")
    assert str(caught.value.filename).endswith("busy.db")
    assert not await busy.has("a")


async def test_queries_are_not_on_the_event_loop(tmp_path: Path) -> None:
    """Queries run in the store's own thread."""
    threads: set[int] = set()

    def now() -> float:
        threads.add(threading.get_ident())
        return 0.0

    with SqliteStore(tmp_path / "seen.db", now=now) as store:
        await asyncio.gather(*map(store.add, "abc"), *map(store.has, "abc"))

    assert len(threads - {threading.get_ident()}) == len(threads) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"this is no database of SQLite, but some text", "file is not a database"),
        (2, "it has version 2, and this package knows version 1"),
        (None, "unable to open database file"),
    ],
)
def test_a_file_that_cannot_be_used(content: bytes | int | None, problem: str, tmp_path: Path) -> None:
    """An unusable file raises a SettingsError with the path, when the store is created."""
    path = tmp_path / "wrong.db"
    if content is None:
        path.mkdir()
    elif isinstance(content, int):
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {content}")
        connection.close()
    else:
        path.write_bytes(content)

    with pytest.raises(SettingsError, match=f"store: .*wrong.db cannot be used: {problem}"):
        SqliteStore(path)


@pytest.mark.parametrize("path", ["", "nothing\0"])
def test_a_path_that_cannot_be_meant(path: str) -> None:
    """An empty path is refused: SQLite would use a temporary file."""
    with pytest.raises(SettingsError, match=r"^store: "):
        SqliteStore(path)


async def test_a_store_that_is_closed(tmp_path: Path) -> None:
    """A closed store reports that it is closed."""
    with SqliteStore(tmp_path / "closed.db") as store:
        assert repr(store) == f"SqliteStore({str(tmp_path / 'closed.db')!r})"
    store.close()
    with pytest.raises(ClientStateError, match=r"the store .*closed.db is closed"):
        await store.has("a")


async def test_a_store_of_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that was opened before a fork reports that, and does not hang."""
    with SqliteStore(tmp_path / "forked.db") as store:
        monkeypatch.setattr(os, "getpid", lambda: 1)
        with pytest.raises(ClientStateError, match="opened in another process: open it after the fork"):
            await store.has("a")
