"""Attachment files, stored once per content, by hash."""

from __future__ import annotations

import errno
import hashlib
import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ..client import Chatwoot
from ..concurrency import map_concurrently
from ..errors import ApiStatusError, ChatwootError, DecodeError, InvalidRequestError, ResponseTooLargeError
from ._manifest import put_in_place
from ._rows import Row, encodable

FOLDER = "files"
INDEX = "index.sqlite"
_STORED = frozenset({"image", "audio", "video", "file"})
"""The types that have a file on the server; the others are a location, a contact card, or an external page."""
_AT_ONCE = 5


class FileStore:
    """The folder `files` of a directory: contents by SHA-256, and an index from attachments to contents.

    Args:
        chatwoot: The client.
        directory: The directory of the export.
        max_bytes: Maximum size of a file.
    """

    def __init__(self, chatwoot: Chatwoot, directory: Path, max_bytes: int) -> None:
        self._chatwoot, self._max_bytes = chatwoot, max_bytes
        self._folder = directory / FOLDER
        self._folder.mkdir(exist_ok=True)
        for left in self._folder.glob("*.tmp"):  # left by a killed run
            left.unlink()
        self._index = sqlite3.connect(self._folder / INDEX, isolation_level=None)
        try:
            self._ask(
                "CREATE TABLE IF NOT EXISTS files (account_id INT, id INT, sha256 TEXT, PRIMARY KEY (account_id, id))"
            )
        except OSError:
            self._index.close()
            raise
        self._numbers = itertools.count()
        self.fetched = 0

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    async def fetch(self, rows: Sequence[Row]) -> None:
        """Fetch the files of attachments: `sha256` names a file, or `file_error` says why there is none.

        Raises:
            ChatwootError: the server, its storage or the network failed; a later call may succeed.
            OSError: a file cannot be written.
        """
        wanted = [row for row in rows if row["file_type"] in _STORED and row["data_url"]]
        async for outcome in map_concurrently(self._fetch_one, wanted, _AT_ONCE):
            outcome.result()

    async def _fetch_one(self, row: Row) -> None:
        key = row["account_id"], row["id"]
        known = self._ask("SELECT sha256 FROM files WHERE account_id = ? AND id = ?", *key)
        if known and path_of(self._folder, known[0][0]).exists():
            row["sha256"] = known[0][0]
            return
        try:
            row["sha256"] = await self._download(row["data_url"], self._folder / f"{next(self._numbers)}.tmp")
        except ChatwootError as error:
            if not _is_final(error):
                raise
            is_large = isinstance(error, ResponseTooLargeError)
            problem = f"the file is larger than max_file, {self._max_bytes} bytes" if is_large else error.message
            row["file_error"] = encodable(f"{type(error).__name__}: {problem}")
            return
        self._ask("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", *key, row["sha256"])
        self.fetched += 1

    def _ask(self, statement: str, *values: object) -> list[Any]:
        try:
            return self._index.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            problem = f"{error} (where it is damaged, remove it: files are then fetched again)"
            raise OSError(errno.EIO, problem, str(self._folder / INDEX)) from None

    async def _download(self, url: str, temporary: Path) -> str:
        digest = hashlib.sha256()
        try:
            async with self._chatwoot.attachments.download(url, max_bytes=self._max_bytes) as file:
                with temporary.open("wb") as out:
                    async for chunk in file:
                        digest.update(chunk)
                        out.write(chunk)
            name = digest.hexdigest()
            path = path_of(self._folder, name)
            path.parent.mkdir(exist_ok=True)
            put_in_place(temporary, path)
        finally:
            _remove(temporary)
        return name


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def known_hashes(folder: Path) -> list[str]:
    """Return the contents that a folder's index names; none without an index.

    Raises:
        OSError: the index cannot be read.
    """
    path = folder / INDEX
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as index:
            return [sha256 for (sha256,) in index.execute("SELECT DISTINCT sha256 FROM files ORDER BY sha256")]
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error), str(path)) from None


def path_of(folder: Path, sha256: str) -> Path:
    """Return the path of a content, in a folder named by the first two digits."""
    return folder / sha256[:2] / sha256


def _is_final(error: ChatwootError) -> bool:
    """Return whether retrying is useless: the file is gone, refused, or too large."""
    if isinstance(error, ApiStatusError):
        return 400 <= error.status < 500 and error.status != 429
    return isinstance(error, InvalidRequestError | ResponseTooLargeError | DecodeError)
