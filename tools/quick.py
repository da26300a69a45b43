"""Lint, types, and the tests nearest to what changed, in under a minute.

    python -m tools.quick [BASE]    what changed since BASE: the merge base with main by default; and the working tree

The test files nearest to a changed file:

1. The file itself, if it is one; those of `OF_THE_CONTRACT`, if it is part of the contract or generated from it.
2. Test files that have its name in theirs (`settings.py`: `test_settings.py`), and those that import it, as grimp
   finds them, or name it; where only other modules import it, those that import these, and so on.
3. If more than `MANY` import it, only those of its name; if there are none, the smallest; if none imports it, those
   of its folders (`_transport`: `tests/transport`; `docs`: `test_docs.py`).

Hypothesis tries few examples, and the tests stop after `SECONDS`. `make test` runs all.
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
OF_THE_CONTRACT = tuple(
    f"tests/{name}.py"
    for name in ("test_replay", "test_operations_of_the_contract", "test_operations", "generator/test_contract")
)


def changed(base: str) -> list[str]:
    """The files that differ from a commit, new ones too, and those that are gone."""
    commit = git("merge-base", base, "HEAD")
    if not commit:
        raise SystemExit(f"quick: {base} is no commit of this repository; set BASE=")
    new = git("ls-files", "--others", "--exclude-standard").splitlines()
    return sorted({*git("diff", "--name-only", "--no-renames", commit).splitlines(), *new})


def module_of(file: str) -> str:
    """The name by which a Python file is imported; nothing for another file."""
    path = Path(re.sub("^generated/", "overrides/aiochatwoot/generated/", file))
    parts = path.with_suffix("").parts if path.suffix == ".py" else ()
    return ".".join(part for part in parts if part not in ("overrides", "__init__"))


def using(file: str, graph: grimp.ImportGraph, tests: list[str]) -> list[str]:
    """The tests that import a file: if none does, those that import what imports it, and so on; or that name it."""
    module, by_module = module_of(file), {module_of(test): test for test in tests}
    if not module:
        return git("grep", "-lw", "--untracked", "-e", Path(file).name, "--", *tests).splitlines()
    edge, seen = {module} & graph.modules, {"aiochatwoot"}  # which has all public names
    while edge and not edge & by_module.keys():
        seen |= edge
        edge = {user for each in edge for user in graph.find_modules_that_directly_import(each)} - seen
    return sorted(by_module[each] for each in edge & by_module.keys())


def nearest(file: str, using: list[str], tests: list[str]) -> list[str]:
    """The test files nearest to a file that some use."""
    if file in tests:
        return [file]
    if file.startswith(CONTRACT):
        return [*OF_THE_CONTRACT]
    stem, folders = Path(file).stem.strip("_"), {part.strip("_") for part in Path(file).parts[:-1]} - {"tests"}
    near = [test for test in tests if stem in Path(test).stem or (test in using and len(using) <= MANY)]
    of_folders = [test for test in tests if {Path(test).parent.name, Path(test).stem.removeprefix("test_")} & folders]
    if near or not using:
        return near or of_folders
    return sorted(using, key=lambda test: (ROOT / test).stat().st_size)[:MANY]


def tests_of(files: list[str]) -> list[str]:
    """The test files nearest to the changed ones: those that changed, and then those of the files with the fewest."""
    sys.path[:0] = [str(ROOT / "overrides"), str(ROOT)]
    graph = grimp.build_graph("aiochatwoot", "tests", "tools", "benchmarks", cache_dir=None)
    listed = git("ls-files", "-co", "--exclude-standard", "tests/**test_*.py").splitlines()
    tests = [test for test in listed if (ROOT / test).is_file()]
    found = [nearest(file, using(file, graph, tests), tests) for file in files]
    every = [test for each in sorted(found, key=len) for test in each]
    return list(dict.fromkeys([file for file in files if file in tests] + every))


class Stop:
    """Ends a run of pytest after some seconds."""

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
    python = [file for file in files if file.endswith(".py") and (ROOT / file).is_file()]
    failed = 0
    if python:
        written = [file for file in python if not file.startswith("generated/")]
        for command in (["check"], ["format", "--check"]):
            failed |= subprocess.run([BIN / "ruff", *command, *written], cwd=ROOT, check=False).returncode
    # The rest of the code may use what changed: mypy looks at all of it, and remembers the last time.
    types = subprocess.Popen([BIN / "mypy"], cwd=ROOT, stdout=subprocess.PIPE, text=True) if python else None
    if tests:
        os.environ["HYPOTHESIS_PROFILE"] = "quick"
        options = ["--quiet", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not load"]
        failed |= pytest.main([*options, *tests], [Stop()])
    if types is not None:
        print(types.communicate()[0], end="", file=sys.stderr)
        failed |= types.returncode
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
