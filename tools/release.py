"""Prepares a release, and checks the tag of a release.

    python -m tools.release 0.2.0      set the package's version, and add its heading to CHANGELOG.md
    python -m tools.release --notes    check that the tag matches the version; write its notes to dist/notes.md

`make release VERSION=0.2.0` and `make release-notes` run these commands. In a workflow, GITHUB_REF_NAME holds the tag.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
import tomllib

from packaging.version import InvalidVersion, Version

from . import ROOT

VERSION, CHANGELOG, NOTES = "overrides/aiochatwoot/_version.py", "CHANGELOG.md", "dist/notes.md"
_UNRELEASED = "## Unreleased\n"


def current() -> str:
    """Return the version of the package."""
    (found,) = re.findall(r'__version__ = "(.+)"', (ROOT / VERSION).read_text(encoding="utf-8"))
    return str(found)


def section(changelog: str, heading: str) -> str:
    """Return the section of the changelog whose heading (##) begins with this text; empty if there is none."""
    found = re.search(rf"^## {re.escape(heading)}\b[^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def cut(version: str, today: dt.date) -> None:
    """Set the version, and add its heading to the changelog.

    Raises:
        SystemExit: the version is invalid or not newer than the current one, or there are no unreleased changes.
    """
    changelog = (ROOT / CHANGELOG).read_text(encoding="utf-8")
    try:
        is_newer = Version(version) > Version(current()) or not re.search(r"^## \d", changelog, re.MULTILINE)
    except InvalidVersion:
        raise SystemExit(f"release: {version!r} is no version; set VERSION=, such as 0.2.0") from None
    if not is_newer:
        raise SystemExit(f"release: {version} is not newer than {current()}")
    if not section(changelog, "Unreleased"):
        raise SystemExit(f"release: {CHANGELOG} has nothing under Unreleased")
    heading = f"{_UNRELEASED}\n## {version} - {today:%Y-%m-%d}\n"
    (ROOT / CHANGELOG).write_text(changelog.replace(_UNRELEASED, heading, 1), encoding="utf-8")
    text = (ROOT / VERSION).read_text(encoding="utf-8")
    (ROOT / VERSION).write_text(text.replace(f'"{current()}"', f'"{version}"'), encoding="utf-8")


def notes(tag: str) -> str:
    """Return the release notes of the current version.

    Raises:
        SystemExit: the tag has another version, or the changelog or pyproject.toml is incomplete.
    """
    version = current()
    if tag not in ("", f"v{version}"):
        raise SystemExit(f"release: the tag is {tag}, and the version of the package {version}")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if not settings["tool"]["aiochatwoot"]["repository"]:
        raise SystemExit("release: pyproject.toml does not say where the repository is: tool.aiochatwoot.repository")
    found = section((ROOT / CHANGELOG).read_text(encoding="utf-8"), version)
    if not found:
        raise SystemExit(f"release: {CHANGELOG} has no section for {version}; run make release VERSION={version}")
    return f"{found}\n"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="release", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("version", nargs="?", default="", metavar="VERSION", help="the version to release")
    parser.add_argument("--notes", action="store_true", help="check the tag, and write the notes of the version")
    options = parser.parse_args(arguments)
    if options.notes:
        is_tag = os.environ.get("GITHUB_REF_TYPE") == "tag"
        text = notes(os.environ["GITHUB_REF_NAME"] if is_tag else "")
        (ROOT / NOTES).parent.mkdir(exist_ok=True)
        (ROOT / NOTES).write_text(text, encoding="utf-8")
    else:
        cut(options.version, dt.datetime.now(dt.UTC).date())
        print(f"release: commit this, and tag it: git tag v{options.version}", file=sys.stderr)


if __name__ == "__main__":
    main()
