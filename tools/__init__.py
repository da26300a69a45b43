"""Development tools, run as `python -m tools.NAME`; the wheel and the sdist do not contain them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The checkout."""


def git(*arguments: str, folder: Path = ROOT, stdin: str = "") -> str:
    """Return the output of a git command; empty if it fails or git is not installed."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
