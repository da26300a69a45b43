"""The manifest of an export directory: runs, plans and finished windows. Written whole, or not at all."""

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
from ._rows import TABLES
from ._windows import Window

T = TypeVar("T")
Format: TypeAlias = Literal["jsonl", "parquet"]
"""How files are written: lines of JSON, or Parquet."""
FORMATS: tuple[Format, ...] = ("jsonl", "parquet")
NAME = "manifest.json"
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


@attrs.define
class Run:
    """One export into a directory.

    Attributes:
        number: Counts from 1.
        began: Its start, before the first read.
        plan: The windows.
        accounts: The accounts, with the role of the token's user in each.
        done: The files of each finished window, by window name and table.
        ended: When all windows were finished; None before that.
    """

    number: int
    began: dt.datetime
    plan: Sequence[Window]
    accounts: dict[int, str]
    done: dict[str, dict[str, WrittenFile]] = attrs.field(factory=dict)
    ended: dt.datetime | None = None

    def windows(self) -> dict[str, Window]:
        """The windows by name, and one without ids for each account, for tables that are read whole."""
        windows = {f"account-{each.account_id}-{index:05d}": each for index, each in enumerate(self.plan, 1)}
        return windows | {f"account-{account_id}": Window(account_id, ()) for account_id in self.accounts}

    def counts(self) -> dict[str, int]:
        """The rows by table."""
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
        """The highest display id of an account in any plan; 0 if there is none."""
        windows = (window for run in self.runs for window in run.plan)
        return max((max(window.ids) for window in windows if window.account_id == account_id), default=0)

    def last_role(self, account_id: int) -> str | None:
        """The role of the token's user in the account's last run; None without a run."""
        return next((run.accounts[account_id] for run in reversed(self.runs) if account_id in run.accounts), None)

    def finish(self, run: Run, ended: dt.datetime) -> None:
        """Mark a run as complete: the next increment starts from its begin time."""
        run.ended = ended
        self.cursor |= dict.fromkeys(run.accounts, run.began)

    def path(self, directory: Path, table: str, run: Run, name: str) -> Path:
        """The path of a row file."""
        return directory / table / f"run={run.number:04d}" / f"{name}.{self.format}"

    def save(self, directory: Path) -> None:
        """Write the manifest, replacing the previous one."""
        write_whole(directory / NAME, json.dumps(_manifest_json(self), indent=1).encode())


def load(directory: Path) -> Manifest | None:
    """Read a directory's manifest; None if there is none.

    Raises:
        SettingsError: it cannot be read, or has a newer version.
    """
    try:
        content = (directory / NAME).read_bytes()
    except FileNotFoundError:
        return None
    try:
        data = json.loads(content)
        if data["schema_version"] == SCHEMA_VERSION:
            return _manifest(data)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise SettingsError(f"directory: {directory / NAME} is no manifest of an export: {error!r}") from None
    raise SettingsError(f"directory: its schema_version is {data['schema_version']!r}; known is {SCHEMA_VERSION}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, and is on the disk when this returns."""
    temporary = temporary_of(path)
    try:
        temporary.write_bytes(content)
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def temporary_of(path: Path) -> Path:
    """The temporary path of an unfinished file."""
    return path.with_name(path.name + ".tmp")


def put_in_place(temporary: Path, path: Path) -> None:
    """Flush a file to disk, and give it its name."""
    for each, mode in ((temporary, os.O_RDWR), (path.parent, os.O_RDONLY)):
        if each == path.parent:
            temporary.replace(path)
            if os.name == "nt":  # pragma: no cover - no directory descriptors
                return
        descriptor = os.open(each, mode)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
        "counts": run.counts(),
        "plan": [_window_json(window) for window in run.plan],
        "done": {
            name: {table: attrs.asdict(file) for table, file in files.items()} for name, files in run.done.items()
        },
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
    return Run(
        number=int(data["number"]),
        began=parse_wire(data["began"]),
        ended=None if data["ended"] is None else parse_wire(data["ended"]),
        accounts={int(account): role for account, role in data["accounts"].items()},
        plan=[_window(each) for each in data["plan"]],
        done={
            name: {_one_of(tuple(TABLES), table): WrittenFile(**file) for table, file in files.items()}
            for name, files in data["done"].items()
        },
    )


def _window(data: Mapping[str, Any]) -> Window:
    ids = map(int, data["ids"]) if "ids" in data else range(data["first"], data["last"] + 1)
    return Window(int(data["account_id"]), ids)


def _one_of(known: Sequence[T], value: object) -> T:
    for each in known:
        if each == value:
            return each
    raise ValueError(f"{quoted(value)} is none of {', '.join(map(str, known))}")
