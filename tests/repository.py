"""A copy of this repository in which commands can be run as a contributor runs them, and everything be changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_MADE = (".git", ".venv*", ".*-venv", ".*_cache", ".hypothesis", ".coverage*", "__pycache__", "dist", "build", "site")


class Repository:
    """A copy, with all of it in one commit on `main`, and with this environment in place of a `.venv` of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(*_MADE))
        for command in ("git init --quiet --initial-branch=main", "git config user.name Somebody"):
            self.run(command)
        self.run("git config user.email somebody@example.com")
        self.commit()
        environment = folder / ".venv"
        environment.mkdir()
        for path in Path(sys.prefix).iterdir():
            if path.name != ".ready":
                (environment / path.name).symlink_to(path)
        (environment / ".ready").touch()  # newer than what it is made of: nothing is installed

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """A shell command in its folder. Python finds this copy of the package, and not the one that is installed."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MAKE"))}
        environment |= {"PYTHONPATH": str(self.folder / "overrides"), "LC_ALL": "C"}
        return subprocess.run(
            command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> str:
        """What a git command prints; it must succeed."""
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, message: str = "A change") -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")

    def edit(self, name: str, before: str, after: str) -> None:
        """Replace a text that is in a file once."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert 1 == text.count(before), f"{name} has {text.count(before)} times: {before}"
        path.write_text(text.replace(before, after), encoding="utf-8")
