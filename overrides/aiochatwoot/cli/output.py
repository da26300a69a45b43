"""Output shared by commands."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console

from .text import to_json


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _print_json(value: Any) -> None:
    click.echo(to_json(value).encode())  # JSON is UTF-8 in any locale
