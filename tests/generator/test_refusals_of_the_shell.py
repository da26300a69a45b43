"""Refusals as an error to the shell, and versions of the generator that the driver was not written for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import DRIVER, ROOT, Generate, answer, small

pytestmark = pytest.mark.apart


def test_refusal_is_an_error_to_the_shell(tmp_path: Path) -> None:
    """The process exits with 1 and a readable line, without a traceback."""
    missing = tmp_path / "missing.yaml"
    result = subprocess.run(
        [sys.executable, str(DRIVER / "generate.py"), "--contract", str(missing), "--output", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "", f"generate: [Errno 2] No such file or directory: '{missing}'\n") == (
        result.returncode,
        result.stdout,
        result.stderr,
    )
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("tool", ["openapi-python-client", "ruff"])
def test_another_version_of_the_generator(
    generate: Generate, driver: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    """The driver accepts only its versions of the generator and the formatter, and names both versions."""
    expected = driver.versions.VERSIONS[tool]
    monkeypatch.setitem(driver.versions.VERSIONS, tool, "99.0")

    with pytest.raises(SystemExit) as stop:
        generate(small())

    assert (
        f"generate: {tool} is {expected}, and this driver was written for 99.0. "
        "To upgrade the generator, see CONTRIBUTING.md." == str(stop.value)
    )
    assert not (tmp_path / "generated").exists()


def test_an_upgraded_generator_is_noticed_before_it_writes(tmp_path: Path) -> None:
    """If another version is installed, as after a changed pin, the process exits with 1, and generated/ stays.

    The version is checked before missing names are imported.
    """
    installed = tmp_path / "openapi_python_client-99.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: openapi-python-client\nVersion: 99.0\n")
    (tmp_path / "openapi_python_client").mkdir()
    (tmp_path / "openapi_python_client" / "__init__.py").write_text("")
    output = tmp_path / "generated"
    output.mkdir()
    (output / "mine.py").write_text("")

    result = subprocess.run(
        [sys.executable, str(DRIVER / "generate.py"), "--output", str(output)],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith("generate: openapi-python-client is 99.0, and this driver was written for 0.")
    assert 1 == result.stderr.count("\n")
    assert ["mine.py"] == [path.name for path in output.iterdir()]


def test_without_the_generator(driver: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the generator installed, the error says what installs it."""
    monkeypatch.setattr(driver.versions, "VERSIONS", {"not-to-be-found": "1.0"})

    with pytest.raises(
        SystemExit, match=r"not-to-be-found is not installed; not-to-be-found==1\.0 comes with `make generate`"
    ):
        driver.versions.check()


@pytest.mark.parametrize("name", ["dev.in", "dev.txt"])
def test_the_pins_are_what_the_driver_was_written_for(driver: ModuleType, name: str) -> None:
    """A changed pin without a changed driver fails here first."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pins = [
        line.split()[0] for line in lines if line.startswith(tuple(f"{tool}=" for tool in driver.versions.VERSIONS))
    ]

    assert sorted(f"{tool}=={expected}" for tool, expected in driver.versions.VERSIONS.items()) == sorted(pins)


def test_generator_that_makes_something_else(
    generate: Generate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unexpected results of the generator's code are attributed to a changed generator."""
    ours = sys.modules["properties"]
    monkeypatch.setattr(ours, "TimestampProperty", ours.SecretProperty)

    with pytest.raises(SystemExit, match=r"expected StringProperty and got (.|\n)*To upgrade the generator"):
        generate(answer({"type": "string", "format": "date-time"}))

    assert not (tmp_path / "generated").exists()


def test_code_that_is_no_python(generate: Generate, driver: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output is compiled before it is kept, so that a fault of the driver is not written."""
    monkeypatch.setattr(driver, "prose", lambda *arguments: '"""')

    with pytest.raises(SystemExit, match=r"The generated code is no Python: .*__init__.py, line"):
        generate(small())
