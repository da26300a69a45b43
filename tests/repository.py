"""A copy of this repository, in which tests run commands and change files."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
_MADE = (".git", ".venv*", ".*-venv", ".*_cache", ".hypothesis", ".coverage*", "__pycache__", "dist", "build", "site")


class Repository:
    """A copy with one commit on `main` that uses this environment as its `.venv`."""

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
        (environment / ".ready").touch()  # newer than its sources, so that nothing is installed

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a shell command in the copy. Python imports the package of the copy, not the installed one."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MAKE"))}
        environment |= {"PYTHONPATH": str(self.folder / "overrides"), "LC_ALL": "C"}
        return subprocess.run(
            command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> str:
        """Run a git command, which must succeed, and return its output."""
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, message: str = "A change") -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")

    def edit(self, name: str, before: str, after: str) -> None:
        """Replace a text that occurs exactly once in a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert 1 == text.count(before), f"{name} has {text.count(before)} times: {before}"
        path.write_text(text.replace(before, after), encoding="utf-8")


def load_module(path: Path) -> ModuleType:
    """Import a file that is in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
