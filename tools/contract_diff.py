"""What a change of the contract means to callers of the Python API.

    python -m tools.contract_diff BASE                 the changes since BASE: a git ref, or a file with a contract
    python -m tools.contract_diff --changelog [BASE]   are the breaking ones in CHANGELOG.md, under "Breaking"?

The exit status is 0 if nothing breaks (or all of it is in the changelog), 1 if something does (or is not), 2 if the
two could not be compared.

Both states are compared as code: what BASE has committed in generated/, or what its contract generates, and what the
contract of the working tree generates.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from packaging.version import Version

from . import surface
from .surface import Change, Surface

ROOT = Path(__file__).parent.parent
CONTRACT, CHANGELOG, PACKAGE = "openapi.yaml", "CHANGELOG.md", "overrides/aiochatwoot"


class CannotCompare(Exception):
    """What was asked for cannot be compared; the text says why, and what to do."""


@dataclass(frozen=True)
class State:
    """One side of the comparison.

    Attributes:
        contract: The bytes of the contract.
        version: The version of the package, or of the contract where there is only that.
        changelog: The text of CHANGELOG.md; empty where there is only a contract.
    """

    label: str
    contract: bytes
    version: str
    changelog: str
    surface: Surface


def read(folder: Path, label: str, contract: Path | None = None) -> State:
    """The state of a folder that is as this repository, or that has another contract."""
    seen = surface.read(folder / "overrides")
    text = (folder / CHANGELOG).read_text(encoding="utf-8")
    return State(label, (contract or folder / CONTRACT).read_bytes(), seen.version, text, seen)


def committed(ref: str, folder: Path) -> State:
    """The state that a git ref names; it is written to `folder`."""
    try:
        commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except NoCommit:
        raise CannotCompare(f"{ref!r} is neither a file nor a commit, branch or tag of this clone") from None
    try:
        archive = git("archive", commit, CONTRACT, CHANGELOG, "generated", PACKAGE)
    except NoCommit as error:
        raise CannotCompare(f"{ref} has no contract with its code and changelog: {error}") from None
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return read(folder, commit[:7] if commit.startswith(ref) else f"{ref} ({commit[:7]})")


def generated(contract: Path, label: str, folder: Path) -> State:
    """The state in which the working tree's own code surrounds what a contract generates."""
    try:
        digest = hashlib.sha256(contract.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError as error:
        raise CannotCompare(f"{contract.name}: {error.strerror}") from None
    header = ROOT / "generated" / "__init__.py"
    if header.exists() and digest in header.read_text(encoding="utf-8"):  # it is generated: that saves some seconds
        return read(ROOT, label, contract)
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, symlinks=True)
    shutil.copyfile(ROOT / CHANGELOG, folder / CHANGELOG)
    driver = ROOT / "overrides" / "generator" / "generate.py"
    command = [sys.executable, str(driver), "--contract", str(contract), "--output", str(folder / "generated")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCompare(done.stderr.strip().removeprefix("generate: "))
    return read(folder, label, contract)


class NoCommit(CannotCompare):
    """git failed."""


def git(*arguments: str) -> bytes:
    """What a git command of this repository prints."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        raise CannotCompare("there is no git on this machine; compare with a file") from None
    if done.returncode:
        raise NoCommit(done.stderr.decode().strip() or f"git {arguments[0]} failed")
    return done.stdout


@contextmanager
def states(base: str) -> Generator[tuple[State, State]]:
    """Both sides: `base`, and the working tree."""
    with tempfile.TemporaryDirectory() as temporary:
        old, new = Path(temporary) / "old", Path(temporary) / "new"
        if Path(base).is_file():
            before = generated(Path(base), base, old)
            version = str(yaml.safe_load(before.contract)["info"]["version"])
            before = replace(before, version=version, changelog="")
        else:
            before = committed(base, old)
        yield before, generated(ROOT / CONTRACT, "the working tree", new)


def differences(old: State, new: State) -> list[Change]:
    """Every change: breaking ones first, then by what a caller writes."""
    return sorted(surface.compare(old.surface, new.surface), key=lambda each: (not each.breaking, each.subject))


def next_version(version: str, changes: Sequence[Change]) -> tuple[str, str]:
    """The version that semver.org asks for after these changes, and why.

    Before 1.0 a breaking change raises the minor number and all else the patch number; from then on a breaking one
    raises the major, an addition the minor number.
    """
    known = Version(version)
    if any(change.breaking for change in changes):
        if known.major:
            return f"{known.major + 1}.0.0", "a breaking change raises the major number"
        return f"0.{known.minor + 1}.0", "before 1.0 a breaking change raises the minor number"
    if known.major and any(change.verb == "added" for change in changes):
        return f"{known.major}.{known.minor + 1}.0", "an addition raises the minor number"
    return f"{known.major}.{known.minor}.{known.micro + 1}", "a smaller change raises the patch number"


def report(old: State, new: State) -> tuple[str, int]:
    """The comparison as text, and the exit status."""
    changes = differences(old, new)
    lines = [f"{CONTRACT}: {old.label} -> {new.label}", ""]
    lines += [_line(change) for change in changes]
    if changes:
        lines.append("")
    breaking = sum(change.breaking for change in changes)
    if not changes and old.contract == new.contract:
        return "\n".join([*lines, "Nothing differs."]), 0
    if not changes:
        lines.append("Nothing differs that a caller's code can see.")
    else:
        lines.append(f"{breaking} breaking, {len(changes) - breaking} compatible")
    version, why = next_version(old.version, changes)
    lines.append(f"version: {old.version} -> {version}, since {why} (semver.org)")
    return "\n".join(lines), 1 if breaking else 0


def _line(change: Change) -> str:
    detail = f": {shorten(change.detail)}" if change.detail else ""
    mark = "breaking" if change.breaking else "compatible"
    return f"{mark:11} {change.verb:8} {change.what:10} {change.subject}{detail}"


def shorten(text: str, width: int = 160) -> str:
    """Text that fits: without its middle where it is longer."""
    return text if len(text) <= width else f"{text[: width // 2 - 3]} ... {text[-(width // 2 - 2) :]}"


def check_changelog(old: State, new: State) -> tuple[str, int]:
    """Whether new entries under "Breaking" name each breaking change, as text and exit status."""
    breaking = [change for change in differences(old, new) if change.breaking]
    named = {
        span.removesuffix("()").removeprefix("chatwoot.").removeprefix("models.")
        for entry in breaking_entries(new.changelog) - breaking_entries(old.changelog)
        for span in re.findall(r"`([^`]+)`", entry)
    }
    missing = [change for change in breaking if not named & _names(change.subject)]
    if not missing:
        named_there = ", each of them in CHANGELOG.md" if breaking else ""
        return f"changelog: breaking changes since {old.label}: {len(breaking)}{named_there}", 0
    lines = [f'CHANGELOG.md has no new entry under "### Breaking" for what breaks callers since {old.label}:', ""]
    lines += [_line(change) for change in missing]
    lines += ["", "Write what callers have to do, and name it in backticks, such as:", ""]
    lines += [f"- `{subject}` ..." for subject in dict.fromkeys(_owner(change.subject) for change in missing)]
    return "\n".join(lines), 1


def _owner(subject: str) -> str:
    """``things.list(q)`` is of ``things.list``, ``Thing.name`` of ``Thing``."""
    operation, bracket, _ = subject.partition("(")
    owner = operation.partition(".")[0]
    return operation if bracket or owner.islower() else owner


def _names(subject: str) -> set[str]:
    """What an entry may call it: itself, its owner, the class of that."""
    owner = _owner(subject)
    return {subject, owner, _owner(owner)}


def breaking_entries(changelog: str) -> set[str]:
    """The entries under all headings "Breaking"."""
    sections = re.findall(r"^### Breaking\n(.*?)(?=^#|\Z)", changelog, re.MULTILINE | re.DOTALL)
    return {
        " ".join(entry.split()) for section in sections for entry in re.split(r"^- ", section, flags=re.MULTILINE)[1:]
    }


def default_base() -> str | None:
    """What the changelog is checked against if nobody says: None where this clone has nothing.

    The latest release before the last commit: the changelog tells what happened since then. Before there is one,
    copies of the package come from commits, so each change counts: those of this branch since it left origin/main,
    or the last commit, if that is on origin/main itself. A clone of one commit, as CI often makes it, has none of them.
    """
    for question in (
        ["describe", "--tags", "--abbrev=0", "--match=v[0-9]*", "HEAD^"],
        ["merge-base", "HEAD", "origin/main"],
        ["rev-parse", "--verify", "--quiet", "HEAD^"],
    ):
        try:
            found = git(*question).decode().strip()
            if found != git("rev-parse", "HEAD").decode().strip():
                return found
        except CannotCompare:
            continue
    return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="contract-diff", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("base", nargs="?", default="", metavar="BASE", help="a git ref, or a file with a contract")
    parser.add_argument("--changelog", action="store_true", help="check that CHANGELOG.md has the breaking changes")
    options = parser.parse_args(arguments)
    base = options.base or (default_base() if options.changelog else None)
    if base is None and options.changelog:
        print("changelog: compared with nothing: this clone has no release, no origin/main and no earlier commit")
        return 0
    try:
        if base is None:
            raise CannotCompare("say with what: make contract-diff BASE=<a git ref, or a file>")
        with states(base) as (old, new):
            text, status = check_changelog(old, new) if options.changelog else report(old, new)
    except CannotCompare as error:
        print(f"contract-diff: {error}", file=sys.stderr)
        return 2
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
