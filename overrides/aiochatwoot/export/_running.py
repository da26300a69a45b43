"""A run: writes its windows in sequence, one file for each table, and retries failed windows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TypeAlias

import attrs

from .._texts import one_line
from ..client import Chatwoot
from ..errors import (
    ApiStatusError,
    AuthenticationError,
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    PermissionDeniedError,
    RateLimitedError,
)
from ..generated.models import Role
from ._attachments import FileStore
from ._files import TableFile
from ._manifest import Manifest, Missing, Run, WrittenFile
from ._read import read_but
from ._rows import OF_WINDOWS, Row, encodable, rows_of_conversation, rows_of_deleted, small_rows
from ._windows import Window, now

logger = logging.getLogger("aiochatwoot")
_IN_A_ROW = 3
"""Number of consecutive windows without any data after which the server is considered down, and the round ends."""
_ROUNDS = 3
"""Number of rounds without any success after which the run gives up."""
_FOR_ALL = (AuthenticationError, PermissionDeniedError, ClientStateError)
"""Errors that fail for every window, so that continuing is useless."""
_FOR_MANY = (*_FOR_ALL, ConnectionFailedError, RateLimitedError)
"""Errors that say nothing about a single conversation."""
_OF_MESSAGES = ("messages", "attachments")


@attrs.define
class Progress:
    """The progress of a run.

    Attributes:
        windows: Number of the run's windows.
        windows_done: Number of finished windows, including those from before an interruption.
        ids: Number of display ids of all windows; not every id has a conversation.
        ids_done: Number of display ids of finished windows.
        conversations: Conversations read since the run began or was resumed.
        messages: Messages read since then.
        files: Files fetched since then.
        file_errors: Files that cannot be fetched; their rows say why.
        failures: Number of window failures; a window counts each time it fails.
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
"""A function that is called with the progress of an export."""


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
    """The result of a run.

    Attributes:
        run: Its number.
        counts: Rows by table.
        failed: The windows that failed.
        left: Number of missing windows, including failed ones; the same call resumes with them.
        file_errors: Number of files that this call could not fetch; `file_error` of their rows says why.
        missing: The conversations of this run that the server could not send, each with its error, while it responded
            to other requests. A later run tries them again.
        partial: The accounts in which the token's user is not an administrator, and may not see everything.
    """

    run: int
    counts: Mapping[str, int]
    failed: tuple[Failure, ...]
    left: int
    file_errors: int
    partial: tuple[int, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether no window and no conversation is missing."""
        return self.left == 0 and not self.missing


@attrs.define
class RunOfWindows:
    """Writes the remaining windows of one run."""

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
            tuple(each for missing in self.run.missing.values() for each in missing),
        )

    async def _rounds(self, left: dict[str, Window]) -> None:
        """Write all windows; retry failed ones after a pause, until a few rounds bring no progress.

        The last round leaves out conversations that cannot be read, however many of a window these are: so each call
        finishes some windows, and ends soon if nothing can be read.
        """
        fruitless = 0
        while self._goes_on() and left:
            before = len(left)
            await self._round(left)
            fruitless = fruitless + 1 if len(left) == before else 0
            if fruitless == _ROUNDS:
                if await self._is_up():
                    await self._round(left, is_last=True)
                return
            if left:
                await self._rest()

    async def _round(self, left: dict[str, Window], *, is_last: bool = False) -> None:
        in_a_row = 0
        for name, window in list(left.items()):
            if in_a_row == _IN_A_ROW or not self._goes_on():
                return
            del left[name]
            read_before = self.progress.conversations
            try:
                missing: list[Missing] | None = [] if is_last else None
                files = await self._write(name, window, missing)
                if missing:
                    await self.client.profile.get()  # if this fails, too, these conversations are not the cause
            except _FOR_ALL:
                raise
            except ChatwootError as error:
                logger.warning(f"{window}: {error}")
                self.failed[name] = Failure(window, error)
                left[name] = window  # moves it to the end
                self.progress.failures += 1
                in_a_row += 1
                continue
            in_a_row = in_a_row + 1 if missing and self.progress.conversations == read_before else 0
            self.run.done[name] = files
            if missing:
                self.run.missing[name] = missing
            self.manifest.save_window(self.directory, self.run, name)
            self.failed.pop(name, None)
            self._count(window)
            self._tell()

    async def _is_up(self) -> bool:
        """Return whether the server responds to another request, so that a failure is about this data."""
        try:
            await self.client.profile.get()
        except _FOR_ALL:
            raise
        except ChatwootError:
            return False
        return True

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

    async def _write(self, name: str, window: Window, missing: list[Missing] | None) -> dict[str, WrittenFile]:
        """Write a window's files: all or none. Conversations that cannot be read are appended to `missing`, if any."""
        manifest, files = self.manifest, dict[str, TableFile]()
        try:
            for table in manifest.tables:
                if (table in OF_WINDOWS) == bool(window.ids):
                    path = manifest.path(self.directory, table, self.run, name)
                    files[table] = TableFile(path, table, manifest.format, raw=manifest.raw)
            await (self._fill(window, files, missing) if window.ids else self._fill_small(window.account_id, files))
            return {table: file.finish() for table, file in files.items()}
        except BaseException:
            for file in files.values():
                file.discard()
            raise

    async def _fill(self, window: Window, files: Mapping[str, TableFile], missing: list[Missing] | None) -> None:
        account_id, found, contacts = window.account_id, set[int](), dict[int, Row]()

        def skip(number: int, error: ChatwootError) -> None:
            if missing is None or isinstance(error, _FOR_MANY):
                raise error
            status = error.status if isinstance(error, ApiStatusError) else None
            missing.append(Missing(account_id, number, status, encodable(one_line(error))))
            logger.warning(str(missing[-1]))

        reading = read_but(
            None if missing is None else skip,
            self.client,
            window,
            concurrency=self.concurrency,
            messages=not files.keys().isdisjoint(_OF_MESSAGES),
        )
        async with aclosing(reading):
            async for conversation, messages in reading:
                try:
                    rows = [*rows_of_conversation(account_id, conversation, messages, raw=self.manifest.raw)]
                except DecodeError as error:
                    skip(conversation.id, error)
                    continue
                found.add(conversation.id)
                attachments: list[Row] = []
                for table, row in rows:
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
            known = {each.id for each in missing or ()}
            _add(files, "deleted", rows_of_deleted(account_id, sorted(set(window.ids) - found - known)))

    async def _fill_small(self, account_id: int, files: Mapping[str, TableFile]) -> None:
        for table in files:
            _add(files, table, await small_rows(self.client, account_id, table, raw=self.manifest.raw))


def _add(files: Mapping[str, TableFile], table: str, rows: Iterable[Row]) -> None:
    if table in files:
        for row in rows:
            files[table].add(row)
