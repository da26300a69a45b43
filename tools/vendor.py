"""Puts the package into another repository, as files of that repository, or checks the copy there.

    python -m tools.vendor DEST            write DEST/aiochatwoot, or bring it up to date
    python -m tools.vendor DEST --slim     the same, without the command line and the embedded server
    python -m tools.vendor DEST --force    the same, also over what was edited there
    python -m tools.vendor DEST --check    exit with 0 if it is up to date, 1 if it is stale, 2 if it was edited there,
                                           3 if there is none, 4 if git would leave files of it behind

A copy has the files of the wheel. Its file VENDORED names its origin, how to update it, and the hash of every file, as
`sha256sum --check` reads it. Only what is listed there is ever changed or removed, and nothing is written through a
link. The generator is part of the copy; what it made there of another contract is left alone.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from . import dist
from .dist import ROOT

NAME, LIST = "aiochatwoot", "VENDORED"
FRESH, STALE, EDITED, MISSING, IGNORED = range(5)
NOT_SLIM = ("cli/", "testing/", "__main__.py")
"""What a slim copy does not have: the command line, and the embedded server that its --demo uses."""
_SLIM = "slim: a copy without " + ", ".join(NOT_SLIM)
_COPIED = ("overrides/aiochatwoot", "overrides/generator", "generated", "generator-config.yml", "LICENSE")
_HEAD = "generated/__init__.py"
_CONTRACT = re.compile(rb"^(?:contract|overlay) .+, sha256 \w+$", re.MULTILINE)
# The second form is that of a RECORD, which the first copies had.
_ROW = re.compile(r"^(?:([0-9a-f]{64})  (.+)|(.+),sha256=([\w-]{43}),\d+)$", re.MULTILINE)


def build(folder: Path) -> Path:
    """The wheel of the working tree."""
    return dist.build(ROOT, "wheel", folder)


def sources(*, slim: bool = False) -> dict[str, bytes]:
    """The files of a copy, with the list of them."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(build(Path(folder))) as wheel:
        (about,) = {name.partition("/")[0] for name in wheel.namelist()} - {NAME}
        found = {name.removeprefix(f"{NAME}/"): wheel.read(name) for name in wheel.namelist() if name.startswith(NAME)}
        found = {name: content for name, content in found.items() if not name.startswith(about)}
        found["LICENSE"] = wheel.read(f"{about}/licenses/LICENSE")
    found = {name: content for name, content in found.items() if not (slim and name.startswith(NOT_SLIM))}
    version, commit = about.removesuffix(".dist-info").partition("-")[2], _git("log", "-1", "--format=%H") or "unknown"
    lines = [
        f"{NAME} {version}, a vendored copy: change it at its origin, not here",
        f"origin: {origin()}",
        f"commit: {commit}{' with changes' * bool(_git('status', '--porcelain'))}",
        *([_SLIM] if slim else []),
        f"update: make vendor DEST=<the folder that has {NAME}/>, in a checkout of the origin",
        "",
        *(f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(found.items())),
    ]
    return found | {LIST: "\n".join([*lines, ""]).encode()}


def origin() -> str:
    """Where the package comes from: the repository in pyproject.toml, or the address that git has, without secrets."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][NAME]
    address = settings.get("repository") or _git("remote", "get-url", "origin", paths=())
    is_address = re.match(r"(https?|ssh|git)://|[\w.-]+@[\w.-]+:", address)
    return re.sub(r"(?<=://)[^/@]*@", "", address) if is_address else f"a checkout of {NAME}"


def _git(*arguments: str, paths: Iterable[str] = _COPIED) -> str:
    """What a git command says of what is copied, so that a commit of something else makes no copy stale."""
    try:
        command = ["git", *arguments, *(["--", *paths] if paths else [])]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def hashes(text: str) -> dict[str, str]:
    """The files of a list, with their hashes."""
    found = dict[str, str]()
    for digest, name, old_name, old_digest in _ROW.findall(text):
        found[name or old_name] = digest or base64.urlsafe_b64decode(old_digest + "=").hex()
    return found


def listed(copy: Path) -> dict[str, str]:
    """The files that were put into a copy, with their hashes."""
    if not (copy / LIST).is_file():
        advice = "Name another DEST, or remove it."
        raise SystemExit(f"vendor: {copy} is there, and was not put there by this: it has no file {LIST}. {advice}")
    found = hashes((copy / LIST).read_text(encoding="utf-8"))
    outside = [name for name in found if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if outside or not found:
        raise SystemExit(f"vendor: {copy / LIST} is no list of files of a copy; remove {copy} and vendor again")
    return found


def is_slim(copy: Path) -> bool:
    """Whether a copy was made without some parts; it stays so until it is removed."""
    return (copy / LIST).is_file() and _SLIM in (copy / LIST).read_text(encoding="utf-8").splitlines()


def has_own_contract(copy: Path) -> bool:
    """Whether `generated/` of a copy was generated there, from another contract."""
    head = copy / _HEAD
    if not head.is_file() or _hash(head) == listed(copy).get(_HEAD):
        return False
    found = _CONTRACT.findall(head.read_bytes())
    return bool(found) and found != _CONTRACT.findall((ROOT / _HEAD).read_bytes())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


def ignored(copy: Path) -> list[str]:
    """The files of a copy that git would leave behind, with the rule that says so; none where there is no git."""
    names = "".join(f"{name}\n" for name in [*listed(copy), LIST])
    command = ["git", "check-ignore", "--verbose", "--stdin"]
    try:
        done = subprocess.run(command, cwd=copy, input=names, capture_output=True, text=True, check=False)
    except OSError:
        return []
    return [f"{name} (by {rule})" for rule, _, name in (line.partition("\t") for line in done.stdout.splitlines())]


def refuse_links(copy: Path, names: Iterable[str]) -> None:
    """Fail if a folder that is written to, or the copy itself, is a link: what it leads to belongs to others."""
    folders = {copy, *(folder for name in names for folder in (copy / name).parents if copy in folder.parents)}
    for folder in sorted(folders):
        if folder.is_symlink():
            raise SystemExit(f"vendor: {folder} is a link; remove it, or name another DEST")


def vendor(destination: Path, *, force: bool = False, slim: bool = False) -> int:
    """Write a copy into `destination`, or bring it up to date; gives back how many files were written or removed."""
    copy = destination / NAME
    wanted, old = sources(slim=slim or is_slim(copy)), dict[str, str]()
    refuse_links(copy, wanted)
    if copy.exists():
        found, old = edits(copy), listed(copy)
        refuse_links(copy, old)
        touched = [*found["changed"], *found["removed"], *(name for name in found["added"] if name in wanted)]
        if touched and not force:
            raise SystemExit(
                f"vendor: {copy} was edited there: {', '.join(touched)}. Make these changes in {NAME} itself, "
                "or write over them with --force (make vendor FORCE=1)."
            )
    changed, ours = 0, _of(copy, {*wanted, *old})
    for name in wanted.keys() & ours:
        path, content = copy / name, wanted[name]
        if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # where it is a link, what it leads to stays as it is
            path.write_bytes(content)
            changed += 1
    for name in (old.keys() - wanted.keys()) & ours:
        (copy / name).unlink(missing_ok=True)
        changed += 1
        for folder in list((copy / name).parents)[: len(PurePosixPath(name).parts) - 1]:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return changed


def check(destination: Path) -> tuple[int, str]:
    """The exit status for a copy, and what to say of it."""
    copy = destination / NAME
    if not copy.exists():
        return MISSING, f"{copy} is not there; `make vendor DEST={destination}` puts it there"
    if any((found := edits(copy)).values()):
        each = [f"{what}: {', '.join(names)}" for what, names in found.items() if names]
        return EDITED, f"{copy} was edited there: {'; '.join(each)}"
    before, now = listed(copy), hashes(sources(slim=is_slim(copy))[LIST].decode())
    stale = sorted(name for name in _of(copy, before.keys() | now.keys()) if before.get(name) != now.get(name))
    if stale:
        return STALE, f"{copy} is stale, {len(stale)} files differ: {', '.join(stale[:10])}"
    return left_behind(copy, f"{copy} is up to date")


def left_behind(copy: Path, otherwise: str) -> tuple[int, str]:
    """The exit status for a copy that is whole, and what to say of it: its files that git would leave behind."""
    if lines := ignored(copy):
        more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
        advice = f"Write exceptions into {copy.parent / '.gitignore'}, such as !{NAME}/generated/"
        return IGNORED, f"{copy}: git would leave behind {', '.join(lines[:5])}{more}. {advice}"
    if has_own_contract(copy):
        otherwise += (
            "; its generated/ is of another contract: after an update generate it again (_generator/generate.py)"
        )
    return FRESH, otherwise


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="vendor", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("destination", type=Path, metavar="DEST", help="the folder that gets aiochatwoot/")
    parser.add_argument("--check", action="store_true", help="write nothing, and say whether it is stale or edited")
    parser.add_argument("--slim", action="store_true", help="leave out the command line and the embedded server")
    parser.add_argument("--force", action="store_true", help="write over what was edited there")
    options = parser.parse_args(arguments)
    destination: Path = options.destination
    if str(destination) in ("", "."):
        parser.error("DEST is empty; name the folder that gets aiochatwoot/, such as ../other/src/app/_vendor")
    try:
        if options.check:
            status, line = check(destination)
        else:
            changed = vendor(destination, force=options.force, slim=options.slim)
            copy = destination / NAME
            status, line = left_behind(copy, f"{copy}: {f'{changed} files changed' if changed else 'is up to date'}")
    except OSError as error:
        raise SystemExit(f"vendor: {error.filename}: {error.strerror}") from None
    print(f"vendor: {line}")
    return status


if __name__ == "__main__":
    sys.exit(main())
