"""Puts the package into another repository, as files of that repository, or says what has become of it there.

    python -m tools.vendor DEST            write DEST/aiochatwoot, or bring it up to date
    python -m tools.vendor DEST --force    the same, also over what was edited there
    python -m tools.vendor DEST --check    exit with 0 if it is what this is, 1 if it is stale, 2 if it was edited
                                           there, 3 if there is none

A copy has the files of the wheel. It knows what it consists of: the file VENDORED has the wheel's RECORD, with the hash
of every file. Only what is listed there is ever changed or removed, so that nothing of the other repository is lost.
The generator is part of it; what it made there of another contract is left alone.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from . import dist
from .dist import ROOT

NAME = "aiochatwoot"
LIST = "VENDORED"
FRESH, STALE, EDITED, MISSING = range(4)
_COPIED = ("overrides/aiochatwoot", "overrides/generator", "generated", "generator-config.yml", "LICENSE")
_HEAD = "generated/__init__.py"
_CONTRACT = re.compile(rb"^CONTRACT_SHA256 = .+$", re.MULTILINE)


def build(folder: Path) -> Path:
    """The wheel of the working tree."""
    return dist.build(ROOT, "wheel", folder)


def sources() -> dict[str, bytes]:
    """The files of a copy, with the list of them."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(build(Path(folder))) as wheel:
        (about,) = {name.partition("/")[0] for name in wheel.namelist()} - {NAME}
        version = about.removesuffix(".dist-info").partition("-")[2]
        record = wheel.read(f"{about}/RECORD").decode().replace(f"{about}/licenses/", f"{NAME}/")
        rows = [row.removeprefix(f"{NAME}/") for row in record.splitlines() if row.startswith(f"{NAME}/")]
        found = {name: wheel.read(f"{NAME}/{name}") for name in _hashes(rows) if name != "LICENSE"}
        found["LICENSE"] = wheel.read(f"{about}/licenses/LICENSE")
    lines = [
        f"{NAME} {version}, vendored: a copy, which the next `make vendor` brings up to date. Change it there.",
        f"commit {_commit()}",
        "",
        *sorted(rows),
    ]
    return found | {LIST: "\n".join([*lines, ""]).encode()}


def _commit() -> str:
    """The last commit that changed what is copied; so a commit that does not makes no copy stale."""

    def git(*arguments: str) -> str | None:
        command = ["git", *arguments, "--", *_COPIED]
        try:
            return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return None

    commit = git("log", "-1", "--format=%H")
    return "unknown" if not commit else f"{commit} with changes" if git("status", "--porcelain") else commit


def _hashes(rows: list[str]) -> dict[str, str]:
    """The files of a RECORD (https://packaging.python.org/en/latest/specifications/recording-installed-packages)."""
    return {row[0]: row[1] for row in csv.reader(rows) if len(row) == 3 and row[1].startswith("sha256=")}


def _hash(path: Path) -> str:
    """The hash of a file as a RECORD has it."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def listed(copy: Path) -> dict[str, str]:
    """The files that were put into a copy, with their hashes."""
    try:
        found = _hashes((copy / LIST).read_text(encoding="utf-8").splitlines())
    except FileNotFoundError:
        raise SystemExit(
            f"vendor: {copy} is there, and was not put there by this: it has no file {LIST}. "
            "Name another DEST, or remove it."
        ) from None
    outside = [name for name in found if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if outside or not found:
        raise SystemExit(f"vendor: {copy / LIST} is no list of files of a copy; remove {copy} and vendor again")
    return found


def has_own_contract(copy: Path) -> bool:
    """Whether `generated/` of a copy was generated there, from another contract."""
    head = copy / _HEAD
    if not head.is_file() or _hash(head) == listed(copy).get(_HEAD):
        return False
    found = _CONTRACT.search(head.read_bytes())
    return found is not None and found[0] not in (ROOT / _HEAD).read_bytes()


def _of(copy: Path, names: Iterable[str]) -> set[str]:
    """Those files that this has a say about in a copy."""
    is_own = has_own_contract(copy)
    return {name for name in names if not (is_own and name.startswith("generated/"))}


def edits(copy: Path) -> dict[str, list[str]]:
    """What others did to the files of a copy since they were put there: changed, removed and added ones."""
    before = listed(copy)
    files = [path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc" and path != copy / LIST]
    there = {path.relative_to(copy).as_posix(): _hash(path) for path in files}
    changed = [name for name, hashed in there.items() if before.get(name, hashed) != hashed]
    found = {"changed": changed, "removed": before.keys() - there.keys(), "added": there.keys() - before.keys()}
    return {what: sorted(_of(copy, names)) for what, names in found.items()}


def vendor(destination: Path, *, force: bool = False) -> int:
    """Write a copy into `destination`, or bring it up to date; gives back how many files were written or removed."""
    copy, wanted = destination / NAME, sources()
    old: dict[str, str] = {}
    if copy.is_symlink():
        raise SystemExit(f"vendor: {copy} is a link; remove it, or name another DEST")
    if copy.exists():
        found, old = edits(copy), listed(copy)
        touched = [*found["changed"], *found["removed"], *(name for name in found["added"] if name in wanted)]
        if touched and not force:
            raise SystemExit(
                f"vendor: {copy} was edited there: {', '.join(touched)}. Make these changes in {NAME} itself, "
                "or write over them with --force (make vendor FORCE=1)."
            )
    changed, ours = 0, _of(copy, {*wanted, *old})
    for name, content in wanted.items():
        if name not in ours:
            continue
        path = copy / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # where it is a link, what it leads to stays as it is
            path.write_bytes(content)
            changed += 1
    for name in (old.keys() - wanted.keys()) & ours:
        (copy / name).unlink(missing_ok=True)
        changed += 1
        for folder in list((copy / name).parents)[: len(PurePosixPath(name).parts) - 1]:
            if not any(folder.iterdir()):
                folder.rmdir()
    return changed


def check(destination: Path) -> tuple[int, str]:
    """The exit status for a copy, and what to say of it."""
    copy = destination / NAME
    if not copy.exists():
        return MISSING, f"{copy} is not there; `make vendor DEST={destination}` puts it there"
    if any((found := edits(copy)).values()):
        return EDITED, f"{copy} was edited there: " + "; ".join(
            f"{what}: {', '.join(n)}" for what, n in found.items() if n
        )
    before, now = listed(copy), _hashes(sources()[LIST].decode().splitlines())
    stale = sorted(name for name in _of(copy, before.keys() | now.keys()) if before.get(name) != now.get(name))
    if stale:
        return STALE, f"{copy} is stale, {len(stale)} files differ: {', '.join(stale[:10])}"
    return FRESH, f"{copy} is up to date{_note(copy)}"


def _note(copy: Path) -> str:
    """What is to be done after an update of a copy with another contract."""
    if not has_own_contract(copy):
        return ""
    return "; its generated/ is of another contract: after an update generate it again (_generator/generate.py)"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="vendor", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("destination", type=Path, metavar="DEST", help="the folder that gets aiochatwoot/")
    parser.add_argument("--check", action="store_true", help="write nothing, and say whether it is stale or edited")
    parser.add_argument("--force", action="store_true", help="write over what was edited there")
    options = parser.parse_args(arguments)
    destination: Path = options.destination
    if str(destination) in ("", "."):
        parser.error("DEST is empty; name the folder that gets aiochatwoot/, such as ../other/src/app/_vendor")
    try:
        if options.check:
            status, line = check(destination)
            print(f"vendor: {line}")
            return status
        changed = vendor(destination, force=options.force)
    except OSError as error:
        raise SystemExit(f"vendor: {error.filename}: {error.strerror}") from None
    copy = destination / NAME
    print(f"vendor: {copy}: {f'{changed} files changed' if changed else 'is up to date'}{_note(copy)}")
    return FRESH


if __name__ == "__main__":
    sys.exit(main())
