"""Development tools, run as `python -m tools.NAME`; in no wheel and no sdist."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The checkout."""


def git(*arguments: str, folder: Path = ROOT, stdin: str = "") -> str:
    """What a git command prints; nothing if it fails, as it does where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
