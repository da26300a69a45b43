"""Lint, types, and the tests nearest to what changed, in under a minute.

    python -m tools.quick [BASE]    what changed since BASE: the merge base with main by default; and the working tree

Which test files are near to a changed file:

1. The file itself, if it is one.
2. Those of `OF_THE_CONTRACT`, if it is part of the contract or was generated from it.
3. Test files that import it (also as a public name of the package) or, if it is not Python, name it; where only helpers
   of tests or other modules do, those that import these, and so on. And those that begin with its name.
4. If these are more than `MANY`, only those that have its name in theirs (`settings.py`: `test_settings.py`); if there
   are none, those of the folder of its package (`_transport`: `tests/transport`), and else the smallest.

Hypothesis tries few examples, and the tests stop after `SECONDS`. `make test` runs all.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PACKAGE = Path("overrides/aiochatwoot")
MANY = 8
CONTRACT = ("contract/", "generated/", "openapi.yaml")
OF_THE_CONTRACT = (
    "test_replay.py",
    "test_operations_of_the_contract.py",
    "test_operations.py",
    "generator/test_contract.py",
)
SECONDS = 40
Users: TypeAlias = dict[str, set[str]]


def run(*command: str) -> str:
    """What a command prints; "" if it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def changed(base: str) -> list[str]:
    """The files that differ from a commit, new ones too, and those that are gone."""
    commit = run("git", "merge-base", base, "HEAD").strip()
    if not commit:
        raise SystemExit(f"quick: {base} is no commit of this repository; set BASE=")
    new = run("git", "ls-files", "--others", "--exclude-standard")
    return sorted({*run("git", "diff", "--name-only", "--no-renames", commit).splitlines(), *new.splitlines()})


# --- which tests ---


def module_of(file: str) -> str:
    """The name by which a Python file is imported."""
    path = Path(file).with_suffix("")
    parts = path.relative_to("overrides").parts if path.is_relative_to("overrides") else path.parts
    parts = ("aiochatwoot", *parts) if parts[0] == "generated" else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: str, text: str) -> Iterator[str]:
    """The modules, or names in them, that a file imports."""
    package = module_of(file).split(".")
    if Path(file).name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            before = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*before, *filter(None, [node.module])])
            yield module
            for alias in node.names:
                yield f"{module}.{alias.name}"
                if module == "aiochatwoot":
                    yield from public().get(alias.name, ())


@cache
def public() -> dict[str, list[str]]:
    """Where the package has its public names from."""
    tree = ast.parse((ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    return {
        alias.name: [f"aiochatwoot.{node.module}"]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level and node.module
        for alias in node.names
    }


def users(files: Iterable[str], names: Iterable[str]) -> Users:
    """The Python files that use a file, by that file: they import it or, if it is not Python, name it."""
    found: Users = defaultdict(set)
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in files}
    by_module = {module_of(file): file for file in texts}
    for file, text in texts.items():
        for module in imported(file, text):
            if module in by_module and module != "aiochatwoot":
                found[by_module[module]].add(file)
        for name in names:
            if (Path(name).name if Path(name).suffix else name) in text:
                found[name].add(file)
    return found


def is_test(file: str) -> bool:
    """Whether pytest collects it."""
    return file.startswith("tests/") and Path(file).name.startswith("test_") and file.endswith(".py")


def nearest(file: str, users: Users, tests: Iterable[str]) -> list[str]:
    """The test files nearest to a file."""
    if is_test(file):
        return [file]
    if file.startswith(CONTRACT):
        return [f"tests/{name}" for name in OF_THE_CONTRACT]
    seen, edge, near = {file}, {file}, list[str]()
    while edge and not near:
        edge = {user for each in edge for user in users.get(each, ())} - seen
        seen |= edge
        near = sorted(filter(is_test, edge))
    if 0 < len(near) <= MANY:
        return near + [test for test in tests if Path(test).stem.startswith(f"test_{Path(file).stem}")]
    return named_alike(file, tests) or sorted(near, key=lambda test: (ROOT / test).stat().st_size)[:MANY]


def named_alike(file: str, tests: Iterable[str]) -> list[str]:
    """The test files that have the name of a file in theirs, or else those in the folder of its package."""
    path = Path(file)
    stem, folders = path.stem.strip("_"), {part.strip("_") for part in path.parts[:-1]} - {"tests"}
    alike = [test for test in tests if stem in Path(test).stem]
    return alike or [test for test in tests if Path(test).parent.name in folders]


def tests_of(files: list[str]) -> list[str]:
    """The test files nearest to the changed ones."""
    every = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py").splitlines()
    every = [file for file in every if (ROOT / file).is_file() and not file.startswith("generated/")]
    used = users(every, [file for file in files if not file.endswith(".py")])
    tests = sorted(filter(is_test, every))
    near = [nearest(file, used, tests) for file in files]
    # The files that changed themselves first, and then the nearest.
    found = [file for file in files if is_test(file)] + [test for each in sorted(near, key=len) for test in each]
    return [test for test in dict.fromkeys(found) if (ROOT / test).is_file()]


# --- the command ---


class Stop:
    """Ends a run of pytest after some seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def pytest_runtest_logfinish(self) -> None:
        if time.monotonic() > self.end:
            pytest.exit(f"stopped after {SECONDS} seconds; `make test` runs all", returncode=0)


def test(files: list[str]) -> int:
    """Run test files."""
    os.environ["HYPOTHESIS_PROFILE"] = "quick"
    return pytest.main(
        ["--quiet", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not load", *files], [Stop(SECONDS)]
    )


def main() -> None:
    base = next(iter(sys.argv[1:]), "") or "main"
    files = changed(base)
    python = [file for file in files if file.endswith(".py") and (ROOT / file).is_file()]
    tests = tests_of(files)
    print(f"quick: {len(files)} files changed since {base}; tests:", *tests or ["none"], file=sys.stderr)
    failed = 0
    if python:
        written = [file for file in python if not file.startswith("generated/")]
        for command in (["ruff", "check"], ["ruff", "format", "--check"]):
            failed |= subprocess.run([BIN / command[0], *command[1:], *written], cwd=ROOT, check=False).returncode
    # The rest of the code may use what changed: mypy looks at all of it, and remembers the last time.
    types = subprocess.Popen([BIN / "mypy"], cwd=ROOT, stdout=subprocess.PIPE, text=True) if python else None
    if tests:
        failed |= test(tests)
    if types is not None:
        print(types.communicate()[0], end="", file=sys.stderr)
        failed |= types.returncode
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
