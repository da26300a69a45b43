"""Checks the type assertions and the blocks of the README against a copy of the package that was vendored under another
name.

    python -m tests.typing

This is the view of an application that vendors the package under its own name, with both checkers in strict mode.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent

from tools.paste import blocks
from tools.vendor import vendor

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME = "app._vendor.aiochatwoot"
SETTINGS = """\
[tool.mypy]
strict = true
mypy_path = "src"
files = ["src", "checks"]
exclude = "/_generator/"  # it needs the packages of the extra [generate]
enable_error_code = ["ignore-without-code", "truthy-bool"]

[[tool.mypy.overrides]]  # packages of the extras [arrow] and [spark], which have no types or are not there
module = ["pyarrow.*", "pyspark.*"]
ignore_missing_imports = true

[tool.basedpyright]
typeCheckingMode = "strict"
include = ["checks"]
extraPaths = ["src"]
reportUnknownArgumentType = false  # a mistake has no type
"""


def make_application(folder: Path) -> None:
    """Create an application with the package at src/app/_vendor, and the assertions about it in checks."""
    vendored = folder / "src" / "app" / "_vendor"
    vendored.mkdir(parents=True)
    vendor(vendored)
    for package in (vendored, vendored.parent):
        (package / "__init__.py").write_text("")
    (folder / "checks").mkdir()
    for path in HERE.glob("[a-z]*.py"):
        source = path.read_text(encoding="utf-8")
        text, count = re.subn(r"^from aiochatwoot\b", f"from {NAME}", source, flags=re.MULTILINE)
        assert count, f"{path} asserts nothing of the package"
        (folder / "checks" / path.name).write_text(text, encoding="utf-8")
    for number, block in enumerate(blocks()):
        code = re.sub(r"^from aiochatwoot\b", f"from {NAME}", block, flags=re.MULTILINE)
        if re.search(r"^(async with|await)\b", code, re.MULTILINE):
            code = f"async def pasted() -> None:\n{indent(code, '    ')}"
        (folder / "checks" / f"readme_{number}.py").write_text(code, encoding="utf-8")
    (folder / "pyproject.toml").write_text(SETTINGS)


def problems(folder: Path) -> str:
    """Return the output of the type checkers; empty if they report nothing."""
    checkers = (
        ["mypy", f"--cache-dir={ROOT / '.mypy_cache' / 'vendored'}"],
        ["basedpyright", "--warnings", f"--pythonpath={sys.executable}"],
    )
    said = ""
    for command, *options in checkers:
        program = Path(sys.executable).parent / command
        done = subprocess.run([program, *options], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            said += f"{command}:\n{done.stdout}{done.stderr}"
    return said


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_application(folder)
        said = problems(folder)
    if said:
        sys.exit(said)
    print(f"{NAME}: no issues found")


if __name__ == "__main__":
    main()
