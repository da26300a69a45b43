"""Puts the package into another repository, as files of that repository, or says what has become of it there.

    python -m tools.vendor DEST            write DEST/aiochatwoot, or bring it up to date
    python -m tools.vendor DEST --force    the same, also over what was edited there
    python -m tools.vendor DEST --check    exit with 0 if it is what this is, 1 if it is stale, 2 if it was edited
                                           there, 3 if there is none

A copy knows what it consists of: the file VENDORED lists every file with its hash. Only what is listed there is ever
changed or removed, so that nothing of the other repository is lost. The generator is part of the copy; what it made
there of another contract is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "overrides" / "aiochatwoot"
NAME = "aiochatwoot"
LIST = "VENDORED"
FRESH, STALE, EDITED, MISSING = range(4)
T = TypeVar("T")
_CONTRACT = re.compile(r'^CONTRACT_SHA256 = "([0-9a-f]{64})"$', re.MULTILINE)
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True)
class State:
    """How a copy differs from what was put there, and from what would be put there now; paths in it.

    Attributes:
        edited: Changed there since.
        removed: Removed there since.
        added: There, and not put there; they are left alone.
        stale: Other than here, new here, or no longer here.
    """

    edited: list[str]
    removed: list[str]
    added: list[str]
    stale: list[str]


def sources() -> dict[str, bytes]:
    """The files of a copy, but for the list of them."""
    config = "generator-config.yml"
    found = {"LICENSE": (ROOT / "LICENSE").read_bytes(), f"_generator/{config}": (ROOT / config).read_bytes()}
    folders = {PACKAGE: "", ROOT / "generated": "generated", ROOT / "overrides" / "generator": "_generator"}
    for folder, prefix in folders.items():
        for path in _files(folder):
            found[str(PurePosixPath(prefix) / path)] = (folder / path).read_bytes()
    return found


def has_own_contract(copy: Path, before: dict[str, str]) -> bool:
    """Whether `generated/` was generated in the copy, from another contract: then it is left alone."""
    head = copy / "generated" / "__init__.py"
    if not head.is_file() or hashlib.sha256(head.read_bytes()).hexdigest() == before.get("generated/__init__.py"):
        return False
    contracts = [_CONTRACT.search(path.read_text(encoding="utf-8")) for path in (head, ROOT / "generated/__init__.py")]
    return contracts[0] is not None and contracts[1] is not None and contracts[0][1] != contracts[1][1]


def _without_generated(names: dict[str, T]) -> dict[str, T]:
    return {name: each for name, each in names.items() if not name.startswith("generated/")}


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder, without what Python makes, and not through links."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__" and not Path(root, name).is_symlink()]
        for name in names:
            if not name.endswith(".pyc"):
                yield Path(root, name).relative_to(folder).as_posix()


def listing(files: dict[str, bytes]) -> str:
    """What VENDORED says of these files."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    content = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return "\n".join(
        [
            f"{NAME} {_version()}, vendored: a copy, which the next `make vendor` brings up to date. Change it there.",
            f"commit {_commit()}",
            f"content sha256 {content}",
            "",
            *lines,
            "",
        ]
    )


def _version() -> str:
    found = re.search(r'__version__ = "(.+)"', (PACKAGE / "_version.py").read_text(encoding="utf-8"))
    assert found, "_version.py has no version"
    return found[1]


def _commit() -> str:
    """The last commit that changed what is copied; so a commit that does not makes no copy stale."""
    paths = ["overrides/aiochatwoot", "overrides/generator", "generated", "generator-config.yml", "LICENSE"]

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", *arguments, "--", *paths], cwd=ROOT, capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.strip()

    commit = git("log", "-1", "--format=%H")
    return "unknown" if not commit else f"{commit} with changes" if git("status", "--porcelain") else commit


def listed(copy: Path) -> dict[str, str]:
    """The files that were put into a copy, with their hashes."""
    try:
        text = (copy / LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SystemExit(
            f"vendor: {copy} is there, and was not put there by this: it has no file {LIST}. "
            "Name another DEST, or remove it."
        ) from None
    found = {match[2]: match[1] for match in map(_LINE.fullmatch, text.splitlines()) if match}
    outside = [name for name in found if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if outside or not found:
        raise SystemExit(f"vendor: {copy / LIST} is no list of files of a copy; remove {copy} and vendor again")
    return found


def state(copy: Path, wanted: dict[str, bytes]) -> State:
    """How a copy differs."""
    before = listed(copy)
    there = {name: hashlib.sha256((copy / name).read_bytes()).hexdigest() for name in _files(copy) if name != LIST}
    now = {name: hashlib.sha256(content).hexdigest() for name, content in wanted.items()}
    if has_own_contract(copy, before):
        before, there, now = (_without_generated(each) for each in (before, there, now))
    return State(
        edited=sorted(name for name, hashed in there.items() if before.get(name, hashed) != hashed),
        removed=sorted(before.keys() - there.keys()),
        added=sorted(there.keys() - before.keys()),
        stale=sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)),
    )


def vendor(destination: Path, *, force: bool = False) -> int:
    """Write a copy into `destination`, or bring it up to date; gives back how many files were written or removed."""
    copy = destination / NAME
    wanted = sources()
    old: dict[str, str] = {}
    if copy.is_symlink():
        raise SystemExit(f"vendor: {copy} is a link; remove it, or name another DEST")
    if copy.exists():
        found, old = state(copy, wanted), listed(copy)
        if has_own_contract(copy, old):
            wanted, old = _without_generated(wanted), _without_generated(old)
        touched = [*found.edited, *found.removed, *(name for name in found.added if name in wanted)]
        if touched and not force:
            raise SystemExit(
                f"vendor: {copy} was edited there: {', '.join(touched)}. Make these changes in {NAME} itself, "
                "or write over them with --force (make vendor FORCE=1)."
            )
    files = wanted | {LIST: listing(wanted).encode()}
    changed = 0
    for name, content in files.items():
        changed += _write(copy / name, content)
    for name in old.keys() - files.keys():
        (copy / name).unlink(missing_ok=True)
        changed += 1
        for folder in list((copy / name).parents)[: len(PurePosixPath(name).parts) - 1]:
            if not any(folder.iterdir()):
                folder.rmdir()
    return changed


def _write(path: Path, content: bytes) -> bool:
    """Write a file as a whole, if it is not so already."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(temporary, 0o644)
    os.replace(temporary, path)
    return True


def check(destination: Path) -> tuple[int, str]:
    """The exit status for a copy, and what to say of it."""
    copy = destination / NAME
    if not copy.exists():
        return MISSING, f"{copy} is not there; `make vendor DEST={destination}` puts it there"
    found = state(copy, sources())
    if found.edited or found.removed or found.added:
        parts = (("changed", found.edited), ("removed", found.removed), ("added", found.added))
        return EDITED, f"{copy} was edited there: " + "; ".join(f"{what}: {', '.join(n)}" for what, n in parts if n)
    if found.stale:
        return STALE, f"{copy} is stale, {len(found.stale)} files differ: {', '.join(found.stale[:10])}"
    return FRESH, f"{copy} is up to date{_note(copy)}"


def _note(copy: Path) -> str:
    """What to do after an update where the copy has a contract of its own."""
    if not has_own_contract(copy, listed(copy)):
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
