"""What must not grow unnoticed: modules that an import loads, the size of the wheel, the length of its paths.

    python -m tools.budgets         fail if something is over its budget, which pyproject.toml has

Counted, and not timed: the same on every machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from . import dist
from .dist import ROOT

FIRST_USE = """
from aiochatwoot import Chatwoot
chatwoot = Chatwoot("http://127.0.0.1", token="of-nobody", account_id=1)
chatwoot.conversations
del chatwoot
"""


def modules(statement: str) -> set[str]:
    """The modules that a statement loads in a new interpreter, but for Python's own, which differ by its version."""
    program = f"import sys; before = {{*sys.modules}}\n{statement}\nprint(*{{*sys.modules}} - before)"
    shown = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in shown.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}


def measure() -> dict[str, int]:
    """What there is, by the names of the budgets."""
    httpx, httpx_in_use = modules("import httpx"), modules("import httpx; httpx.AsyncHTTPTransport()")
    with tempfile.TemporaryDirectory() as folder:
        made = dist.build(ROOT, "wheel", Path(folder))
        paths = zipfile.ZipFile(made).namelist()
        return {
            "modules-of-import-aiochatwoot": len(modules("import aiochatwoot")),
            # With those of attrs.
            "modules-of-chatwoot-beyond-httpx": len(modules("from aiochatwoot import Chatwoot") - httpx),
            "modules-of-first-use-beyond-httpx": len(modules(FIRST_USE) - httpx_in_use),
            "wheel-kilobytes": made.stat().st_size // 1000,
            "longest-path-in-wheel": max(map(len, paths)),
        }


def over(budgets: dict[str, int], measured: dict[str, int]) -> list[str]:
    """What is over its budget, or has none, or is none, in words."""
    lines = [
        f"{name} is {value}, over its budget of {budgets[name]}"
        for name, value in measured.items()
        if name in budgets and value > budgets[name]
    ]
    lines += [f"{name} has no budget" for name in measured.keys() - budgets.keys()]
    return lines + [f"{name} is not measured" for name in budgets.keys() - measured.keys()]


def main() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    budgets: dict[str, int] = settings["tool"]["aiochatwoot"]["budgets"]
    measured = measure()
    for name, value in measured.items():
        print(f"{name}: {value} of {budgets.get(name, '?')}")
    problems = over(budgets, measured)
    if problems:
        raise SystemExit("budgets: " + "; ".join(problems) + ". Make it smaller, or say in pyproject.toml why not.")


if __name__ == "__main__":
    main()
