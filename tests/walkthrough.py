"""Runs the walkthrough of CONTRIBUTING.md in a copy of this repository, and records the output.

python -m tests.walkthrough    rewrite the outputs in CONTRIBUTING.md

A block of ``diff`` is applied: the removed lines of a hunk, with their context, must occur once in the file; line
numbers are not needed; a hunk with only new lines creates the file. In a block of ``console`` each line with ``$`` is a
command, followed by its output. Blocks run in order, each on the result of the previous ones.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from .repository import ROOT, Repository

DOCUMENT = ROOT / "CONTRIBUTING.md"
# These change with a release, without changing the walkthrough.
VERSION, LAST_COMMIT = "0.1.0", "1a2b3c4"


def walk(text: str, folder: Path) -> str:
    """Return the document with the current output of its commands."""
    repository = Repository(folder)
    version = repository.folder / "overrides" / "aiochatwoot" / "_version.py"
    version.write_text(f'"""The version."""\n\n__version__ = "{VERSION}"\n', encoding="utf-8")
    repository.commit("The walkthrough begins")

    def do(block: re.Match[str]) -> str:
        if block[1] == "diff":
            apply(repository, block[2])
            return block[0]
        commands = re.findall(r"^\$ (.*)$", block[2], re.MULTILINE)
        return "```console\n" + "".join(f"$ {command}\n{output(repository, command)}" for command in commands) + "```\n"

    return re.sub(r"^```(diff|console)\n(.*?)^```\n", do, text, flags=re.MULTILINE | re.DOTALL)


def apply(repository: Repository, patch: str) -> None:
    """Apply a patch."""
    for name, hunks in re.findall(r"^--- .*\n\+\+\+ (.*)\n((?:(?!--- ).*\n)*)", patch, re.MULTILINE):
        for hunk in re.split(r"^@@.*\n", hunks, flags=re.MULTILINE)[1:]:
            lines = [line or " " for line in hunk.splitlines()]
            before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
            after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
            if before:
                repository.edit(name, before, after)
            else:
                (repository.folder / name).write_text(after, encoding="utf-8")


def output(repository: Repository, command: str) -> str:
    """Return the output of a command, without the parts that differ each time: commits, other tests, lines of the
    Makefile.
    """
    shown = repository.run(f"({command}) 2>&1").stdout
    shown = shown.replace(repository.git("rev-parse", "--short=7", "HEAD"), LAST_COMMIT)
    shown = re.sub(r"^make: \*\*\* .*\n", "", shown, flags=re.MULTILINE)
    return re.sub(r"^(\d+ passed), .*$", r"\1", shown, flags=re.MULTILINE)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        DOCUMENT.write_text(walk(DOCUMENT.read_text(encoding="utf-8"), Path(temporary) / "copy"), encoding="utf-8")


if __name__ == "__main__":
    main()
