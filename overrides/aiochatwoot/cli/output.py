"""Output shared by commands."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console

from .text import to_json


def make_console() -> Console:
    """A console on stdout that prints text as it is."""
    return Console(highlight=False, markup=False, emoji=False)


def print_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(to_json(value).encode())  # JSON is UTF-8 in any locale
