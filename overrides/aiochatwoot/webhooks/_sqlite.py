"""A store in an SQLite file, with the standard library's module."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from ..errors import ClientStateError, SettingsError
from ._store import WEEK

T = TypeVar("T")
_VERSION = 1
_TABLES = """
    CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS seen_until ON seen (until);
    CREATE TABLE IF NOT EXISTS cursors (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
"""
_PATIENCE = 10.0
"""Seconds to wait while another process writes."""
_SWEEP = 600.0
"""Seconds between two deletions of old keys."""


class SqliteStore:
    """A store in a file, which several processes of one machine may share.

    It keeps handled keys through a crash of the process. (After a power failure the last keys may be missing: their
    events are handled again, and none is lost.) Queries run in the store's own thread, not on the event loop.

    Use it as a context manager, or call `close`.

    Args:
        path: The file, on a local disk; created if missing. While it is open, files ending in `-wal` and `-shm` lie
            beside it.
        keep: Seconds to remember a key, by default 7 days.
        now: Returns the seconds since the epoch.

    Raises:
        SettingsError: the file cannot be opened, is not a database, or belongs to another version of this package.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, keep: float = WEEK, now: Callable[[], float] = time.time
    ) -> None:
        self._path = os.fspath(path)
        if not self._path:  # SQLite would open a temporary file and delete it when closed
            raise SettingsError("store: the path of the file is empty")
        self._keep = keep
        self._now = now
        self._swept = 0.0
        self._process = os.getpid()
        try:
            self._connection = _opened(self._path)
        except (sqlite3.Error, ValueError) as error:
            raise SettingsError(f"store: {self._path} cannot be used: {error}") from error
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="aiochatwoot-store")

    async def has(self, key: str, /) -> bool:
        """As of `WebhookStore`."""
        query = "SELECT 1 FROM seen WHERE key = ? AND until > ?"
        return await self._run(lambda: self._first(query, key, self._now()) is not None)

    async def add(self, key: str, /) -> None:
        """As of `WebhookStore`."""
        await self._run(lambda: self._add(key))

    def _add(self, key: str) -> None:
        now = self._now()
        self._first("INSERT OR REPLACE INTO seen VALUES (?, ?)", key, now + self._keep)
        if not 0 <= now - self._swept < _SWEEP:
            self._first("DELETE FROM seen WHERE until <= ?", now)
            self._swept = now

    async def cursor(self, name: str, /) -> float | None:
        """As of `WebhookStore`."""
        row = await self._run(lambda: self._first("SELECT value FROM cursors WHERE name = ?", name))
        return None if row is None else float(row[0])

    async def set_cursor(self, name: str, value: float, /) -> None:
        """As of `WebhookStore`."""
        await self._run(lambda: self._first("INSERT OR REPLACE INTO cursors VALUES (?, ?)", name, value))

    def _first(self, query: str, *values: object) -> Any:
        """Run a query in its own transaction, and return its first row."""
        return self._connection.execute(query, values).fetchone()

    async def _run(self, query: Callable[[], T]) -> T:
        """Run it in the store's thread.

        Raises:
            OSError: the database failed; `filename` is the file, and `strerror` says what failed and what to do.
            ClientStateError: the store is closed, or was opened before the process was forked.
        """
        if self._process != os.getpid():  # SQLite connections do not survive a fork, and the thread is gone
            raise ClientStateError(f"the store {self._path} was opened in another process: open it after the fork")
        try:
            running = self._thread.submit(query)
        except RuntimeError:
            raise ClientStateError(f"the store {self._path} is closed") from None
        try:
            return await asyncio.wrap_future(running)
        except sqlite3.Error as error:
            problem = f"the store failed: {error} (if it is damaged, remove it: a new one knows no handled events)"
            raise OSError(errno.EIO, problem, self._path) from error

    def close(self) -> None:
        """Wait for running queries, and close the file. Closing it again does nothing."""
        self._thread.shutdown()
        self._connection.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"SqliteStore({self._path!r})"


def _opened(path: str) -> sqlite3.Connection:
    # Without Python's implicit transactions; used in the store's thread, and closed in its owner's thread.
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"it has version {found}, and this package knows version {_VERSION}")
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection
