"""A client package of another product: the command that writes it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from aiochatwoot import generate

from .conftest import DRIVER, Make, files, shop


def test_again(make: Make) -> None:
    """Regenerating yields the same package; --check reports differences, and stale files are deleted."""
    made = make(shop())
    before = files(made)
    (made / "models" / "old.py").write_text("")
    (made / "client.py").write_text("")
    with pytest.raises(SystemExit) as refused:
        make(shop(), "--check")
    assert "stale:   models/old.py\n  differs: client.py\nGenerate it again, and never edit bikes/ by hand." in str(
        refused.value
    )
    make(shop())
    make(shop(), "--check")
    assert files(made) == before


def test_what_is_not_generated_is_left(make: Make, tmp_path: Path) -> None:
    """A folder of that name that was not generated is not replaced."""
    (tmp_path / "src" / "bikes").mkdir(parents=True)
    (tmp_path / "src" / "bikes" / "__init__.py").write_text("mine")
    with pytest.raises(SystemExit, match="bikes was not generated, and is not replaced"):
        make(shop())


@pytest.mark.parametrize(
    ("name", "flags", "expected"),
    [
        ("my-bikes", [], "--package my-bikes: a package cannot be called that"),
        ("class", [], "--package class: a package cannot be called that"),
        ("a.b", [], "--package a.b: a package cannot be called that"),
        ("aiochatwoot", [], "--package aiochatwoot: that is the package with the core"),
        ("bikes", ["--runtime", "a..b"], "--runtime a..b: a package cannot be called that"),
    ],
)
def test_names(make: Make, name: str, flags: list[str], expected: str) -> None:
    """Names that cannot be imported are refused."""
    with pytest.raises(SystemExit, match=re.escape(expected)):
        make(shop(), *flags, name=name)


def test_it_needs_a_folder(driver: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --output the target is unknown, which is an error."""
    with pytest.raises(SystemExit):
        driver.main(["--package", "bikes"])
    assert "--package needs --output DIR, the folder that gets NAME" in capsys.readouterr().err


@pytest.mark.apart
def test_as_a_command(tmp_path: Path) -> None:
    """The script generates the package."""
    (tmp_path / "shop.json").write_text(json.dumps(shop()))
    command = [sys.executable, str(DRIVER / "generate.py"), "--contract", "shop.json"]
    subprocess.run([*command, "--package", "bikes", "--output", "."], cwd=tmp_path, check=True)
    assert (tmp_path / "bikes" / "client.py").exists()


def test_as_an_installed_command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`aiochatwoot-generate` runs the script, with its arguments and its status."""
    arguments = ["--contract", "missing.json", "--package", "bikes", "--output", "."]
    monkeypatch.setattr(sys, "argv", ["aiochatwoot-generate", *arguments])
    with pytest.raises(SystemExit) as ended:
        generate.main()
    assert ended.value.code == 1
    assert "generate: [Errno 2] No such file or directory: 'missing.json'" in capfd.readouterr().err
