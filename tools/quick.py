"""Runs lint, type checks and the tests nearest to the changed files, in under a minute.

    python -m tools.quick [BASE]    select tests for the changes since BASE, also uncommitted ones; default: main

The program compares with the merge base of BASE and HEAD. It selects these test files for a changed file:

1. The file itself, if it is a test file; `OF_THE_CONTRACT`, if it belongs to the contract or is generated from it.
2. At most `MANY` test files: those whose names contain its name (`settings.py`: `test_settings.py`), then the smallest
   of those that import it, found with grimp, or mention it. If only other modules import it, test files that import
   those modules, and so on.
3. If there are none, those of its folders (`_transport`: `tests/transport`; `docs`: `test_docs.py`).

Hypothesis tries few examples, and the tests stop after `SECONDS`. `make test` runs all tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import grimp
import pytest

from . import ROOT, git

BIN = Path(sys.executable).parent
MANY, SECONDS = 8, 40
CONTRACT = ("contract/", "generated/", "openapi.yaml")
SERVER = "overrides/aiochatwoot/testing/"
OF_THE_CONTRACT = tuple(
    f"tests/{name}.py"
    for name in ("test_replay", "test_operations_of_the_contract", "test_operations", "generator/test_contract")
)


def changed(base: str) -> list[str]:
    """Return the files that differ from a commit, including new and deleted ones."""
    commit = git("merge-base", base, "HEAD")
    if not commit:
        raise SystemExit(f"quick: {base} is no commit of this repository; set BASE=")
    new = git("ls-files", "--others", "--exclude-standard").splitlines()
    return sorted({*git("diff", "--name-only", "--no-renames", commit).splitlines(), *new})


def module_of(file: str) -> str:
    """Return the name of a Python file's module; empty for any other file."""
    path = Path(re.sub("^generated/", "overrides/aiochatwoot/generated/", file))
    parts = path.with_suffix("").parts if path.suffix == ".py" else ()
    return ".".join(part for part in parts if part not in ("overrides", "__init__"))


def using(file: str, graph: grimp.ImportGraph, tests: list[str]) -> list[str]:
    """Return the tests that import a Python file, directly or else through other modules, or that name another file."""
    module, by_module = module_of(file), {module_of(test): test for test in tests}
    if not module:
        return git("grep", "-lw", "--untracked", "-e", Path(file).name, "--", *tests).splitlines()
    edge, seen = {module} & graph.modules, {"aiochatwoot"}  # the package itself imports all public names
    while edge and not edge & by_module.keys():
        seen |= edge
        edge = {user for each in edge for user in graph.find_modules_that_directly_import(each)} - seen
    return sorted(by_module[each] for each in edge & by_module.keys())


def nearest(file: str, using: list[str], tests: list[str]) -> list[str]:
    """Return the test files nearest to a file, given the test files that use it."""
    if file in tests:
        return [file]
    if file.startswith(CONTRACT):
        return [*OF_THE_CONTRACT]
    if file.startswith(SERVER):  # its settings.py is not the client's
        tests = [test for test in tests if test.startswith("tests/testing/")]
    stem, folders = Path(file).stem.strip("_"), {part.strip("_") for part in Path(file).parts[:-1]} - {"tests"}
    named = [test for test in tests if stem in Path(test).stem]
    others = sorted({*using} & {*tests} - {*named}, key=lambda test: (ROOT / test).stat().st_size)
    of_folders = [test for test in tests if {Path(test).parent.name, Path(test).stem.removeprefix("test_")} & folders]
    return [*named, *others][:MANY] or of_folders


def tests_of(files: list[str]) -> list[str]:
    """Return the test files nearest to the changed files: changed tests first, then those of the least tested files."""
    sys.path[:0] = [str(ROOT / "overrides"), str(ROOT)]
    graph = grimp.build_graph("aiochatwoot", "tests", "tools", "benchmarks", cache_dir=None)
    listed = git("ls-files", "-co", "--exclude-standard", "tests/**test_*.py").splitlines()
    tests = [test for test in listed if (ROOT / test).is_file()]
    found = [nearest(file, using(file, graph, tests), tests) for file in files]
    every = [test for each in sorted(found, key=len) for test in each]
    return list(dict.fromkeys([file for file in files if file in tests] + every))


class Stop:
    """Stops a pytest run after `SECONDS`."""

    def __init__(self) -> None:
        self.end = time.monotonic() + SECONDS

    def pytest_runtest_logfinish(self) -> None:
        if time.monotonic() > self.end:
            pytest.exit(f"stopped after {SECONDS} seconds; `make test` runs all", returncode=0)


def main() -> None:
    base = next(iter(sys.argv[1:]), "") or "main"
    files = changed(base)
    tests = tests_of(files)
    print(f"quick: {len(files)} files changed since {base}; tests:", *tests or ["none"], file=sys.stderr)
    types = subprocess.Popen([BIN / "mypy"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    lint = [
        subprocess.run([BIN / "ruff", *each, "."], cwd=ROOT, check=False) for each in (["check"], ["format", "--check"])
    ]
    failed = any(done.returncode for done in lint)
    if tests:
        os.environ["HYPOTHESIS_PROFILE"] = "quick"
        options = ["--quiet", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not load and not slow"]
        failed |= pytest.main([*options, *tests], [Stop()]) != pytest.ExitCode.OK
    print(types.communicate()[0], end="", file=sys.stderr)
    sys.exit(failed or types.returncode)


if __name__ == "__main__":
    main()
