"""Checks a directory: every file of the manifest exists, is complete, and has the stated number of rows.

There must be no other row files, and no missing conversations.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import attrs

from ..errors import SettingsError
from . import _manifest
from ._attachments import FOLDER, INDEX, known_hashes, path_of
from ._files import hash_of
from ._manifest import Manifest, WrittenFile
from ._rows import TABLES


@attrs.frozen
class Verified:
    """The result of checking a directory.

    Attributes:
        counts: Rows by table, recounted over all runs.
        files: Number of attachment files checked.
        problems: One sentence for each problem; empty if there are none.
        is_complete: Whether the last run is complete.
    """

    counts: Mapping[str, int]
    files: int
    problems: tuple[str, ...]
    is_complete: bool


def verify(directory: str | os.PathLike[str]) -> Verified:
    """Check an export: read every file, count its rows, and compare size and hash with the manifest's.

    Raises:
        ImportError: the files are Parquet, and the extra ``[arrow]`` is not installed.
        SettingsError: there is no export in the directory, or its manifest cannot be read.
    """
    place = Path(directory)
    manifest = _manifest.load(place)
    if manifest is None:
        raise SettingsError(f"directory: {place} has no {_manifest.NAME}: no export was begun there")
    counts, problems = dict.fromkeys(manifest.tables, 0), list[str]()
    for run in manifest.runs:
        for name, files in run.done.items():
            for table, file in files.items():
                path = manifest.path(place, table, run, name)
                rows, found = _checked(path, table, file)
                counts[table] += rows
                problems += [f"{path.relative_to(place)}: {problem}" for problem in found]
    contents = list((place / FOLDER).glob("??/*"))
    problems += [f"{path.relative_to(place)}: its content changed" for path in contents if hash_of(path) != path.name]
    problems += _missing_contents(place)
    problems += [f"{path.relative_to(place)}: is not in the manifest" for path in _unknown_files(place, manifest)]
    problems += [f"{each} (run {run.number})" for run, each in manifest.missing()]
    return Verified(counts, len(contents), tuple(problems), manifest.unfinished is None)


def _unknown_files(place: Path, manifest: Manifest) -> list[Path]:
    """Return files that a reader of the tables would take for rows. Files of an unfinished run are allowed in any
    state.
    """
    known: set[Path] = set()
    for run in manifest.runs:
        for name in run.done if run.ended is not None else run.windows():
            paths = [manifest.path(place, table, run, name) for table in manifest.tables]
            known.update(paths, map(_manifest.temporary_of, paths) if run.ended is None else ())
    found = (path for table in TABLES for path in (place / table).rglob("*"))
    return sorted(path for path in found if path not in known and path.is_file() and path.name[0] != ".")


def _missing_contents(place: Path) -> list[str]:
    folder = place / FOLDER
    try:
        paths = [path_of(folder, name) for name in known_hashes(folder)]
    except OSError as error:
        return [f"{FOLDER}/{INDEX}: cannot be read: {error.strerror}"]
    return [f"{path.relative_to(place)}: is missing" for path in paths if not path.exists()]


def _checked(path: Path, table: str, file: WrittenFile) -> tuple[int, list[str]]:
    """Return a file's number of rows, and its problem, if any."""
    try:
        size = path.stat().st_size
        if size != file.bytes:
            return 0, [f"has {size} bytes, was written with {file.bytes}"]
        if hash_of(path) != file.sha256:
            return 0, ["its content changed"]
        rows = _count(path)
    except OSError as error:
        return 0, [f"cannot be read: {error.strerror}"]
    return rows, [] if rows == file.rows else [f"has {rows} rows, was written with {file.rows}"]


def _count(path: Path) -> int:
    if path.suffix == ".jsonl":
        with path.open("rb") as lines:
            return sum(1 for _ in lines)
    from ._parquet import count_rows  # the extra [arrow]

    return count_rows(path)
