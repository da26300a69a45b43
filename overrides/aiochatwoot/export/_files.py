"""Files of rows, which appear completely or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from .._wire.timestamps import dump_iso
from ._manifest import Format, WrittenFile, put_in_place, temporary_of
from ._rows import Row

_BATCH = 2000
"""Rows of a row group, held in memory before they are written."""


class RowWriter(Protocol):
    """Writes rows in one format."""

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows."""
        ...

    def close(self) -> None:
        """Write the remaining rows, and close the file."""
        ...


class TableFile:
    """A file of rows that is being written.

    Args:
        path: Its final path; the folder is created.
        table: The table.
        format: The format.
        raw: Whether rows have the column `raw`.
    """

    def __init__(self, path: Path, table: str, format: Format, *, raw: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._temporary = path, temporary_of(path)
        self._rows: list[Row] = []
        self._count = 0
        if format == "jsonl":
            self._writer: RowWriter = _JsonLines(self._temporary)
        else:
            from ._parquet import ParquetRows  # the extra [arrow]

            self._writer = ParquetRows(self._temporary, table, raw=raw)

    def add(self, row: Row) -> None:
        """Write a row, now or with a later batch."""
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._write()

    def finish(self) -> WrittenFile:
        """Flush the remaining rows to disk, and give the file its name."""
        self._write()
        self._writer.close()
        written = WrittenFile(self._count, self._temporary.stat().st_size, hash_of(self._temporary))
        put_in_place(self._temporary, self._path)
        return written

    def discard(self) -> None:
        """Close and remove the file, unless it is finished."""
        try:
            self._writer.close()
        except OSError:  # the disk is full; the first error already says so
            pass
        finally:
            self._temporary.unlink(missing_ok=True)

    def _write(self) -> None:
        self._writer.write(self._rows)
        self._count += len(self._rows)
        self._rows.clear()


class _JsonLines:
    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def write(self, rows: Sequence[Row]) -> None:
        self._file.write(b"".join(map(_line, rows)))

    def close(self) -> None:
        self._file.close()


def _time(value: Any) -> str:
    return dump_iso(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_time).encode


def _line(row: Row) -> bytes:
    return _encode(row).encode() + b"\n"


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
