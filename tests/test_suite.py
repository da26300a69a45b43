"""The settings of the test suite."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .repository import ROOT

pytestmark = pytest.mark.apart

FAILING = """
import logging

def test_it(caplog):
    core, ours = logging.getLogger("httpcore"), logging.getLogger("aiochatwoot")
    core.setLevel(logging.DEBUG)
    core.debug("receive_body.started")
    ours.warning("retry in 1 s")
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    with caplog.at_level(logging.DEBUG):
        core.debug("receive_body.complete")
    assert [each.levelname for each in caplog.records] == []
"""


def test_the_report_of_a_failure_shows_warnings(tmp_path: Path) -> None:
    """Lines of debugging, of which a call has dozens, are not in the report; a test gets those that it asks for."""
    path = tmp_path / "test_it.py"
    path.write_text(FAILING, encoding="utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, str(path)]

    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60).stdout

    assert "AssertionError: assert ['WARNING', 'DEBUG'] == []" in shown
    logged = shown.partition("Captured log call")[2]
    assert ("retry in 1 s" in logged, "receive_body" in logged) == (True, False)
