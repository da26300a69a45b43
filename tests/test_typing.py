"""The type assertions of tests/typing can fail, also for a vendored copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .typing.__main__ import make_application, problems

pytestmark = pytest.mark.apart


@pytest.mark.slow
def test_both_checkers_see_what_is_no_longer_so(tmp_path: Path) -> None:
    """A result of another type, and an expected error that no longer occurs, are errors of mypy and basedpyright.

    There are no others: `make types` runs both on the unmodified assertions.
    """
    make_application(tmp_path)
    wrong = {
        "operations.py": ("(await chatwoot.profile.get()).name, str)", "(await chatwoot.profile.get()).name, int)"),
        "mistakes.py": ('state="open")', 'status="open")'),
    }
    expected: set[tuple[str, int]] = set()
    for name, (before, after) in wrong.items():
        path = tmp_path / "checks" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), encoding="utf-8")
        expected.add((name, text[: text.index(before)].count("\n") + 1))

    mypy, _, basedpyright = problems(tmp_path).partition("basedpyright:\n")

    for said in (mypy, basedpyright):
        assert {
            (name, int(line)) for name, line in re.findall(r"(\w+\.py):(\d+)(?::\d+)?[: -]+error", said)
        } == expected
