"""The generator's command in the installed package."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest

from aiochatwoot import generate


def test_the_arguments_and_the_status_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator gets the command's arguments, and the command exits with the generator's status."""
    started: list[list[str]] = []

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        started.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["aiochatwoot-generate", "--help"])

    with pytest.raises(SystemExit) as ended:
        generate.main()
    with pytest.raises(SystemExit) as ended_as_module:
        runpy.run_path(str(generate.__file__), run_name="__main__")

    assert (ended.value.code, ended_as_module.value.code) == (3, 3)
    assert started[0] == started[1]
    assert [sys.executable, "--help"] == [started[0][0], started[0][-1]]
    assert started[0][1].endswith("generate.py")
