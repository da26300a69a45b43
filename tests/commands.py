"""The command line, run inside of the process of a test."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from click.testing import CliRunner

# Before 8.2 click mixes what goes to stderr into stdout, unless it is told not to.
_APART: dict[str, Any] = {"mix_stderr": False} if version("click").startswith("8.1.") else {}


def runner(env: Mapping[str, str | None] | None = None) -> CliRunner:
    """What runs commands, in an environment of their own; stdout and stderr are kept apart."""
    return CliRunner(env=env, **_APART)
