"""The manifest of an export directory: runs, plans and finished windows.

It is written completely when a run begins and ends. In between, finished windows are appended to a journal beside it:
rewriting 10,000 windows for each of them took longer than reading them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import attrs

from .._texts import quoted
from .._wire.timestamps import dump_iso, parse_wire
from ..errors import SettingsError
from ..generated.models import Role
from ._rows import TABLES
from ._windows import Window

T = TypeVar("T")
Format: TypeAlias = Literal["jsonl", "parquet"]
"""The format of files: JSON lines, or Parquet."""
FORMATS: tuple[Format, ...] = ("jsonl", "parquet")
NAME = "manifest.json"
JOURNAL = "manifest.journal"
SCHEMA_VERSION = 1
"""Version of the manifest and the tables; within a version, columns may be added, but nothing else may change."""


@attrs.frozen
class WrittenFile:
    """A file of rows.

    Attributes:
        rows: Number of rows.
        bytes: Size in bytes.
        sha256: Hash of the content, in hexadecimal.
    """

    rows: int
    bytes: int
    sha256: str


@attrs.frozen
class Missing:
    """A conversation that the server failed to send in every attempt.

    Attributes:
        account_id: Its account.
        id: Its display id.
        status: The status code of the server's error; None if its response cannot be decoded, or there was none.
        error: What went wrong, without secrets.
    """

    account_id: int
    id: int
    status: int | None
    error: str

    def __str__(self) -> str:
        return f"account {self.account_id}, conversation {self.id}: {self.error}"


@attrs.define
class Run:
    """One export into a directory.

    Attributes:
        number: Counts from 1.
        began: Its start, before the first read.
        plan: The windows.
        accounts: The accounts, with the role of the token's user in each.
        user_id: The token's user; None in manifests of older versions.
        done: The files of each finished window, by window name and table.
        missing: The conversations that a finished window lacks.
        ended: When all windows were finished; None before that.
    """

    number: int
    began: dt.datetime
    plan: Sequence[Window]
    accounts: dict[int, str]
    user_id: int | None = None
    done: dict[str, dict[str, WrittenFile]] = attrs.field(factory=dict)
    missing: dict[str, list[Missing]] = attrs.field(factory=dict)
    ended: dt.datetime | None = None

    def windows(self) -> dict[str, Window]:
        """Return the windows by name, and one without ids for each account, for tables that are read whole."""
        windows = {f"account-{each.account_id}-{index:05d}": each for index, each in enumerate(self.plan, 1)}
        return windows | {f"account-{account_id}": Window(account_id, ()) for account_id in self.accounts}

    def counts(self) -> dict[str, int]:
        """Return the rows by table."""
        counts: dict[str, int] = {}
        for files in self.done.values():
            for table, file in files.items():
                counts[table] = counts.get(table, 0) + file.rows
        return counts


@attrs.define
class Manifest:
    """The manifest of a directory.

    Attributes:
        server: The source server.
        format: Format of the files.
        tables: The exported tables.
        raw: Whether rows have the column `raw`.
        cursor: For each account, when its last complete run began.
        runs: The runs, oldest first; only the last one can be unfinished.
    """

    server: str
    format: Format
    tables: Sequence[str]
    raw: bool
    cursor: dict[int, dt.datetime] = attrs.field(factory=dict)
    runs: list[Run] = attrs.field(factory=list)

    @property
    def unfinished(self) -> Run | None:
        """The last run, if it was interrupted."""
        return self.runs[-1] if self.runs and self.runs[-1].ended is None else None

    def last_id(self, account_id: int) -> int:
        """Return the highest display id of an account in any plan; 0 if there is none."""
        windows = (window for run in self.runs for window in run.plan)
        return max((max(window.ids) for window in windows if window.account_id == account_id), default=0)

    def last_run(self, account_id: int) -> Run | None:
        """Return the account's last run."""
        return next((run for run in reversed(self.runs) if account_id in run.accounts), None)

    def missing(self) -> list[tuple[Run, Missing]]:
        """Return the conversations that the server could not send, and that no later run read, each with its run."""
        found: dict[tuple[int, int], tuple[Run, Missing]] = {}
        for run in self.runs:
            for name, window in run.windows().items():
                if name not in run.done:
                    continue
                for key, (earlier, _) in [*found.items()]:
                    # Another user who is not an administrator may not have access to it.
                    is_seen = run.user_id == earlier.user_id or run.accounts[window.account_id] == Role.ADMINISTRATOR
                    if is_seen and key[0] == window.account_id and key[1] in window.ids:
                        del found[key]
                found |= {(each.account_id, each.id): (run, each) for each in run.missing.get(name, [])}
        return [*found.values()]

    def finish(self, run: Run, ended: dt.datetime) -> None:
        """Mark a run as complete: the next increment starts from its begin time."""
        run.ended = ended
        self.cursor |= dict.fromkeys(run.accounts, run.began)

    def path(self, directory: Path, table: str, run: Run, name: str) -> Path:
        """Return the path of a row file."""
        return directory / table / f"run={run.number:04d}" / f"{name}.{self.format}"

    def save(self, directory: Path) -> None:
        """Write the manifest, replacing the previous one and the journal."""
        write_whole(directory / NAME, json.dumps(_manifest_json(self), indent=1).encode())
        (directory / JOURNAL).unlink(missing_ok=True)

    def save_window(self, directory: Path, run: Run, name: str) -> None:
        """Append a finished window to the journal."""
        line = json.dumps({"run": run.number, "window": name, **_done_json(run, name)}).encode() + b"\n"
        path = directory / JOURNAL
        is_new = not path.exists()
        with path.open("ab") as journal:
            journal.write(line)
        _sync(path, os.O_RDWR)
        if is_new:
            _sync_folder(directory)


def load(directory: Path) -> Manifest | None:
    """Read a directory's manifest; None if there is none.

    Raises:
        SettingsError: it or its journal cannot be read, or it has a newer version.
    """
    journal = _read(directory / JOURNAL)  # first: an export that ends now adds it to the manifest, and removes it
    content = _read(directory / NAME)
    if content is None:
        return None
    path, what = directory / NAME, "manifest"
    try:
        data = json.loads(content)
        if data["schema_version"] == SCHEMA_VERSION:
            manifest = _manifest(data)
            path, what = directory / JOURNAL, "journal"
            return _with_journal(manifest, journal or b"")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise SettingsError(f"directory: {path} is no {what} of an export: {error!r}") from None
    raise SettingsError(f"directory: its schema_version is {data['schema_version']!r}; known is {SCHEMA_VERSION}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file atomically: it appears completely or not at all, and is on the disk when this returns."""
    temporary = temporary_of(path)
    try:
        temporary.write_bytes(content)
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def temporary_of(path: Path) -> Path:
    """Return the temporary path of an unfinished file."""
    return path.with_name(path.name + ".tmp")


def put_in_place(temporary: Path, path: Path) -> None:
    """Flush a file to disk, and give it its name."""
    _sync(temporary, os.O_RDWR)
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync(path: Path, mode: int) -> None:
    descriptor = os.open(path, mode)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(path: Path) -> None:
    if os.name != "nt":  # pragma: no branch - no directory descriptors
        _sync(path, os.O_RDONLY)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _with_journal(manifest: Manifest, journal: bytes) -> Manifest:
    """Add the windows of the journal, whose last line may be incomplete after a kill.

    The manifest takes precedence: a version that knows no journal may have written the window again.
    """
    runs = {run.number: run for run in manifest.runs}
    for line in journal.split(b"\n")[:-1]:
        data = json.loads(line)
        run = runs[data["run"]]
        if data["window"] not in run.done:
            _add_done(run, data["window"], data)
    return manifest


def _manifest_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "server": manifest.server,
        "format": manifest.format,
        "tables": list(manifest.tables),
        "raw": manifest.raw,
        "cursor": {str(account): dump_iso(time) for account, time in manifest.cursor.items()},
        "runs": [_run_json(run) for run in manifest.runs],
    }


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "number": run.number,
        "began": dump_iso(run.began),
        "ended": None if run.ended is None else dump_iso(run.ended),
        "accounts": {str(account): role for account, role in run.accounts.items()},
        "user_id": run.user_id,
        "counts": run.counts(),
        "plan": [_window_json(window) for window in run.plan],
        "done": {name: _done_json(run, name)["files"] for name in run.done},
        "missing": {name: [attrs.asdict(each) for each in missing] for name, missing in run.missing.items()},
    }


def _done_json(run: Run, name: str) -> dict[str, Any]:
    return {
        "files": {table: attrs.asdict(file) for table, file in run.done[name].items()},
        "missing": [attrs.asdict(each) for each in run.missing.get(name, ())],
    }


def _window_json(window: Window) -> dict[str, Any]:
    if isinstance(window.ids, range):
        return {"account_id": window.account_id, "first": window.ids.start, "last": window.ids.stop - 1}
    return {"account_id": window.account_id, "ids": list(window.ids)}


def _manifest(data: Mapping[str, Any]) -> Manifest:
    return Manifest(
        server=str(data["server"]),
        format=_one_of(FORMATS, data["format"]),
        tables=[_one_of(tuple(TABLES), each) for each in data["tables"]],
        raw=bool(data["raw"]),
        cursor={int(account): parse_wire(time) for account, time in data["cursor"].items()},
        runs=[_run(each) for each in data["runs"]],
    )


def _run(data: Mapping[str, Any]) -> Run:
    run = Run(
        number=int(data["number"]),
        began=parse_wire(data["began"]),
        ended=None if data["ended"] is None else parse_wire(data["ended"]),
        accounts={int(account): role for account, role in data["accounts"].items()},
        user_id=data.get("user_id"),
        plan=[_window(each) for each in data["plan"]],
    )
    missing = data.get("missing", {})
    for name, files in data["done"].items():
        _add_done(run, name, {"files": files, "missing": missing.get(name, ())})
    return run


def _add_done(run: Run, name: str, data: Mapping[str, Any]) -> None:
    run.done[name] = {_one_of(tuple(TABLES), table): WrittenFile(**file) for table, file in data["files"].items()}
    if data["missing"]:
        run.missing[name] = [Missing(**each) for each in data["missing"]]


def _window(data: Mapping[str, Any]) -> Window:
    ids = map(int, data["ids"]) if "ids" in data else range(data["first"], data["last"] + 1)
    return Window(int(data["account_id"]), ids)


def _one_of(known: Sequence[T], value: object) -> T:
    for each in known:
        if each == value:
            return each
    raise ValueError(f"{quoted(value)} is none of {', '.join(map(str, known))}")
