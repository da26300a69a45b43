"""Exports as a data source of Apache Spark, 4.0 or newer; needs the extra ``[spark]`` on the driver and the executors.

    from aiochatwoot.export.spark import ChatwootSource

    spark.dataSource.register(ChatwootSource)
    messages = spark.read.format("chatwoot").option("account_ids", "1,2").option("table", "messages").load()

A task reads one window, and Spark repeats it if it fails. The driver, which plans, and the executors, which read, take
the server's address and the token from their environment.
"""

# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUnknownParameterType=false

from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from .._extras import missing_extra
from .._texts import quoted
from ..client import Chatwoot
from ..errors import InvalidRequestError
from ..settings import RetryPolicy
from ._batches import check_connect, check_table, record_batches
from ._rows import OF_WINDOWS, Kind, columns_of
from ._windows import Window, accounts_of, changed, plan

if TYPE_CHECKING:
    import pyarrow as pa
try:
    from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
except ImportError as error:
    raise ImportError(missing_extra("ChatwootSource", "spark")) from error
_TYPES: dict[Kind, str] = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "text": "STRING",
    "flag": "BOOLEAN",
    "time": "TIMESTAMP",
    "texts": "ARRAY<STRING>",
    "json": "STRING",
}
_PLANNING = RetryPolicy(attempts=10)
"""Spark repeats tasks; it plans once."""
_SECRET_NAME = re.compile(r"token|secret|password|credential|auth|api_?key", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"[\w+/=-]{20,}")


class ChatwootSource(DataSource):  # type: ignore[misc]  # pyspark is not installed for type checks
    """The data source ``chatwoot``: a table of the conversations of accounts, a window a task.

    Options:

    - ``table``: its name, ``messages`` by default; see `tables.schema`. Not ``deleted``.
    - ``account_ids``: the accounts, as in ``1,2``; default all accounts of the token's user.
    - ``since``: only conversations changed since the last run began, as in ``2026-11-29T18:00:00Z``.
    - ``raw``: ``true`` for the column ``raw``.
    - ``size``: display ids of a window, 500 by default.
    - ``connect``: a function that makes the client, as in ``package.module:function``; `Chatwoot` by default, with
      ``CHATWOOT_BASE_URL`` and ``CHATWOOT_API_ACCESS_TOKEN``.

    Raises:
        InvalidRequestError: an option is wrong or unknown, or looks like a token. Spark keeps options, and shows some.
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__(options)
        self._options = read_options(options)

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "chatwoot"

    def schema(self) -> str:
        """Return the columns of the table, as in `tables.schema`."""
        columns = columns_of(self._options.table, raw=self._options.raw)
        return ", ".join(f"{each.name} {_TYPES[each.kind]}{' NOT NULL' * each.required}" for each in columns)

    def reader(self, schema: object) -> ChatwootReader:
        """Return the reader, which plans and reads."""
        return ChatwootReader(self._options)


@attrs.frozen
class Options:
    """Validated options of a data source; they hold no secrets, so they can be sent to executors."""

    table: str
    account_ids: tuple[int, ...] | None
    since: dt.datetime | None
    raw: bool
    size: int
    connect: Callable[[], Chatwoot]


class ChatwootReader(DataSourceReader):  # type: ignore[misc]
    """Plans windows on the driver, and reads each on an executor."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def partitions(self) -> list[InputPartition]:
        """Return the windows, one for each task."""
        return [InputPartition(window) for window in asyncio.run(self._plan())]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Read a window."""
        options = self._options
        return record_batches(partition.value, options.connect, options.table, raw=options.raw)

    async def _plan(self) -> list[Window]:
        options = self._options
        async with options.connect() as connected:
            chatwoot = connected.with_options(deadline=None, retry=_PLANNING)
            accounts = options.account_ids or await accounts_of(chatwoot)
            if options.table not in OF_WINDOWS:
                return [Window(account_id, ()) for account_id in accounts]
            if options.since is None:
                return await plan(chatwoot, accounts, size=options.size)
            changes = [await changed(chatwoot, each, options.since, size=options.size) for each in accounts]
        return [window for windows in changes for window in windows]


def read_options(options: Mapping[str, str]) -> Options:
    """Check options.

    Raises:
        InvalidRequestError: one is wrong or unknown, or looks like a token.
    """
    for name, value in options.items():
        if _SECRET_NAME.search(name) or _SECRET_VALUE.fullmatch(value):
            raise InvalidRequestError(
                f"option {quoted(name)}: looks like a token, which Spark would keep and send around; set "
                "CHATWOOT_API_ACCESS_TOKEN in the environment of the driver and of the executors"
            )
    given = {name.lower(): value for name, value in options.items()}
    unknown = given.keys() - _READ.keys()
    if unknown:
        raise InvalidRequestError(f"option {quoted(min(unknown))}: expected one of {', '.join(_READ)}")
    values: dict[str, Any] = {"table": "messages", "account_ids": None, "since": None, "raw": False, "size": 500}
    values["connect"] = Chatwoot
    for name, value in given.items():
        try:
            values[name] = _READ[name](value)
        except (ValueError, ImportError, AttributeError) as error:
            raise InvalidRequestError(f"option {name}: {quoted(value)} cannot be read: {error}") from None
    check_table(values["table"])
    check_connect(values["connect"])
    return Options(**values)


def _account_ids(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("expected a time zone, as in 2026-11-29T18:00:00Z")
    return moment


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError("expected a number from 1")
    return int(text)


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("expected true or false")
    return text.lower() == "true"


def _function(text: str) -> object:
    module, _, name = text.partition(":")
    return getattr(importlib.import_module(module), name)


_READ: dict[str, Callable[[str], object]] = {
    "table": str,
    "account_ids": _account_ids,
    "since": _moment,
    "raw": _flag,
    "size": _count,
    "connect": _function,
}
