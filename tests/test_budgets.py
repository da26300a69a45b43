"""The budgets: what is counted, and when it is too much."""

from __future__ import annotations

import pytest

from tools import budgets

pytestmark = pytest.mark.apart


def test_modules_are_those_of_packages() -> None:
    """Python's own modules do not count, and neither does what was loaded before."""
    assert {"aiochatwoot", "aiochatwoot._version"} == budgets.modules("import json, sys, aiochatwoot._version")


@pytest.mark.parametrize(
    ("allowed", "measured", "lines"),
    [
        ({"a": 5}, {"a": 5}, []),
        ({"a": 5}, {"a": 6}, ["a is 6, over its budget of 5"]),
        ({}, {"a": 6}, ["a has no budget"]),
        ({"a": 5}, {}, ["a is not measured"]),
    ],
)
def test_what_is_over(allowed: dict[str, int], measured: dict[str, int], lines: list[str]) -> None:
    """A figure may be as large as its budget; each figure has one, and each budget a figure."""
    assert lines == budgets.over(allowed, measured)


def test_too_much_ends_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is over a budget of pyproject.toml is an error with what to do; every figure is shown."""
    measured = budgets.measure()
    monkeypatch.setattr(budgets, "measure", lambda: measured | {"longest-path-in-wheel": 300})
    with pytest.raises(SystemExit, match=r"longest-path-in-wheel is 300, over its budget of 100. Make it smaller"):
        budgets.main()
    assert "longest-path-in-wheel: 300 of 100" in capsys.readouterr().out
    monkeypatch.setattr(budgets, "measure", lambda: measured)
    budgets.main()
