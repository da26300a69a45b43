"""Output shared by commands."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console

from .text import to_json

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
as_json_lines_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print a line of JSON for each conversation: its new values, or its error.",
)


def make_console() -> Console:
    """Return a console on stdout that does not interpret or wrap text."""
    return Console(highlight=False, markup=False, emoji=False)


def print_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(to_json(value).encode())  # JSON is UTF-8 in any locale
