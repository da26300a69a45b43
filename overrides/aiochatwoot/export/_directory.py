"""Exports into a directory, one file for each window and table: exact, resumable, and incremental."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Collection, Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from .._paging import id_of
from .._resources.conversations import advice_to_bots
from .._texts import quoted
from .._transport.downloads import LARGEST_FILE
from ..client import Chatwoot
from ..errors import (
    InvalidRequestError,
    RequestTimeoutError,
    ResponseTooLargeError,
    ServerError,
    SettingsError,
)
from ..generated.models import Role
from ..hooks import check_hook
from . import _manifest
from ._attachments import FileStore
from ._manifest import Format, Manifest, Run
from ._rows import TABLES
from ._running import ProgressHook, Report, RunOfWindows
from ._windows import Window, changed, check_count, now, plan, windows_of

logger = logging.getLogger("aiochatwoot")
_LOCK = ".lock"
_UNKNOWN = "unknown"


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
    """Export conversations and their related rows into a directory; resume an interrupted run.

    ``<table>/run=0001/account-1-00001.jsonl`` has the rows of one window. Each file appears whole or not at all, and
    the manifest names it once it is on the disk, so that a run may be killed at any moment. In every table, a
    conversation's newest run is authoritative; `deleted` names deleted conversations.

    Args:
        chatwoot: The client; its token must be a user's. Agents export the conversations of their inboxes.
        directory: The target; created if missing.
        account_ids: The accounts; default the client's own, and without one all accounts of the token's user.
        since_last: Read only changes since the last complete run began. An account is read whole if it has no such run,
            if the server cannot list its changes, or if an agent had the last run and another user has this one.
        format: ``jsonl`` or ``parquet`` (needs the extra ``[arrow]``); fixed by the first run, ``jsonl`` by default.
        tables: Which tables; fixed by the first run, all by default.
        raw: Whether rows hold the server's JSON as text; fixed by the first run, no by default.
        attachments: Fetch the files of attachments, too: ``files/ab/abcd...``, each content once, by its SHA-256.
        max_file: Maximum bytes of such a file; the row of a larger one has `file_error`.
        size: Display ids of a window.
        concurrency: Conversations read at the same time.
        pause: Seconds before failed windows are tried again.
        stop: Once it is set, the current window is finished, and no other is begun.
        on_progress: Called after each conversation and each window.

    Returns:
        Counts of written and missing parts. If `Report.is_complete` is false, the same call resumes the run. (If only
        single conversations are missing, it tries them again in a new run.)

    Raises:
        InvalidRequestError: an argument is wrong.
        SettingsError: the directory holds something else (of another server, or an interrupted run of other accounts or
            of a user who may see other conversations), or another export writes into it.
        AuthenticationError: the token is wrong or a bot's, or its user is not in the account.
        ChatwootError: the plan cannot be made.
        OSError: the disk is full, or the directory cannot be written to. Finished windows are kept.
    """
    check_count("size", size)
    check_count("concurrency", concurrency)
    check_count("max_file", max_file)
    check_hook("on_progress", on_progress, InvalidRequestError)
    if not os.fspath(directory):
        raise InvalidRequestError("directory: expected a path, got ''")
    client = chatwoot.with_options(deadline=None)
    place = Path(directory)
    # Before the lock, so that wrong arguments and a missing extra leave no new directory.
    if _opened(client, place, format, tables, raw).format == "parquet":
        import_module("._parquet", __package__)
    with _only_one(place):
        manifest = _opened(client, place, format, tables, raw)
        run = manifest.unfinished
        if run is None:
            run = await _new_run(client, manifest, account_ids, size, since_last=since_last)
            manifest.runs.append(run)
        else:
            await _go_on(client, run, account_ids)
        manifest.save(place)
        files = FileStore(client, place, max_file) if attachments and "attachments" in manifest.tables else None
        try:
            export = RunOfWindows(client, place, manifest, run, files, concurrency, pause, stop, on_progress)
            return await export.all()
        finally:
            if files is not None:
                files.close()


@contextmanager
def _only_one(directory: Path) -> Generator[None]:
    """Let one process at a time write into a directory; the system releases a killed process's lock."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / _LOCK).open("a") as file:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - Windows: no lock
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError(f"directory: another export is writing into {directory}") from None
        yield


def _opened(
    client: Chatwoot, directory: Path, format: Format | None, tables: Collection[str] | None, raw: bool | None
) -> Manifest:
    """Return the manifest of a directory, or a new one; the arguments must match it."""
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
        ("tables", wanted and ", ".join(wanted), ", ".join(known.tables)),
        ("raw", raw, known.raw),
    ):
        if given is not None and given != there:
            raise SettingsError(f"{name}: {directory} was begun with {there}; use another directory for {given}")
    return known


async def _new_run(
    client: Chatwoot, manifest: Manifest, account_ids: Collection[int] | None, size: int, *, since_last: bool
) -> Run:
    began = now()
    user_id, roles = await _who(client)
    if account_ids is None:
        own = client.settings.account_id
        account_ids = sorted(roles) if own is None else [own]
    accounts = {each: roles.get(each, _UNKNOWN) for each in account_ids}
    windows: list[Window] = []
    for account_id, role in accounts.items():
        if role != Role.ADMINISTRATOR:
            _warn_of_role(account_id, role)
        cursor = manifest.cursor.get(account_id) if since_last else None
        last = manifest.last_run(account_id)
        if cursor is not None and last is not None and _may_see_more(user_id, role, last, account_id):
            logger.warning(f"account {account_id} is read whole, since the last run was for a user who may see less")
            cursor = None
        found = None if cursor is None else await _changed(client, account_id, cursor, size)
        if found is None:
            found = await plan(client, [account_id], size=size)
            # The newest conversations may have been deleted, and no window of the plan would include them.
            last_id = found[-1].ids[-1] if found else 0
            found += windows_of(account_id, range(last_id + 1, manifest.last_id(account_id) + 1), size)
        else:
            planned = {number for window in found for number in window.ids}
            missing = (each for _, each in manifest.missing() if each.account_id == account_id)
            found += windows_of(account_id, sorted({each.id for each in missing} - planned), size)
        windows += found
    return Run(len(manifest.runs) + 1, began, windows, accounts, user_id)


def _may_see_more(user_id: int | None, role: str, last: Run, account_id: int) -> bool:
    """Return whether the token's user may see conversations that the user of the last run did not see."""
    if last.accounts[account_id] == Role.ADMINISTRATOR:
        return False
    return role == Role.ADMINISTRATOR or last.user_id not in (None, user_id)


async def _go_on(client: Chatwoot, run: Run, account_ids: Collection[int] | None) -> None:
    """Check that a run resumes as it began; another token may see less, and must not report the rest as deleted."""
    if account_ids is not None and set(account_ids) != run.accounts.keys():
        raise SettingsError(
            f"account_ids: run {run.number} of accounts {', '.join(map(str, run.accounts))} is not complete; "
            "finish it with these accounts, or with none given, first"
        )
    user_id, roles = await _who(client)
    is_other = run.user_id not in (None, user_id)
    if is_other and any(roles.get(account_id) != Role.ADMINISTRATOR for account_id in run.accounts):
        raise SettingsError(
            f"token: run {run.number} of user {run.user_id} is not complete, and user {user_id} may see other "
            "conversations; finish it with a token of that user or of an administrator, or use another directory"
        )
    for account_id, role in run.accounts.items():
        if role == Role.ADMINISTRATOR and roles.get(account_id) != role:
            run.accounts[account_id] = roles.get(account_id, _UNKNOWN)
            _warn_of_role(account_id, run.accounts[account_id])


async def _who(client: Chatwoot) -> tuple[int | None, dict[int, str]]:
    """Return the token's user, and the role in each of its accounts."""
    with advice_to_bots():
        profile = await client.profile.get()
    ids = [(id_of(account), account) for account in profile.accounts]
    roles = {number: str(getattr(account, "role", None)) for number, account in ids if number is not None}
    return id_of(profile), roles


def _warn_of_role(account_id: int, role: str) -> None:
    logger.warning(
        f"account {account_id}: the token's user is no administrator (role: {role}): conversations of inboxes "
        "of which the user is no member are not exported, and no conversation is named as deleted"
    )


async def _changed(client: Chatwoot, account_id: int, since: dt.datetime, size: int) -> list[Window] | None:
    """Return the windows of changes; None if one response cannot hold them, or if the clock was set back."""
    try:
        return await changed(client, account_id, since, size=size)
    except (ResponseTooLargeError, RequestTimeoutError, ServerError, InvalidRequestError) as error:
        logger.warning(f"account {account_id} is read whole, since the server cannot say what changed: {error}")
        return None
