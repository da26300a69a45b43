"""What breaks callers of the Python API.

    python -m tools.contract_diff BASE                 the changes since BASE: a git ref, or a file with a contract
    python -m tools.contract_diff --changelog [BASE]   are the breaking ones in CHANGELOG.md, under "Breaking"?

The exit status is 0 if nothing breaks (or all of it is in the changelog), 1 if something does (or is not), 2 if the
two could not be compared. The code of BASE, or the code that its contract generates, is compared with the code of the
working tree. An argument may take more and never less; a result or an attribute may be less and never more.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from packaging.version import Version

from . import ROOT, surface
from .annotations import lost
from .surface import Surface

CONTRACT, CHANGELOG, PACKAGE = "openapi.yaml", "CHANGELOG.md", "overrides/aiochatwoot"


class CannotCompare(Exception):
    """The two cannot be compared; the text says why, and what to do."""


@dataclass(frozen=True)
class State:
    """One side of the comparison; `changelog` is empty where there is only a contract."""

    label: str
    version: str
    changelog: str
    surface: Surface


@dataclass(frozen=True)
class Change:
    """One difference. `subject` is what a caller writes: ``conversations.list(q)``, ``Conversation.priority``."""

    subject: str
    verb: str
    what: str
    breaking: bool
    detail: str = ""

    def __str__(self) -> str:
        detail = self.detail if len(self.detail) <= 160 else f"{self.detail[:77]} ... {self.detail[-78:]}"
        mark = "breaking" if self.breaking else "compatible"
        return f"{mark:11} {self.verb:8} {self.what:10} {self.subject}{detail and f': {detail}'}"

    @property
    def owner(self) -> str:
        """``things.list(q)`` is of ``things.list``, ``Thing.name`` of ``Thing``."""
        return self.subject.partition("(")[0] if self.subject[0].islower() else self.subject.partition(".")[0]


# --- both sides ---


def read(folder: Path, label: str) -> State:
    """The state of a folder like this repository."""
    found = surface.read(folder / "overrides")
    version = str(getattr(found["__version__"].item, "value", "")).strip("'\"")
    return State(label, version, (folder / CHANGELOG).read_text(encoding="utf-8"), found)


def committed(ref: str, folder: Path) -> State:
    """The state that a git ref names; it is written to `folder`."""
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    if not commit:
        raise CannotCompare(f"{ref!r} is neither a file nor a commit, branch or tag of this clone")
    archive = git("archive", commit, CHANGELOG, "generated", PACKAGE)
    if not archive:
        raise CannotCompare(f"{ref} has no contract with its code and changelog")
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive, check=True)
    return read(folder, commit[:7] if commit.startswith(ref) else f"{ref} ({commit[:7]})")


def generated(contract: Path, label: str, folder: Path) -> State:
    """The working tree's own code around what a contract generates."""
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, symlinks=True)
    driver = ROOT / "overrides" / "generator" / "generate.py"
    command = [sys.executable, str(driver), "--contract", str(contract), "--output", str(folder / "generated")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCompare(done.stderr.strip().removeprefix("generate: "))
    version = str(yaml.safe_load(contract.read_bytes())["info"]["version"])
    return State(label, version, "", surface.read(folder / "overrides"))


def git(*arguments: str) -> bytes:
    """What a git command of this repository prints; nothing if it fails."""
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False).stdout
    except FileNotFoundError:
        raise CannotCompare("there is no git on this machine; compare with a file") from None


# --- what differs ---


def differences(old: Surface, new: Surface) -> list[Change]:
    """Every change, one for each subject: breaking ones first, then by what a caller writes."""
    passed, returned = (surface.reached(old, what) | surface.reached(new, what) for what in ("argument", "method"))
    bases, found = surface.bases(old) | surface.bases(new), dict[str, Change]()
    for subject in dict.fromkeys([*old, *new]):
        before, after = old.get(subject), new.get(subject)
        entry = after or before
        assert entry is not None
        is_taken = entry.what == "argument" or entry.owner in passed
        is_given = entry.what != "argument" and entry.owner not in passed - returned
        if before and after:
            verb, told = "changed", [*_of_facts(before.facts, after.facts, is_taken=is_taken)]
            if before.what == after.what:
                less, more = lost(before.type, after.type, bases), lost(after.type, before.type, bases)
                told += [(True, f"no longer takes {less}")] if less and is_taken else []
                told += [(False, f"takes {more}")] if more and is_taken else []
                told += [(False, f"no longer {less}")] if less and is_given else []
                told += [(True, f"may be {more}")] if more and is_given else []
        elif len({side[entry.owner].what if entry.owner in side else "" for side in (old, new)}) > 1:
            continue  # all of its owner came or went
        else:
            verb, needed = "added" if after else "removed", after is not None and is_taken and "required" in after.facts
            detail = entry.facts.get("request") or entry.facts.get("value") or entry.type
            told = [(needed or not after, "required " * needed + detail)]
        if told:
            name = subject if entry.name in old and entry.name in new else entry.name
            told.sort(key=lambda each: not each[0])
            found.setdefault(name, Change(name, verb, entry.what, told[0][0], "; ".join(text for _, text in told)))
    return sorted(found.values(), key=lambda each: (not each.breaking, each.subject))


def _of_facts(old: Mapping[str, str], new: Mapping[str, str], *, is_taken: bool) -> Iterator[tuple[bool, str]]:
    """What differs between the facts of something, and whether it breaks callers."""
    for fact in dict.fromkeys([*old, *new]):
        was, now = old.get(fact), new.get(fact)
        match fact:
            case "minimum" | "maximum":  # the client refuses what is beyond it
                is_narrower = now and (not was or (int(now) > int(was)) == (fact == "minimum"))
                breaks = bool(is_taken and is_narrower)
            case "required":
                breaks = was is None
            case "deprecated" | "request" | "sent as":
                breaks = False
            case _:
                breaks = was is not None
        is_said_elsewhere = fact in ("default", "request", "sent as") and None in (was, now)
        if was == now or is_said_elsewhere or (fact == "required" and not is_taken):
            continue
        if was or now:
            yield breaks, f"{fact}: {was or 'none'} -> {now or 'none'}"
        else:
            yield breaks, f"{'now' if was is None else 'no longer'} {fact}"


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


# --- reports ---


def report(old: State, new: State) -> tuple[str, int]:
    """The comparison as text, and the exit status."""
    head, changes = f"{CONTRACT}: {old.label} -> {new.label}\n", differences(old.surface, new.surface)
    if not changes:
        return f"{head}\nNothing differs that a caller's code can see.", 0
    breaking = sum(change.breaking for change in changes)
    version, why = next_version(old.version, changes)
    counted = f"{breaking} breaking, {len(changes) - breaking} compatible"
    advice = f"version: {old.version} -> {version}, since {why} (semver.org)"
    return "\n".join([head, *map(str, changes), "", counted, advice]), 1 if breaking else 0


def check_changelog(old: State, new: State) -> tuple[str, int]:
    """Whether new entries under "Breaking" name each breaking change, as text and exit status."""
    breaking = [change for change in differences(old.surface, new.surface) if change.breaking]
    named = {
        re.sub(r"^(chatwoot|models)\.|\(\)$", "", span)
        for entry in breaking_entries(new.changelog) - breaking_entries(old.changelog)
        for span in re.findall(r"`([^`]+)`", entry)
    }
    missing = [each for each in breaking if not named & {each.subject, each.owner, each.owner.partition(".")[0]}]
    if not missing:
        named_there = ", each of them in CHANGELOG.md" if breaking else ""
        return f"changelog: breaking changes since {old.label}: {len(breaking)}{named_there}", 0
    lines = [f'CHANGELOG.md has no new entry under "### Breaking" for what breaks callers since {old.label}:', ""]
    lines += [*map(str, missing), "", "Write what callers have to do, and name it in backticks, such as:", ""]
    return "\n".join([*lines, *dict.fromkeys(f"- `{change.owner}` ..." for change in missing)]), 1


def breaking_entries(changelog: str) -> set[str]:
    """The entries under all headings "Breaking"."""
    sections = re.findall(r"^### Breaking\n(.*?)(?=^#|\Z)", changelog, re.MULTILINE | re.DOTALL)
    return {" ".join(entry.split()) for each in sections for entry in re.split(r"^- ", each, flags=re.MULTILINE)[1:]}


def default_base() -> str:
    """What the changelog is checked against by default; "" where this clone has nothing.

    The latest release before the last commit. Before there is one, copies of the package come from commits, so each
    change counts: those of this branch since it left origin/main, or the last commit, if that is on origin/main.
    A clone of one commit, as CI often makes it, has none of them.
    """
    head = git("rev-parse", "HEAD") if shutil.which("git") else b""
    for question in (
        ["describe", "--tags", "--abbrev=0", "--match=v[0-9]*", "HEAD^"],
        ["merge-base", "HEAD", "origin/main"],
        ["rev-parse", "--verify", "--quiet", "HEAD^"],
    ):
        found = git(*question) if head else b""
        if found and found != head:
            return found.decode().strip()
    return ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="contract-diff", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("base", nargs="?", default="", metavar="BASE", help="a git ref, or a file with a contract")
    parser.add_argument("--changelog", action="store_true", help="check that CHANGELOG.md has the breaking changes")
    options = parser.parse_args(arguments)
    try:
        base = options.base or (default_base() if options.changelog else "")
        if not base and options.changelog:
            print("changelog: compared with nothing: this clone has no release, no origin/main and no earlier commit")
            return 0
        if not base:
            raise CannotCompare("say with what: make contract-diff BASE=<a git ref, or a file>")
        with tempfile.TemporaryDirectory() as folder:
            old = generated(Path(base), base, Path(folder)) if Path(base).is_file() else committed(base, Path(folder))
            text, status = (check_changelog if options.changelog else report)(old, read(ROOT, "the working tree"))
    except (CannotCompare, OSError) as error:
        print(f"contract-diff: {error}", file=sys.stderr)
        return 2
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
