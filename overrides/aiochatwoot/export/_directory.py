"""Exports into a directory: a file for each window and table, exact, resumable, and incremental."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import aclosing, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import attrs

from .._paging import id_of
from .._resources.conversations import advice_to_bots
from .._texts import quoted
from .._transport.downloads import LARGEST_FILE
from .._wire.timestamps import from_epoch
from ..client import Chatwoot
from ..errors import (
    AuthenticationError,
    ChatwootError,
    ClientStateError,
    InvalidRequestError,
    PermissionDeniedError,
    SettingsError,
)
from ..generated.models import Role
from . import _manifest
from ._attachments import FileStore
from ._files import TableFile
from ._manifest import Format, Manifest, Run, WrittenFile
from ._read import read
from ._rows import OF_WINDOWS, TABLES, Row, rows_of_conversation, rows_of_deleted, small_rows
from ._windows import Window, changed, check_count, plan, windows_of

logger = logging.getLogger("aiochatwoot")
_IN_A_ROW = 3
"""So many windows that fail one after the other: it is the server, and no other window is tried before a pause."""
_ROUNDS = 3
"""So many rounds in which no window succeeds: the rest is given up."""
_FOR_ALL = (AuthenticationError, PermissionDeniedError, ClientStateError)
"""What fails for one window fails for all: to go on is of no use."""
_OF_MESSAGES = ("messages", "attachments")
_LOCK = ".lock"


@attrs.define
class Progress:
    """How far a run is.

    Attributes:
        windows: How many the run has.
        windows_done: How many are done, those of an interrupted run before included.
        ids: Display ids of all windows; not every one has a conversation.
        ids_done: Those of windows that are done.
        conversations: Read since it began or was resumed.
        messages: Read since then.
        files: Fetched since then.
        file_errors: Files that cannot be fetched, as the rows say.
        failures: Windows that failed, each time they did.
    """

    windows: int = 0
    windows_done: int = 0
    ids: int = 0
    ids_done: int = 0
    conversations: int = 0
    messages: int = 0
    files: int = 0
    file_errors: int = 0
    failures: int = 0


ProgressHook: TypeAlias = Callable[[Progress], object]


@attrs.frozen
class Failure:
    """A window that failed each time it was tried.

    Attributes:
        window: The window.
        error: Its last error.
    """

    window: Window
    error: ChatwootError


@attrs.frozen
class Report:
    """How a run went.

    Attributes:
        run: Its number.
        counts: Rows by table.
        failed: The windows that failed.
        left: How many windows are missing, failed ones included; the same call goes on with them.
        file_errors: How many files could not be fetched by this call; `file_error` of their rows says why.
        partial: The accounts of which the token's user is no administrator, and may not see everything.
    """

    run: int
    counts: Mapping[str, int]
    failed: tuple[Failure, ...]
    left: int
    file_errors: int
    partial: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.left == 0


async def to_directory(
    chatwoot: Chatwoot,
    directory: str | os.PathLike[str],
    *,
    account_ids: Collection[int] | None = None,
    since_last: bool = False,
    format: Format | None = None,
    tables: Collection[str] | None = None,
    raw: bool | None = None,
    attachments: bool = False,
    max_file: int = LARGEST_FILE,
    size: int = 500,
    concurrency: int = 20,
    pause: float = 30.0,
    stop: asyncio.Event | None = None,
    on_progress: ProgressHook | None = None,
) -> Report:
    """Export conversations and what belongs to them into a directory; go on where an interrupted run was.

    ``<table>/run=0001/account-1-00001.jsonl`` has the rows of one window. Each file appears whole or not at all, and
    `manifest.json` names it once it is on the disk, so that a run may be killed at any moment. In every table the
    newest run that has a conversation is the right one for it; `deleted` names those that are gone.

    Args:
        chatwoot: The client; its token must be a user's. Agents export the conversations of their inboxes.
        directory: Where to; it is made if it is missing.
        account_ids: The accounts; the client's own where they are left out, and without one all of the token's user.
        since_last: Read only what changed since the last complete run began; an account without one is read whole.
        format: ``jsonl`` or ``parquet`` (needs the extra ``[arrow]``); fixed by the first run, ``jsonl`` by default.
        tables: Which tables; fixed by the first run, all by default.
        raw: Whether rows have what the server sent, as JSON text; fixed by the first run, no by default.
        attachments: Fetch the files of attachments, too: ``files/ab/abcd...``, each content once, by its SHA-256.
        max_file: Bytes that such a file may have; of a larger one the row has `file_error`.
        size: Display ids of a window.
        concurrency: Conversations that are read at a time.
        pause: Seconds before windows that failed are tried again.
        stop: Once it is set, the window under way is finished, and no other one is begun.
        on_progress: Called after each conversation and each window.

    Returns:
        What was written, and what is missing. `Report.is_complete` tells whether anything is: the same call goes on.

    Raises:
        InvalidRequestError: an argument is wrong.
        SettingsError: the directory holds something else, or another export writes into it.
        AuthenticationError: the token is wrong, of a bot, or its user is not in the account.
        ChatwootError: the plan cannot be made.
        OSError: the disk is full, or the directory cannot be written to. What is done is kept.
    """
    check_count("concurrency", concurrency)
    check_count("max_file", max_file)
    client = chatwoot.with_options(deadline=None)
    place = Path(directory)
    with _only_one(place):
        manifest = _opened(client, place, format, tables, raw)
        if manifest.format == "parquet":
            import_module("._parquet", __package__)  # says at once if the extra is missing
        run = manifest.unfinished
        if run is None:
            run = await _new_run(client, manifest, account_ids, size, since_last=since_last)
            manifest.runs.append(run)
            manifest.save(place)
        files = FileStore(client, place, max_file) if attachments and "attachments" in manifest.tables else None
        try:
            export = _Export(client, place, manifest, run, files, concurrency, pause, stop, on_progress)
            return await export.all()
        finally:
            if files is not None:
                files.close()


@contextmanager
def _only_one(directory: Path) -> Generator[None]:
    """Let one process at a time write into a directory; the system frees the lock of one that was killed."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / _LOCK).open("a") as file:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - Windows: nobody looks
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(f"directory: another export is writing into {directory}") from None
        yield


def _opened(
    client: Chatwoot, directory: Path, format: Format | None, tables: Collection[str] | None, raw: bool | None
) -> Manifest:
    """The manifest of a directory, or a new one; what is given has to be what it says."""
    if format not in (None, "jsonl", "parquet"):
        raise InvalidRequestError(f"format: expected jsonl or parquet, got {quoted(format)}")
    unknown = sorted(set(tables or ()) - set(TABLES))
    if unknown or isinstance(tables, str) or tables == []:
        raise InvalidRequestError(f"tables: expected some of {', '.join(TABLES)}, got {quoted(tables)}")
    server = str(client.settings.base_url)
    known = _manifest.load(directory)
    wanted = None if tables is None else [table for table in TABLES if table in tables]
    if known is None:
        return Manifest(server, format or "jsonl", wanted or list(TABLES), bool(raw))
    for name, given, there in (
        ("base_url", server, known.server),
        ("format", format, known.format),
        ("tables", wanted, known.tables),
        ("raw", raw, known.raw),
    ):
        if given is not None and given != there:
            raise SettingsError(f"{name}: {directory} was begun with {there}; use another directory for {given}")
    return known


async def _new_run(
    client: Chatwoot, manifest: Manifest, account_ids: Collection[int] | None, size: int, *, since_last: bool
) -> Run:
    began = now()
    with advice_to_bots():
        profile = await client.profile.get()
    roles = {id_of(account): str(getattr(account, "role", None)) for account in profile.accounts}
    if account_ids is None:
        own = client.settings.account_id
        account_ids = sorted(each for each in roles if each is not None) if own is None else [own]
    accounts = {each: roles.get(each, "unknown") for each in account_ids}
    windows: list[Window] = []
    for account_id, role in accounts.items():
        if role != Role.ADMINISTRATOR:
            logger.warning(
                f"account {account_id}: the token's user is no administrator (role: {role}): conversations of inboxes "
                "of which the user is no member are not exported, and no conversation is named as deleted"
            )
        cursor = manifest.cursor.get(account_id) if since_last else None
        if cursor is None:
            planned = await plan(client, [account_id], size=size)
            # The newest conversations may have been deleted: no window of the plan would name them.
            last = planned[-1].ids[-1] if planned else 0
            windows += planned + windows_of(account_id, range(last + 1, manifest.last_id(account_id) + 1), size)
        else:
            windows += await changed(client, account_id, cursor, size=size)
    return Run(len(manifest.runs) + 1, began, windows, accounts)


def now() -> dt.datetime:
    """The time by the clock of this machine."""
    return from_epoch(time.time())


@attrs.define
class _Export:
    """One run, from where it is to its end."""

    client: Chatwoot
    directory: Path
    manifest: Manifest
    run: Run
    files: FileStore | None
    concurrency: int
    pause: float
    stop: asyncio.Event | None
    on_progress: ProgressHook | None
    progress: Progress = attrs.field(factory=Progress, init=False)
    failed: dict[str, Failure] = attrs.field(factory=dict, init=False)

    async def all(self) -> Report:
        windows = self.run.windows()
        self.progress.windows = len(windows)
        self.progress.ids = sum(len(window.ids) for window in windows.values())
        left = {name: window for name, window in windows.items() if name not in self.run.done}
        for name in windows.keys() - left.keys():
            self._count(windows[name])
        await self._rounds(left)
        if not left:
            self.manifest.finish(self.run, now())
            self.manifest.save(self.directory)
        return Report(
            self.run.number,
            self.run.counts(),
            tuple(self.failed.values()),
            len(left),
            self.progress.file_errors,
            tuple(account_id for account_id, role in self.run.accounts.items() if role != Role.ADMINISTRATOR),
        )

    async def _rounds(self, left: dict[str, Window]) -> None:
        """Write all windows; those that fail come again after a pause, until a few rounds bring nothing."""
        fruitless = 0
        while self._goes_on() and left:
            before = len(left)
            await self._round(left)
            fruitless = fruitless + 1 if len(left) == before else 0
            if fruitless == _ROUNDS:
                return
            if left:
                await self._rest()

    async def _round(self, left: dict[str, Window]) -> None:
        in_a_row = 0
        for name, window in list(left.items()):
            if in_a_row == _IN_A_ROW or not self._goes_on():
                return
            del left[name]
            try:
                self.run.done[name] = await self._write(name, window)
            except _FOR_ALL:
                raise
            except ChatwootError as error:
                logger.warning(f"{window}: {error}")
                self.failed[name] = Failure(window, error)
                left[name] = window  # as the last one
                self.progress.failures += 1
                in_a_row += 1
                continue
            in_a_row = 0
            self.manifest.save(self.directory)
            self.failed.pop(name, None)
            self._count(window)
            self._tell()

    def _goes_on(self) -> bool:
        return self.stop is None or not self.stop.is_set()

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for((self.stop or asyncio.Event()).wait(), self.pause)

    def _count(self, window: Window) -> None:
        self.progress.windows_done += 1
        self.progress.ids_done += len(window.ids)

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.progress)

    async def _write(self, name: str, window: Window) -> dict[str, WrittenFile]:
        """The files of a window: all of them, or none."""
        manifest, files = self.manifest, dict[str, TableFile]()
        try:
            for table in manifest.tables:
                if (table in OF_WINDOWS) == bool(window.ids):
                    path = manifest.path(self.directory, table, self.run, name)
                    files[table] = TableFile(path, table, manifest.format, raw=manifest.raw)
            await (self._fill(window, files) if window.ids else self._fill_small(window.account_id, files))
            return {table: file.finish() for table, file in files.items()}
        except BaseException:
            for file in files.values():
                file.discard()
            raise

    async def _fill(self, window: Window, files: Mapping[str, TableFile]) -> None:
        account_id, found, contacts = window.account_id, set[int](), dict[int, Row]()
        reading = read(
            self.client, window, concurrency=self.concurrency, messages=not files.keys().isdisjoint(_OF_MESSAGES)
        )
        async with aclosing(reading):
            async for conversation, messages in reading:
                found.add(conversation.id)
                attachments: list[Row] = []
                for table, row in rows_of_conversation(account_id, conversation, messages, raw=self.manifest.raw):
                    if table == "contacts":
                        contacts[row["id"]] = row
                    elif table == "attachments":
                        attachments.append(row)
                    elif table in files:
                        files[table].add(row)
                if self.files is not None:
                    await self.files.fetch(attachments)
                    self.progress.files = self.files.fetched
                    self.progress.file_errors += sum(row["file_error"] is not None for row in attachments)
                _add(files, "attachments", attachments)
                self.progress.conversations += 1
                self.progress.messages += len(messages)
                self._tell()
        _add(files, "contacts", contacts.values())
        if self.run.accounts[account_id] == Role.ADMINISTRATOR:
            _add(files, "deleted", rows_of_deleted(account_id, sorted(set(window.ids) - found)))

    async def _fill_small(self, account_id: int, files: Mapping[str, TableFile]) -> None:
        for table in files:
            _add(files, table, await small_rows(self.client, account_id, table, raw=self.manifest.raw))


def _add(files: Mapping[str, TableFile], table: str, rows: Iterable[Row]) -> None:
    if table in files:
        for row in rows:
            files[table].add(row)
