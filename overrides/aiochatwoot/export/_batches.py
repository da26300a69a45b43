"""Tables as Arrow record batches, for workers of engines such as Spark, Dask and dlt."""

# pyright: reportUnknownParameterType=false

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, TypeVar

from .._texts import quoted
from ..client import Chatwoot
from ..errors import InvalidRequestError
from ._read import read
from ._rows import OF_WINDOWS, TABLES, Row, rows_of_conversation, small_rows
from ._windows import Window

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
_ROWS = 1000


def record_batches(
    window: Window, connect: Callable[[], Chatwoot], table: str, *, raw: bool = False
) -> Iterator[pa.RecordBatch]:
    """Read one table of a window, in a worker of an engine; needs the extra ``[arrow]``.

    ``record_batches(window, Chatwoot, "messages")`` makes a client from the worker's environment, with
    ``CHATWOOT_BASE_URL`` and ``CHATWOOT_API_ACCESS_TOKEN``. So an engine sends its workers only a plan, which has no
    secrets. The client lives in its own event loop and thread, from the first batch to the last, so this works in a
    worker that runs an event loop, and from several threads.

    Small tables (agents, inboxes, teams, labels) belong to the window's account. Rows are in no order.

    Args:
        window: A window of `plan` or `changed`.
        connect: Makes the client: the class `Chatwoot`, or an importable function, which engines send by name. It is
            called where the batches are read.
        table: The table's name; see `tables.schema`. Not ``deleted``.
        raw: Whether rows have the column ``raw``.

    Yields:
        Batches of about a thousand rows; none for an empty table.

    Raises:
        InvalidRequestError: there is no such table, or `connect` cannot be imported.
        SettingsError: the environment is incomplete.
        ChatwootError: see `read`.
        ImportError: the extra is not installed.
    """
    from . import tables

    check_table(table)
    check_connect(connect)
    schema = tables.schema(table, raw=raw)

    async def batches() -> AsyncGenerator[pa.RecordBatch]:
        rows: list[Row] = []
        async with connect() as chatwoot, aclosing(_rows(chatwoot, window, table, raw)) as found:
            async for row in found:
                rows.append(row)
                if len(rows) >= _ROWS:
                    yield tables.record_batch(rows, schema)
                    rows.clear()
        if rows:
            yield tables.record_batch(rows, schema)

    return _in_own_loop(batches)


def check_table(table: str) -> None:
    """Reject a table that no window has. No window has deleted conversations; full `to_directory` runs find them.

    Raises:
        InvalidRequestError: no window has the table.
    """
    names = [name for name in TABLES if name != "deleted"]
    if table not in names:
        raise InvalidRequestError(f"table: expected one of {', '.join(names)}, got {quoted(table)}")


def check_connect(connect: object) -> None:
    """Reject a callable that engines would pickle with a token inside: a lambda, a partial, a client's method.

    Raises:
        InvalidRequestError: `connect` cannot be imported by name.
    """
    found: object = sys.modules.get(getattr(connect, "__module__", ""))
    for name in getattr(connect, "__qualname__", "").split("."):
        found = getattr(found, name, None)
    if not callable(connect) or found is not connect:
        raise InvalidRequestError(
            "connect: expected the class Chatwoot, or a function that can be imported, which makes a client of the "
            f"environment of the worker; got {type(connect).__name__}"
        )


async def _rows(chatwoot: Chatwoot, window: Window, table: str, raw: bool) -> AsyncGenerator[Row]:
    account_id, contacts = window.account_id, dict[int, Row]()
    if table not in OF_WINDOWS:
        for row in await small_rows(chatwoot, account_id, table, raw=raw):
            yield row
        return
    async with aclosing(read(chatwoot, window, messages=table in ("messages", "attachments"))) as found:
        async for conversation, messages in found:
            for name, row in rows_of_conversation(account_id, conversation, messages, raw=raw):
                if name == table == "contacts":  # one contact may have several conversations
                    contacts[row["id"]] = row
                elif name == table:
                    yield row
    for row in contacts.values():
        yield row


def _in_own_loop(make: Callable[[], AsyncGenerator[T]]) -> Iterator[T]:
    """Yield the items of an async generator, which runs in its own event loop and thread, one item ahead.

    It continues while the consumer is busy with an item, so pending requests do not time out.
    """
    items: queue.SimpleQueue[T | BaseException | None] = queue.SimpleQueue()
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], asyncio.Event]] = Future()

    async def produce() -> None:
        task = asyncio.current_task()
        assert task is not None
        wanted = asyncio.Event()
        started.set_result((asyncio.get_running_loop(), task, wanted))
        async with aclosing(make()) as generator:
            async for item in generator:
                items.put(item)
                await wanted.wait()
                wanted.clear()

    def run() -> None:
        end: BaseException | None = None
        try:
            asyncio.run(produce())
        except BaseException as error:  # noqa: BLE001 - raised again where the items are consumed
            end = error
        items.put(end)

    thread = threading.Thread(target=run, name="aiochatwoot-export", daemon=True)
    thread.start()
    loop, task, wanted = started.result()
    try:
        while (item := items.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            loop.call_soon_threadsafe(wanted.set)
            yield item
    finally:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(task.cancel)
        thread.join()
