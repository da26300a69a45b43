"""Arrow schemas of the tables of exports; needs the extra ``[arrow]``.

    from aiochatwoot.export import tables

    tables.schema("messages")

The columns match the rows of JSON lines: keys are not null, enums are text, free-form JSON is text, and times are
``timestamp[us, tz=UTC]``. The key of every table is (account_id, id).
"""

# pyright: reportUnknownParameterType=false

from __future__ import annotations

from collections.abc import Sequence

from .._extras import missing_extra
from .._texts import quoted
from ..errors import InvalidRequestError
from ._rows import TABLES, Kind, Row, columns_of

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError(missing_extra("aiochatwoot.export.tables", "arrow")) from error
_TYPES: dict[Kind, pa.DataType] = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "text": pa.string(),
    "flag": pa.bool_(),
    "time": pa.timestamp("us", tz="UTC"),
    "texts": pa.list_(pa.string()),
    "json": pa.string(),
}


def schema(table: str, *, raw: bool = False) -> pa.Schema:
    """Return the Arrow schema of a table.

    Args:
        table: Its name: conversations, messages, contacts, attachments, deleted, agents, inboxes, teams or labels.
        raw: Whether it has the column ``raw``, with the server's complete JSON of a row.

    Raises:
        InvalidRequestError: there is no such table.
    """
    if table not in TABLES:
        raise InvalidRequestError(f"table: expected one of {', '.join(TABLES)}, got {quoted(table)}")
    columns = columns_of(table, raw=raw)
    return pa.schema([pa.field(each.name, _TYPES[each.kind], nullable=not each.required) for each in columns])


def record_batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Convert rows of a table to an Arrow record batch."""
    return pa.RecordBatch.from_pylist(rows, schema=schema)
