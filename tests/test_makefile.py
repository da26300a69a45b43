"""The Makefile: values from callers are data for the shell, never part of its program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKEFILE = ROOT / "Makefile"
PASSED = {"BASE", "CONVERSATION", "DEST", "EXAMPLES", "FORCE", "ONLY", "PYTHON", "SELECTION", "SLIM", "VERSION"}
"""The variables of the targets."""

pytestmark = pytest.mark.skipif(not MAKEFILE.exists() or shutil.which("make") is None, reason="needs make")


def test_no_variable_is_part_of_a_recipe() -> None:
    """Recipes read variables from their environment, in quotes."""
    text = MAKEFILE.read_text(encoding="utf-8")
    assert PASSED & set(re.findall(r"\$[({](?:\w+ )*(\w+)[)},]", text)) == set()
    for name in PASSED:
        assert re.search(rf"^export .*\b{name}\b", text, re.MULTILINE), name
        for found in re.finditer(rf"\$\$\{{?{name}\b", text):
            line = text[text.rindex("\n", 0, found.start()) : text.index("\n", found.end())]
            assert f'"$${name}"' in line or f'"$${{{name}:-' in line or f"$${{{name}:+" in line, line


TARGETS = ("vendor", "vendor-check", "release", "contract-diff", "bench", "test-wheel", "quick")


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_passed_is_not_run(target: str, tmp_path: Path) -> None:
    """A value with quotes and commands does not appear in a shell's program."""
    value = f'x"; touch {tmp_path}/ran; `touch {tmp_path}/ran`; "'
    options = [f"{name}={value}" for name in sorted(PASSED - {"PYTHON"})]
    command = ["make", "--dry-run", "--no-print-directory", target, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "touch " + str(tmp_path) not in done.stdout
    assert not (tmp_path / "ran").exists()


def test_what_pins_is_pinned() -> None:
    """`make requirements` installs its own tool by version and hash."""
    assert "--require-hashes --requirement requirements/pin.txt" in MAKEFILE.read_text(encoding="utf-8")
    pin = (ROOT / "requirements" / "pin.txt").read_text(encoding="utf-8")
    assert re.match(r"uv==[\d.]+ \\\n +--hash=sha256:", pin)
