"""The selection of tests by `make quick`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import ROOT, quick

pytestmark = pytest.mark.apart

MANY = [f"tests/test_{number}.py" for number in range(quick.MANY + 3)]
TESTS = ["tests/test_a.py", "tests/test_settings.py", "tests/testing/test_b.py", "tests/testing/test_c.py"]


@pytest.mark.parametrize(
    ("file", "using", "expected"),
    [
        ("tests/test_a.py", [], ["tests/test_a.py"]),
        ("contract/labels.yaml", [], [*quick.OF_THE_CONTRACT]),
        ("overrides/x.py", ["tests/test_a.py"], ["tests/test_a.py"]),
        ("overrides/settings.py", ["tests/test_a.py"], ["tests/test_settings.py", "tests/test_a.py"]),
        ("overrides/x.py", MANY, [*reversed(MANY)][: quick.MANY]),
        ("overrides/aiochatwoot/testing/_app.py", [], ["tests/testing/test_b.py", "tests/testing/test_c.py"]),
        (
            "overrides/aiochatwoot/testing/_state/settings.py",
            [],
            ["tests/testing/test_b.py", "tests/testing/test_c.py"],
        ),
        ("LICENSE", [], []),
    ],
    ids=["itself", "the contract", "named", "its name, too", "many", "its folder", "the embedded server", "none"],
)
def test_nearest(
    file: str, using: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests whose names contain the file's name, then the smallest that use it; otherwise the tests of its folder."""
    monkeypatch.setattr(quick, "ROOT", tmp_path)
    (tmp_path / "tests").mkdir()
    for number, test in enumerate([*reversed(MANY), "tests/test_a.py"]):
        (tmp_path / test).write_text("#" * number, encoding="utf-8")
    assert quick.nearest(file, using, TESTS + MANY) == expected


def test_the_tests_of_the_contract_exist() -> None:
    """Every named test file exists."""
    assert [name for name in quick.OF_THE_CONTRACT if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize(
    ("file", "test"),
    [
        ("overrides/aiochatwoot/settings.py", "tests/test_settings.py"),
        ("overrides/aiochatwoot/_transport/retry_rules.py", "tests/transport/test_retry_rules.py"),
        ("tools/vendor.py", "tests/test_vendor.py"),
        ("overrides/generator/emit.py", "tests/generator/test_output.py"),
    ],
)
def test_of_real_files(file: str, test: str) -> None:
    """The selected tests for files of this repository."""
    assert test in quick.tests_of([file])
