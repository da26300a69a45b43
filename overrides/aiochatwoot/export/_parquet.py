"""Rows in Parquet files; needs the extra ``[arrow]``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ._rows import Row
from .tables import record_batch, schema

# isort: split
import pyarrow.parquet as pq  # if missing, `tables` reports it


class ParquetRows:
    """Writes rows of a table, a row group for each batch.

    Args:
        path: The file.
        table: The table.
        raw: Whether rows have the column `raw`.
    """

    def __init__(self, path: Path, table: str, *, raw: bool) -> None:
        self._schema = schema(table, raw=raw)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows, if there are any."""
        if rows:
            self._writer.write_batch(record_batch(rows, self._schema))

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()


def count_rows(path: Path) -> int:
    """Return the rows of a file."""
    count: int = pq.read_metadata(path).num_rows
    return count
