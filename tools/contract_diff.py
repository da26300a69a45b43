"""Reports changes of the Python API that break callers.

    python -m tools.contract_diff BASE                 list the changes since BASE: a git ref, or a file with a contract
    python -m tools.contract_diff --changelog [BASE]   check that CHANGELOG.md lists the breaking ones under "Breaking"

The exit status is 0 if nothing breaks callers (or the changelog lists every breaking change), 1 if something does (or
a breaking change is not listed), and 2 if the comparison is impossible. The tool compares the code of the working tree
with the code of BASE, or with the code generated from its contract. An argument may accept more, but never less; a
result or an attribute may have fewer alternatives, but never more.
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

from . import ROOT, git, surface
from .annotations import lost
from .surface import Entry, Surface

CONTRACT, CHANGELOG, PACKAGE = "openapi.yaml", "CHANGELOG.md", "overrides/aiochatwoot"


class CannotCompare(Exception):
    """The comparison is impossible; the message gives the reason and the fix."""


@dataclass(frozen=True)
class State:
    """One side of the comparison; `changelog` is empty if there is only a contract."""

    label: str
    version: str
    changelog: str
    surface: Surface


@dataclass(frozen=True)
class Change:
    """One difference. `subject` is the caller's expression: ``conversations.list(q)``, ``Conversation.priority``."""

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
        """The owner of the subject: ``things.list`` of ``things.list(q)``, ``Thing`` of ``Thing.name``."""
        return self.subject.partition("(")[0] if self.subject[0].islower() else self.subject.partition(".")[0]


# --- reading both sides ---


def read(folder: Path, label: str) -> State:
    """Return the state of a folder with the layout of this repository."""
    found = surface.read(folder / "overrides")
    version = str(getattr(found["__version__"].item, "value", "")).strip("'\"")
    return State(label, version, (folder / CHANGELOG).read_text(encoding="utf-8"), found)


def committed(ref: str, folder: Path) -> State:
    """Return the state of a git ref, extracted into `folder`."""
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", folder=ROOT)
    if not commit:
        raise CannotCompare(f"{ref!r} is neither a file nor a commit, branch or tag of this clone")
    paths, archive = (CHANGELOG, "generated", PACKAGE), folder / "archive.tar"
    if len(git("ls-tree", "--name-only", commit, *paths, folder=ROOT).split()) < len(paths):
        raise CannotCompare(f"{ref} has no contract with its code and changelog")
    git("archive", f"--output={archive}", commit, *paths, folder=ROOT)
    shutil.unpack_archive(archive, folder, filter="data")
    return read(folder, commit[:7] if commit.startswith(ref) else f"{ref} ({commit[:7]})")


def generated(contract: Path, label: str, folder: Path) -> State:
    """Return the working tree's hand-written code with the code generated from a contract."""
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, symlinks=True)
    driver = ROOT / "overrides" / "generator" / "generate.py"
    command = [sys.executable, str(driver), "--contract", str(contract), "--output", str(folder / "generated")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotCompare(done.stderr.strip().removeprefix("generate: "))
    version = str(yaml.safe_load(contract.read_bytes())["info"]["version"])
    return State(label, version, "", surface.read(folder / "overrides"))


# --- comparison ---


def differences(old: Surface, new: Surface) -> list[Change]:
    """Return all changes, breaking ones first, then in the order of their subjects.

    A change of a member that several classes inherit is one change: of the class that defines it, if that is public.
    """
    passed, returned = (surface.reached(old, what) | surface.reached(new, what) for what in ("argument", "method"))
    bases, found = surface.bases(old) | surface.bases(new), dict[tuple[str, str], Change]()
    every = {**old, **new}
    for subject in sorted(every, key=lambda each: (not every[each].path.endswith(each), each)):
        before, after, entry = old.get(subject), new.get(subject), every[subject]
        is_taken = entry.what == "argument" or entry.owner in passed
        is_given = entry.what != "argument" and entry.owner not in passed - returned
        if before and after:
            verb, told = "changed", [*_of_facts(before.facts, after.facts, is_taken=is_taken)]
            told += _of_types(before, after, bases, is_taken=is_taken, is_given=is_given)
        elif len({side[entry.owner].what if entry.owner in side else "" for side in (old, new)}) > 1:
            continue  # its owner was added or removed as a whole
        else:
            verb, is_needed = "added" if after else "removed", after is entry and is_taken and "required" in entry.facts
            detail = entry.facts.get("request") or entry.facts.get("value") or entry.type
            told = [(is_needed or not after, "required " * is_needed + detail)]
        if told:
            told.sort(key=lambda each: not each[0])
            change = Change(subject, verb, entry.what, told[0][0], "; ".join(text for _, text in told))
            found.setdefault((before.path if before else "", after.path if after else ""), change)
    return sorted(found.values(), key=lambda each: (not each.breaking, each.subject))


def _of_types(
    before: Entry, after: Entry, bases: Mapping[str, str], *, is_taken: bool, is_given: bool
) -> Iterator[tuple[bool, str]]:
    """Yield the differences between the types of an entry; the flag is True if a difference breaks callers."""
    if before.what != after.what:
        return
    if less := lost(before.type, after.type, bases):
        yield from [(True, f"no longer takes {less}")] * is_taken + [(False, f"no longer {less}")] * is_given
    if more := lost(after.type, before.type, bases):
        yield from [(False, f"takes {more}")] * is_taken + [(True, f"may be {more}")] * is_given


def _of_facts(old: Mapping[str, str], new: Mapping[str, str], *, is_taken: bool) -> Iterator[tuple[bool, str]]:
    """Yield the differences between the facts of an entry; the flag is True if a difference breaks callers."""
    for fact in dict.fromkeys([*old, *new]):
        was, now = old.get(fact), new.get(fact)
        is_said_elsewhere = fact in ("default", "request", "sent as") and None in (was, now)
        if was == now or is_said_elsewhere or (fact == "required" and not is_taken):
            continue
        match fact:
            case "minimum" | "maximum":  # the client refuses values outside the bounds
                breaks = is_taken and now is not None and (not was or (int(now) > int(was)) == (fact == "minimum"))
            case "required":
                breaks = was is None
            case _:
                breaks = was is not None and fact not in ("deprecated", "request", "sent as")
        if was or now:
            yield breaks, f"{fact}: {was or 'none'} -> {now or 'none'}"
        else:
            yield breaks, f"{'now' if was is None else 'no longer'} {fact}"


def next_version(version: str, changes: Sequence[Change]) -> tuple[str, str]:
    """Return the version that Semantic Versioning requires after these changes, and the reason.

    Before 1.0, a breaking change raises the minor number, and any other change the patch number. Later, a breaking
    change raises the major number, and an addition the minor number.
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
    """Return the comparison as text, and the exit status."""
    head, changes = f"{CONTRACT}: {old.label} -> {new.label}\n", differences(old.surface, new.surface)
    if not changes:
        return f"{head}\nNothing differs that a caller's code can see.", 0
    breaking = sum(change.breaking for change in changes)
    version, why = next_version(old.version, changes)
    counted = f"{breaking} breaking, {len(changes) - breaking} compatible"
    advice = f"version: {old.version} -> {version}, since {why} (semver.org)"
    return "\n".join([head, *map(str, changes), "", counted, advice]), 1 if breaking else 0


def check_changelog(old: State, new: State) -> tuple[str, int]:
    """Check that new entries under "Breaking" name each breaking change; return the report and the exit status."""
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
    """Return the entries under all headings "Breaking"."""
    sections = re.findall(r"^### Breaking\n(.*?)(?=^#|\Z)", changelog, re.MULTILINE | re.DOTALL)
    return {" ".join(entry.split()) for each in sections for entry in re.split(r"^- ", each, flags=re.MULTILINE)[1:]}


def default_base() -> str:
    """Return the default base for the check of the changelog; empty if this clone has none.

    The base is the latest release before the last commit. Before the first release, users vendor any commit, so each
    change counts: the base is then the commit at which this branch left origin/main, or the commit before the last
    one if the last one is on origin/main. A clone of a single commit, as in CI, has none of these.
    """
    head = git("rev-parse", "HEAD", folder=ROOT)
    for question in (
        "describe --tags --abbrev=0 --match=v[0-9]* HEAD^",
        "merge-base HEAD origin/main",
        "rev-parse --verify --quiet HEAD^",
    ):
        if (found := git(*question.split(), folder=ROOT)) not in ("", head):
            return found
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
