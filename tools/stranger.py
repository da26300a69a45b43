"""Does what a newcomer does with a clone of this repository, without using anything else on this machine.

    python tools/stranger.py

The clone and the home folder are new. The program installs the package as the README says, runs the README's shell and
Python blocks, copies its test into a file, and writes three applications from the recipes: a bot, an export and an
alert. Each application talks to a running demo server (`aiochatwoot serve`). If a command fails, the program ends with
its output.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
APPLICATIONS = ("bot", "export", "alert")
OWN_WORK = ("make test", "make check")
"""The README's commands for contributors, which other CI steps run."""
SECRET = "a-long-secret-of-a-stranger"
DELIVER = """
import sys, urllib.request
from aiochatwoot.testing import signed

conversation = {"id": 42, "status": "pending"}
event = {"event": "message_created", "id": 1, "message_type": "incoming", "content": "Where is my parcel?"}
delivery = signed(event | {"conversation": conversation, "account": {"id": 1}}, sys.argv[2])
urllib.request.urlopen(urllib.request.Request(sys.argv[1], delivery.body, dict(delivery.headers)))
"""
"""Sends the webhook that Chatwoot sends for a customer's message."""
_PASSED = (
    "LANG",
    "PATH",
    "SSL_CERT_FILE",
    "PIP_CERT",
    "PIP_CONFIG_FILE",
    "PIP_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_DEFAULT_TIMEOUT",
)


class Stranger:
    """A home folder, a clone and a Python environment, with the steps of a newcomer."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.work = folder / "aiochatwoot", folder / "work"
        self.environ = {name: os.environ[name] for name in _PASSED if name in os.environ}
        self.environ |= {"HOME": str(folder / "home"), "PYTHONIOENCODING": "utf-8", "PYTHON": sys.executable}
        for each in (folder / "home", self.work):
            each.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.clone)], check=True)
        self.run(f"{sys.executable} -m venv {folder / 'venv'}", self.work)
        self.environ["PATH"] = f"{folder / 'venv' / 'bin'}{os.pathsep}{self.environ['PATH']}"

    def run(self, command: str, where: Path, **more: str) -> str:
        """Run a command, and return its output; exit with the output if it fails."""
        print(f"$ {command}", flush=True)
        done = subprocess.run(
            command, shell=True, cwd=where, env=self.environ | more, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.exit(f"{command}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def blocks(self, page: str, language: str) -> list[str]:
        """Return the blocks of a document in a language, with the programs that they include."""
        text = (self.clone / page).read_text(encoding="utf-8")
        found = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        return [re.sub(r"^--8<--\n(\S+)\n--8<--\n$", self._included, each) for each in found]

    def _included(self, found: re.Match[str]) -> str:
        return (self.clone / found[1]).read_text(encoding="utf-8")

    def read_the_readme(self) -> None:
        """Run the README's shell blocks, its Python blocks and its test."""
        for command in "".join(self.blocks("README.md", "shell")).splitlines():
            if command not in OWN_WORK:
                self.run(command, self.clone)
        print(self.run("python tools/paste.py", self.clone))
        (test,) = [each for each in self.blocks("README.md", "python") if "async def test_" in each]
        (self.work / "test_readme.py").write_text(test, encoding="utf-8")
        (self.work / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n", encoding="utf-8")
        self.run("pip install pytest pytest-asyncio", self.work)
        self.run("python -m pytest -q test_readme.py", self.work)

    def write_applications(self) -> None:
        """Write three applications from the recipes, and run them against the demo server."""
        for command in self.blocks("docs/recipes/bot.md", "shell")[0].splitlines():
            self.run(command, self.clone)
        for name in APPLICATIONS:
            page = {"alert": "waiting"}.get(name, name)
            (self.work / f"{name}.py").write_text(self.blocks(f"docs/recipes/{page}.md", "python")[0], encoding="utf-8")
        with self.server() as settings:
            exported = self.run("python export.py", self.work, **settings).splitlines()
            assert len(exported) > 50, exported
            assert any(json.loads(line)["id"] == 42 for line in exported)
            assert "waits since" in self.run("python alert.py --minutes 30", self.work, **settings)
            self._talk_to_the_bot(settings)

    def _talk_to_the_bot(self, settings: dict[str, str]) -> None:
        with self.started("python bot.py", **settings, BOT_SECRET=SECRET, PORT="0") as process:
            assert process.stderr
            url = next(line.split("running on ")[1].split()[0] for line in process.stderr if "running on " in line)
            (self.work / "deliver.py").write_text(DELIVER, encoding="utf-8")
            self.run(f"python deliver.py {url}/webhook {SECRET}", self.work)
            until = time.monotonic() + 30
            while "Your parcel is on its way" not in self.run("aiochatwoot show 42 --newest 1", self.work, **settings):
                assert time.monotonic() < until, "the bot did not reply"

    @contextmanager
    def server(self) -> Generator[dict[str, str]]:
        """Start the demo server; yield the settings for its clients."""
        with self.started("aiochatwoot serve --port 0 --json") as process:
            assert process.stdout
            told = json.loads(process.stdout.readline())
            yield {
                "CHATWOOT_BASE_URL": told["base_url"],
                "CHATWOOT_API_ACCESS_TOKEN": told["token"],
                "CHATWOOT_ACCOUNT_ID": str(told["account_id"]),
            }

    @contextmanager
    def started(self, command: str, **more: str) -> Generator[subprocess.Popen[str]]:
        """Start a program that does not end by itself, and terminate it afterwards."""
        print(f"$ {command} &", flush=True)
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        program = shutil.which(command.split()[0], path=self.environ["PATH"])
        assert program
        with subprocess.Popen(
            [program, *command.split()[1:]], cwd=self.work, env=self.environ | more, **pipes
        ) as process:
            try:
                yield process
            finally:
                process.terminate()


def main() -> None:
    """Do everything that a newcomer does."""
    with tempfile.TemporaryDirectory() as folder:
        stranger = Stranger(Path(folder))
        stranger.read_the_readme()
        stranger.write_applications()
    print("the README holds, and three applications of the recipes run")


if __name__ == "__main__":
    main()
