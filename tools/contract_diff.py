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
from collections.abc import Generator, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import yaml

from . import surface
from .surface import Change, Surface, Verb
from .wire import wire

ROOT = Path(__file__).parent.parent
CONTRACT, PACKAGE = "openapi.yaml", "overrides/aiochatwoot"
Wire: TypeAlias = dict[str, dict[str, str]]


class CannotCompare(Exception):
    """What was asked for cannot be compared; the text says why, and what to do."""


class NoGit(CannotCompare):
    """There is nothing that could read a ref."""


@attrs.frozen(slots=False)
class State:
    """One side of the comparison.

    Attributes:
        version: The version of the package, or of the contract where there is only that.
        changelog: The text of CHANGELOG.md; empty where there is only a contract.
    """

    label: str
    contract: bytes
    version: str
    changelog: str
    surface: Surface

    @cached_property
    def document(self) -> dict[str, Any]:
        """The contract, parsed."""
        document: dict[str, Any] = yaml.load(self.contract, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return document


def committed(ref: str, folder: Path) -> State:
    """The state that a git ref names; its package is written to `folder`."""
    try:
        commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except NoGit:
        raise
    except CannotCompare:
        raise CannotCompare(f"{ref!r} is neither a file nor a commit, branch or tag of this clone") from None
    try:
        contract = git("show", f"{commit}:{CONTRACT}")
        archive = git("archive", commit, "generated", PACKAGE)
        changelog = git("show", f"{commit}:CHANGELOG.md").decode()
    except CannotCompare as error:
        raise CannotCompare(f"{ref} has no contract with its code and changelog: {error}") from None
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member) if member.isfile() else None  # not the link to generated/
            if content is not None:
                path = folder / "aiochatwoot" / member.name.removeprefix(f"{PACKAGE}/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    version = _version(folder / "aiochatwoot" / "_version.py")
    label = commit[:7] if commit.startswith(ref) else f"{ref} ({commit[:7]})"
    return State(label, contract, version, changelog, surface.read(folder))


def generated(contract: Path, label: str, folder: Path) -> State:
    """The state in which the working tree's own code surrounds what a contract generates."""
    package, content = folder / "aiochatwoot", _read(contract)
    ignored = shutil.ignore_patterns("generated", "__pycache__")
    shutil.copytree(ROOT / PACKAGE, package, ignore=ignored)
    if _is_generated_from(content):
        shutil.copytree(ROOT / "generated", package / "generated")
    else:
        _generate(contract, package / "generated")
    changelog = _read(ROOT / "CHANGELOG.md").decode()
    return State(label, content, _version(package / "_version.py"), changelog, surface.read(folder))


def _is_generated_from(contract: bytes) -> bool:
    """Whether the header of generated/ has the hash of this contract, which saves some seconds."""
    header = ROOT / "generated" / "__init__.py"
    digest = hashlib.sha256(contract.replace(b"\r\n", b"\n")).hexdigest()
    return header.exists() and digest in header.read_text(encoding="utf-8")


def _generate(contract: Path, output: Path) -> None:
    driver = ROOT / "overrides" / "generator" / "generate.py"
    command = [sys.executable, str(driver), "--contract", str(contract), "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCompare(done.stderr.strip().removeprefix("generate: "))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotCompare(f"{path.name}: {error.strerror}") from None


def _version(path: Path) -> str:
    found = re.search(r'__version__ = "(.*)"', path.read_text(encoding="utf-8"))
    assert found is not None, path
    return found[1]


def git(*arguments: str) -> bytes:
    """What a git command of this repository prints."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoGit("there is no git on this machine; compare with a file") from None
    if done.returncode:
        raise CannotCompare(done.stderr.decode().strip() or f"git {arguments[0]} failed")
    return done.stdout


@contextmanager
def states(base: str) -> Generator[tuple[State, State]]:
    """Both sides: `base`, and the working tree."""
    with tempfile.TemporaryDirectory() as temporary:
        old, new = Path(temporary) / "old", Path(temporary) / "new"
        file = Path(base)
        if file.is_file():
            before = generated(file, base, old)
            before = attrs.evolve(before, version=str(before.document["info"]["version"]), changelog="")
        else:
            before = committed(base, old)
        yield before, generated(ROOT / CONTRACT, "the working tree", new)


def differences(old: State, new: State) -> list[Change]:
    """Every change: breaking ones first, then by what a caller writes; last those that are on the wire only."""
    changes = surface.compare(old.surface, new.surface)
    known = {change.subject for change in changes}
    if old.contract != new.contract:
        before, after = wire(old.document), wire(new.document)
        changes = [_with_request(change, before, after) for change in changes]
        classes = old.surface.models.keys() | new.surface.models.keys()
        changes += _on_the_wire(before, after, known, classes)
    return sorted(changes, key=lambda change: (not change.breaking, change.what == "wire", change.subject))


def _with_request(change: Change, before: Wire, after: Wire) -> Change:
    """An operation that came or went, with its request; and with its new name, if another has that request now."""
    if change.what != "operation" or change.verb == "changed":
        return change
    request = (before if change.verb == "removed" else after).get(change.subject, {}).get("request", "")
    renamed = [
        subject
        for subject in after.keys() - before.keys()
        if change.verb == "removed" and after[subject].get("request") == request
    ]
    return attrs.evolve(change, detail=f"{request}; renamed to {renamed[0]}?" if renamed else request)


def _on_the_wire(before: Wire, after: Wire, known: AbstractSet[str], classes: AbstractSet[str]) -> Iterator[Change]:
    """What callers do not notice, beside what they do."""
    for subject in (before | after).keys() - known:
        owner = subject.partition(".")[0]
        is_hidden = owner[:1].isupper() and owner not in classes  # a body, whose keys are arguments
        if subject not in before or subject not in after:
            if subject == owner and is_hidden:
                verb: Verb = "added" if subject in after else "removed"
                yield Change(subject, verb, "wire", False, "a schema that is no class here")
        elif before[subject] != after[subject] and not (is_hidden and subject != owner):
            yield Change(subject, "changed", "wire", False, _aspects(before[subject], after[subject]))


def _aspects(before: dict[str, str], after: dict[str, str]) -> str:
    """How the aspects of one subject differ."""
    return "; ".join(
        f"{aspect}: {before.get(aspect, 'none')} -> {after.get(aspect, 'none')}"
        for aspect in before | after
        if before.get(aspect) != after.get(aspect)
    )


def next_version(version: str, changes: Iterable[Change]) -> tuple[str, str]:
    """The version that semver.org asks for after these changes, and why. Numbers that are missing are 0.

    Before 1.0 a breaking change raises the minor number and all else the patch number; from then on a breaking one
    raises the major, an addition the minor number.
    """
    major, minor, patch = (int(number) for number in [*re.findall(r"\d+", version), 0, 0, 0][:3])
    changes = list(changes)
    breaking = any(change.breaking for change in changes)
    added = any(change.verb == "added" for change in changes)
    if breaking and major:
        return f"{major + 1}.0.0", "a breaking change raises the major number"
    if breaking:
        return f"0.{minor + 1}.0", "before 1.0 a breaking change raises the minor number"
    if added and major:
        return f"{major}.{minor + 1}.0", "an addition raises the minor number"
    why = "without a breaking change" if major == 0 else "without a breaking change or an addition"
    return f"{major}.{minor}.{patch + 1}", f"{why} the patch number is raised"


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
        lines.append("Only descriptions, examples and the like differ: nothing that a caller's code can see.")
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
    breaking = [change for change in surface.compare(old.surface, new.surface) if change.breaking]
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
