"""The page about clients of other products: its commands, in order, with its files and a real server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import TESTS

pytestmark = pytest.mark.apart

ROOT = TESTS.parent
PAGE = (ROOT / "docs" / "recipes" / "generate.md").read_text(encoding="utf-8")
PORT = "8000"


def blocks(language: str) -> list[str]:
    """Return the blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def environment() -> dict[str, str]:
    """The environment of the page's commands."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the example, with a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    shutil.copytree(ROOT / "examples" / "shop", tmp_path / "shop", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (tmp_path / "shop").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(PORT, port), encoding="utf-8")
    (tmp_path / "port").write_text(port)
    return tmp_path / "shop"


def run(command: str, folder: Path) -> str:
    """Run a command of the page; return its output."""
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


@contextmanager
def running(command: str, folder: Path) -> Generator[None]:
    """Run the page's server."""
    port = int((folder.parent / "port").read_text())
    with subprocess.Popen(
        command.replace(PORT, str(port)).split(),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            for _ in range(600):
                with socket.socket() as connection:
                    if connection.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield
        finally:
            server.terminate()


def test_the_page(folder: Path) -> None:
    """The page works as written, from the document to a call with retries, with the output that it shows."""
    product, client, again = ([line for line in each.splitlines() if line] for each in blocks("shell"))
    install, copy, go, describe, serve = product
    generate, use = client
    (printed,) = blocks("text")

    assert install == 'pip install ".[generate]" fastapi uvicorn'
    assert (copy, go) == ("cp -r examples/shop ../shop", "cd ../shop")
    run(describe, folder)
    run(generate, folder)
    with running(serve, folder):
        shown = run(use, folder)
    assert re.sub(r"\d{4}$", "YEAR", printed, flags=re.MULTILINE) == re.sub(
        r"\d{4}$", "YEAR", shown, flags=re.MULTILINE
    )
    run(again[0], folder)


@pytest.mark.slow
def test_it_is_typed(folder: Path) -> None:
    """mypy and basedpyright, in strict mode, accept the page's program and the package."""
    describe, generate = blocks("shell")[0].splitlines()[3], blocks("shell")[1].splitlines()[0]
    run(describe, folder)
    run(generate, folder)
    assert "Success" in run("mypy --strict use.py bicycles", folder)
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "include": ["use.py", "bicycles"]}')
    assert "0 errors, 0 warnings, 0 notes" in run(f"basedpyright --pythonpath {sys.executable}", folder)


def test_what_is_wrong_is_said_in_one_line(folder: Path) -> None:
    """Without a running shop, the program reports that in one line."""
    run(blocks("shell")[0].splitlines()[3], folder)
    run(blocks("shell")[1].splitlines()[0], folder)
    done = subprocess.run(
        [sys.executable, "use.py"], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "ConnectError" in done.stderr
    assert "chatwoot" not in done.stderr
