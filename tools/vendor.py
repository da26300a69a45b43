"""Puts the package into another repository, as files of that repository, or checks the copy there.

    python -m tools.vendor DEST            write DEST/aiochatwoot, or update it
    python -m tools.vendor DEST --slim     the same, without the command line and the embedded server
    python -m tools.vendor DEST --force    the same, but overwrite edited files
    python -m tools.vendor DEST --check    exit with 0 if the copy is up to date, 1 if it is stale, 2 if it was edited,
                                           3 if it is missing, 4 if git would ignore some of its files

A copy has the files of the wheel. Its file VENDORED lists its origin, the command to update it, and the hash of every
file in the format of `sha256sum --check`. The tool changes or removes only listed files, and never writes through a
symbolic link. A copy includes the generator; code that it generated there from another contract is left unchanged.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath

from . import ROOT, dist, git

NAME, LIST = "aiochatwoot", "VENDORED"
FRESH, STALE, EDITED, MISSING, IGNORED = range(5)
NOT_SLIM = ("cli/", "testing/", "__main__.py")
"""Parts that a slim copy omits: the command line, and the embedded server, which its --demo uses."""
_SLIM = "slim: a copy without " + ", ".join(NOT_SLIM)
_COPIED = ("--", "overrides/aiochatwoot", "overrides/generator", "generated", "generator-config.yml", "LICENSE")
"""Paths whose last commit is the commit of the copy; a commit of other files does not make a copy stale."""
_HEAD = "generated/__init__.py"
_CONTRACT = re.compile(rb"^(?:contract|overlay) .+, sha256 \w+$", re.MULTILINE)


def sources(*, slim: bool = False) -> dict[str, bytes]:
    """Return the files of a copy, including VENDORED."""
    with tempfile.TemporaryDirectory() as folder:
        (path,) = dist.build(Path(folder), "--wheel").iterdir()
        (wheel,) = metadata.distributions(name=NAME, path=[str(path)])
        files = {str(each): each.read_binary() for each in wheel.files or ()}  # as listed in its RECORD
    found = {name.removeprefix(f"{NAME}/"): text for name, text in files.items() if name.startswith(f"{NAME}/")}
    found = {name: text for name, text in found.items() if not (slim and name.startswith(NOT_SLIM))}
    found["LICENSE"] = files[f"{NAME}-{wheel.version}.dist-info/licenses/LICENSE"]
    commit = git("log", "-1", "--format=%H", *_COPIED) or "unknown"
    lines = [
        f"{NAME} {wheel.version}, a vendored copy: change it at its origin, not here",
        f"origin: {origin()}",
        f"commit: {commit}{' with changes' * bool(git('status', '--porcelain', *_COPIED))}",
        *([_SLIM] if slim else []),
        f"update: make vendor DEST=<the folder that has {NAME}/>, in a checkout of the origin",
        "",
        *(f"{_hash(text)}  {name}" for name, text in sorted(found.items())),
    ]
    return found | {LIST: "\n".join([*lines, ""]).encode()}


def origin() -> str:
    """Return the origin of the package: `repository` in pyproject.toml, or git's URL of origin without credentials."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][NAME]
    address = settings.get("repository") or git("remote", "get-url", "origin")
    is_address = re.match(r"(https?|ssh|git)://|[\w.-]+@[\w.-]+:", address)
    return re.sub(r"(?<=://)[^/@]*@", "", address) if is_address else f"a checkout of {NAME}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def listed(copy: Path) -> dict[str, str]:
    """Return the hashes of the files that were put into a copy, by name; the list itself is one of them."""
    if not (copy / LIST).is_file():
        advice = "Name another DEST, or remove it."
        raise SystemExit(f"vendor: {copy} is there, and was not put there by this: it has no file {LIST}. {advice}")
    text = (copy / LIST).read_bytes()
    found = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (.+)$", text.decode(), re.MULTILINE)}
    if not found or any(name.startswith("/") or ".." in name.split("/") for name in found):
        raise SystemExit(f"vendor: {copy / LIST} is no list of files of a copy; remove {copy} and vendor again")
    return found | {LIST: _hash(text)}


def is_slim(copy: Path) -> bool:
    """Return whether a copy is slim; it stays slim until it is removed."""
    return (copy / LIST).is_file() and _SLIM in (copy / LIST).read_text(encoding="utf-8").splitlines()


def has_own_contract(copy: Path) -> bool:
    """Return whether `generated/` of a copy was generated there, from another contract."""
    head = (copy / _HEAD).read_bytes() if (copy / _HEAD).is_file() else b""
    found = _CONTRACT.findall(head)
    is_other = bool(found) and found != _CONTRACT.findall((ROOT / _HEAD).read_bytes())
    return is_other and _hash(head) != listed(copy).get(_HEAD)


def present(copy: Path) -> dict[str, str]:
    """Return the hashes of the files in a copy, by name; links do not have a hash."""
    files = [path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    found = {path.relative_to(copy).as_posix(): path for path in files}
    return {name: "a link" if path.is_symlink() else _hash(path.read_bytes()) for name, path in found.items()}


def compared(copy: Path, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return how the files of two lists differ, by name, without a `generated/` that has its own contract."""
    is_own = has_own_contract(copy)
    return {
        name: "added" if name not in old else "changed" if name in new else "removed"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name) and not (is_own and name.startswith("generated/"))
    }


def vendor(destination: Path, *, force: bool = False, slim: bool = False) -> int:
    """Write a copy into `destination`, or update it; return the number of files written or removed."""
    copy = destination / NAME
    wanted, there = sources(slim=slim or is_slim(copy)), present(copy)
    old = listed(copy) if copy.exists() and not copy.is_symlink() else {}
    for folder in sorted({folder for name in {*wanted, *old} for folder in _folders(copy, name)}):
        if folder.is_symlink():
            raise SystemExit(f"vendor: {folder} is a link, to what belongs to others; remove it, or name another DEST")
    edited = [name for name, how in compared(copy, old, there).items() if how != "added" or name in wanted]
    if edited and not force:
        raise SystemExit(
            f"vendor: {copy} was edited there: {', '.join(edited)}. Make these changes in {NAME} itself, "
            "or write over them with --force (make vendor FORCE=1)."
        )
    stale = compared(copy, there, {name: _hash(content) for name, content in wanted.items()})
    touched = [name for name in stale if name in wanted or name in old]
    for name in touched:
        (copy / name).unlink(missing_ok=True)  # for a link, this leaves its target unchanged
        if name in wanted:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes(wanted[name])
    for folder in (folder for name in touched if name not in wanted for folder in _folders(copy, name)):
        if folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
    return len(touched)


def _folders(copy: Path, name: str) -> list[Path]:
    """Return the folders that contain a file of a copy, from the innermost to the copy itself."""
    return [copy / folder for folder in PurePosixPath(name).parents]


def check(destination: Path) -> tuple[int, str]:
    """Return the exit status for a copy, and the message."""
    copy = destination / NAME
    if not copy.exists():
        return MISSING, f"{copy} is not there; `make vendor DEST={destination}` puts it there"
    if found := compared(copy, old := listed(copy), present(copy)):
        names = {how: [name for name in found if found[name] == how] for how in ("changed", "removed", "added")}
        each = [f"{how}: {', '.join(names[how])}" for how in names if names[how]]
        return EDITED, f"{copy} was edited there: {'; '.join(each)}"
    now = {name: _hash(content) for name, content in sources(slim=is_slim(copy)).items()}
    if stale := [name for name in compared(copy, old, now) if name != LIST]:
        return STALE, f"{copy} is stale, {len(stale)} files differ: {', '.join(stale[:10])}"
    return left_behind(copy, f"{copy} is up to date")


def left_behind(copy: Path, otherwise: str) -> tuple[int, str]:
    """Return the exit status and message for an intact copy: name the files that git would ignore."""
    names = "".join(f"{name}\n" for name in listed(copy))
    ignored = git("check-ignore", "--verbose", "--stdin", folder=copy, stdin=names).splitlines()
    if ignored:
        each = [f"{name} (by {rule})" for rule, _, name in (line.partition("\t") for line in ignored[:5])]
        more = f" and {len(ignored) - 5} more" if len(ignored) > 5 else ""
        advice = f"Write exceptions into {copy.parent / '.gitignore'}, such as !{NAME}/generated/"
        return IGNORED, f"{copy}: git would leave behind {', '.join(each)}{more}. {advice}"
    if has_own_contract(copy):
        advice = "after an update generate it again (_generator/generate.py)"
        otherwise += f"; its generated/ is of another contract: {advice}"
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
        parser.error(
            "DEST is empty, or this folder; name the one that gets aiochatwoot/, such as ../other/src/app/_vendor"
        )
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
