"""Budgets of what must not grow unnoticed: imported modules, the wheel, the length of its paths, and that of files.

They are counted, not timed, so they are equal on every machine. pyproject.toml has the reason for each.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tools import ROOT, dist

pytestmark = pytest.mark.apart

MOST_LINES = 400
FIRST_USE = """
from aiochatwoot import Chatwoot
chatwoot = Chatwoot("http://127.0.0.1", token="of-nobody", account_id=1)
chatwoot.conversations
del chatwoot
"""


def modules(statement: str) -> set[str]:
    """Return the modules that a statement loads in a new interpreter, except for Python's own, which differ by
    version.
    """
    program = f"import sys; before = {{*sys.modules}}\n{statement}\nprint(*{{*sys.modules}} - before)"
    shown = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in shown.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}


def test_modules_are_those_of_packages() -> None:
    """Python's own modules do not count, nor do modules that were loaded before."""
    assert modules("import json, sys, aiochatwoot._version") == {"aiochatwoot", "aiochatwoot._version"}


def test_nothing_is_over_its_budget(tmp_path: Path) -> None:
    """No budget is exceeded. If this fails, reduce the value, or justify a higher budget in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    budgets: dict[str, int] = settings["tool"]["aiochatwoot"]["budgets"]
    httpx, httpx_in_use = modules("import httpx"), modules("import httpx; httpx.AsyncHTTPTransport()")
    (wheel,) = dist.build(tmp_path, "--wheel").iterdir()
    measured = {
        "modules-of-import-aiochatwoot": len(modules("import aiochatwoot")),
        "modules-of-chatwoot-beyond-httpx": len(modules("from aiochatwoot import Chatwoot") - httpx),
        "modules-of-first-use-beyond-httpx": len(modules(FIRST_USE) - httpx_in_use),
        "wheel-kilobytes": wheel.stat().st_size // 1000,
        "longest-path-in-wheel": max(map(len, zipfile.ZipFile(wheel).namelist())),
    }
    assert budgets.keys() == measured.keys()
    assert {name: value for name, value in measured.items() if value > budgets[name]} == {}


def test_no_file_is_too_long() -> None:
    """Each hand-written Python file has at most 400 lines: of the package, tests, tools, benchmarks and examples."""
    folders = ("overrides", "tests", "tools", "benchmarks", "examples")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "generated" not in path.parts]
    lines = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in paths}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
