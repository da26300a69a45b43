"""The Makefile: values from callers are data for the shell, and wrong ones are refused before anything is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import values

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


A_NUMBER = "expected a number from 1, such as 1000"
A_COMMIT = "expected a commit, branch or tag of this clone"
A_FOLDER = "expected the folder that gets aiochatwoot/, such as ../other/src/app/_vendor"
MARKS = "expected marks, joined by and, or, not: apart, behaviour, extra, law, load, slow, untraced"
WRONG = [
    *(("fuzz", f"EXAMPLES={value}", A_NUMBER) for value in ("abc", "0", "-5", "1.5", "1e3", " ", "٣", "9" * 10)),
    ("run", "CONVERSATION=abc", "expected the number of a conversation, such as 42"),
    ("faults", "ONLY=reading", "expected one of restarts, keep-alive, rule, storm, bombs, late, cut"),
    *(("quick", f"BASE={value}", A_COMMIT) for value in ("no-such-branch", "--all", "pyproject.toml")),
    *((target, "BASE=--changelog", f"{A_COMMIT}, or a file") for target in ("check", "contract-diff")),
    ("changelog-check", "BASE=no/such/file", f"{A_COMMIT}, or a file"),
    *(("release", f"VERSION={value}", "expected a version, such as 0.2.0") for value in ("", "-h", "next", "v1")),
    *(("vendor", f"DEST={value}", A_FOLDER) for value in ("", ".", "./", "--check", "pyproject.toml/x", "Makefile")),
    ("vendor-check", "DEST=", A_FOLDER),
    *(("vendor", f"FORCE={value}", "expected 1, or nothing") for value in ("0", "no", "yes")),
    ("vendor", "SLIM=false", "expected 1, or nothing"),
    *(("test-wheel", f"SELECTION={value}", MARKS) for value in ("nothing", "not (", "apart()", "1", "slow or\nx")),
    ("test-wheel", "PYTHON=no-such-python", "expected Python 3.11 or newer"),
    ("stranger", "PYTHON=false", "expected Python 3.11 or newer"),
    ("test-lowest", "PYTHON=false", "expected Python 3.11, for the lowest versions"),
]
"""Targets with a wrong value, and what is expected."""
RIGHT = [
    ("fuzz", "EXAMPLES="),
    ("fuzz", "EXAMPLES=1000"),
    ("run", "CONVERSATION=42"),
    ("bench", "ONLY=export-speed"),
    ("bench-check", "ONLY="),
    ("faults", "ONLY=late"),
    ("quick", "BASE=HEAD"),
    ("contract-diff", "BASE=openapi.yaml"),
    ("release", "VERSION=1.0.0rc1"),
    ("vendor-check", "DEST=no/such/folder"),
    ("test-lowest", "SELECTION=not (slow or apart) and behaviour"),
    ("test", "EXAMPLES=abc"),
    ("requirements", f"PYTHON={sys.executable}"),
]


def checked(target: str, value: str) -> list[str]:
    """Return the lines about a value; a vendored copy has a folder."""
    name, _, given = value.partition("=")
    defaults = {"DEST": "copy"} if target == "vendor" else {}
    return list(values.wrong([target], defaults | {name: given}))


@pytest.mark.parametrize(("target", "value", "expected"), WRONG)
def test_a_wrong_value_is_a_line(target: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line has the target, the variable, its value and what is expected."""
    monkeypatch.chdir(ROOT)
    name, _, given = value.partition("=")

    assert checked(target, value) == [f"{target}: {name}={given!r}: {expected}"]


@pytest.mark.parametrize(("target", "value"), RIGHT)
def test_a_right_value_is_none(target: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that a target can use are accepted, and so are those that it does not read."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(values, "git", lambda *arguments: "" if "openapi" in arguments[-1] else "1a2b3c4")

    assert checked(target, value) == []


def test_every_variable_is_checked() -> None:
    """The variables that targets read are those that are checked."""
    assert {name for _, name, _ in values.VARIABLES} == PASSED


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("fuzz EXAMPLES=abc", f"fuzz: EXAMPLES='abc': {A_NUMBER}"),
        ("bench ONLY=nothing", "bench: ONLY='nothing': expected one of reading, memory, "),
        ("vendor", f"vendor: DEST='': {A_FOLDER}"),
        ("run PYTHON=no-such-python", "PYTHON=no-such-python: expected Python 3.11 or newer"),
        ("test PYTHON=ls", "PYTHON=ls: expected Python 3.11 or newer"),
    ],
)
def test_a_wrong_value_installs_nothing(arguments: str, line: str, tmp_path: Path) -> None:
    """In a new clone, a wrong value fails with its line, and no environment is made."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("tools", "benchmarks", "requirements"):
        (tmp_path / name).symlink_to(ROOT / name)
    before = sorted(tmp_path.iterdir())

    command = ["make", "--no-print-directory", *arguments.split()]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    said = [each for each in done.stderr.splitlines() if not each.startswith("make: ***")]
    assert (done.returncode, done.stdout, len(said)) == (2, "", 1)
    assert said[0].startswith(line)
    assert sorted(tmp_path.iterdir()) == before


def test_what_pins_is_pinned() -> None:
    """`make requirements` installs its own tool by version and hash."""
    assert "--require-hashes --requirement requirements/pin.txt" in MAKEFILE.read_text(encoding="utf-8")
    pin = (ROOT / "requirements" / "pin.txt").read_text(encoding="utf-8")
    assert re.match(r"uv==[\d.]+ \\\n +--hash=sha256:", pin)
