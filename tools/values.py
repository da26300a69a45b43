"""Checks the variables of the Makefile's targets before anything is installed or built; needs only Python itself.

    MAKECMDGOALS=quick BASE=main python -m tools.values    check what these targets read from the environment

A wrong value is one line with the variable, the value and what is expected. Variables that no target reads are ignored.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from benchmarks.__main__ import SETS

from . import ROOT, git

Expected: TypeAlias = "tuple[Callable[[str], object], str]"
"""Tells whether a value is right; and the text for what is expected."""


def matching(pattern: str, expected: str) -> Expected:
    return lambda value: re.fullmatch(pattern, value, re.ASCII), expected


def one_of(names: Collection[str]) -> Expected:
    return names.__contains__, f"one of {', '.join(names)}"


def python(operator: str, expected: str) -> Expected:
    def is_right(value: str) -> bool:
        code = f"import sys; sys.exit(not sys.version_info[:2] {operator} (3, 11))"
        try:
            return not subprocess.run([value, "-c", code], stderr=subprocess.DEVNULL, check=False).returncode
        except OSError:
            return False

    return is_right, expected


def is_commit(value: str) -> bool:
    return bool(git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{value}^{{commit}}"))


def is_folder(value: str) -> bool:
    """Return whether a path is, or can become, a folder."""
    path = Path(value)
    existing = next(each for each in (path, *path.absolute().parents) if os.path.exists(each))
    return not value.startswith("-") and path != Path() and existing.is_dir()


def is_selection(value: str) -> bool:
    """Return whether a value combines marks of tests with and, or, not and parentheses."""
    try:
        nodes = [*ast.walk(ast.parse(value, mode="eval"))]
    except (SyntaxError, ValueError):
        return False
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    allowed = ast.Expression | ast.BoolOp | ast.boolop | ast.UnaryOp | ast.Not | ast.Name | ast.Load
    return names <= MARKS and all(isinstance(node, allowed) for node in nodes)


_PYTEST = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
MARKS = {re.split(r"\W", mark)[0] for mark in _PYTEST["markers"]}

COMMIT: Expected = (is_commit, "a commit, branch or tag of this clone")
COMMIT_OR_FILE: Expected = (lambda base: is_commit(base) or Path(base).is_file(), f"{COMMIT[1]}, or a file")
FOLDER: Expected = (is_folder, "the folder that gets aiochatwoot/, such as ../other/src/app/_vendor")
ON = matching("1", "1, or nothing")
SELECTION: Expected = (is_selection, f"marks, joined by and, or, not: {', '.join(sorted(MARKS))}")

VARIABLES: Sequence[tuple[str, str, Expected]] = [
    ("run", "CONVERSATION", matching(r"[1-9]\d*", "the number of a conversation, such as 42")),
    ("quick", "BASE", COMMIT),
    ("check contract-diff changelog-check", "BASE", COMMIT_OR_FILE),
    ("fuzz", "EXAMPLES", matching(r"[1-9]\d{0,8}", "a number from 1, such as 1000")),
    ("bench bench-check", "ONLY", one_of(SETS["speed"])),
    ("faults", "ONLY", one_of(SETS["faults"])),
    ("release", "VERSION", matching(r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?", "a version, such as 0.2.0")),
    ("test-wheel test-minimal test-lowest", "SELECTION", SELECTION),
    ("vendor vendor-check", "DEST", FOLDER),
    ("vendor", "FORCE", ON),
    ("vendor", "SLIM", ON),
    ("test-wheel test-minimal stranger requirements", "PYTHON", python(">=", "Python 3.11 or newer")),
    ("test-lowest", "PYTHON", python("==", "Python 3.11, for the lowest versions")),
]
"""Targets, and a variable that they read."""
NEEDED = ("DEST", "VERSION")
"""The variables without a default."""


def wrong(goals: Collection[str], environment: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each wrong value that the targets would read."""
    for targets, name, (is_right, expected) in VARIABLES:
        value = environment.get(name, "")
        if (value or name in NEEDED) and not (value and is_right(value)):
            yield from (f"{goal}: {name}={value!r}: expected {expected}" for goal in goals if goal in targets.split())


if __name__ == "__main__":
    sys.exit("\n".join(wrong(os.environ.get("MAKECMDGOALS", "").split(), os.environ)) or None)
