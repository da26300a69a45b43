"""Writes the parts of the documentation that show the command: its help, and its output.

Each part of a page is between two comments, `<!-- commands -->` and `<!-- /commands -->`; the rest of the page is
written by hand. `tests.operations_table` writes these pages and compares them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from aiochatwoot.cli import cli

DOCS = Path(__file__).parent.parent / "docs"
SHOWN = "aiochatwoot --demo show 6"
"""The command on the first page; its conversation fits on a screen."""
WIDTH = 80


def pages() -> dict[Path, str]:
    """Return the pages with the current output of the command."""
    return {
        DOCS / "command-line.md": _with_part(DOCS / "command-line.md", "commands", "\n\n".join(_helps())),
        DOCS / "index.md": _with_part(DOCS / "index.md", "terminal", _block(f"$ {SHOWN}\n{output(SHOWN)}")),
    }


def _with_part(path: Path, name: str, text: str) -> str:
    before, _, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    assert end, f"{path}: the part {name} is missing"
    return f"{before}<!-- {name} -->\n\n{text}\n\n{end}{after}"


def output(command: str) -> str:
    """Return the output of a command, in UTC and with 80 columns."""
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        env=os.environ | {"TZ": "UTC", "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def _helps() -> Iterator[str]:
    context = click.Context(cli, info_name="aiochatwoot", terminal_width=WIDTH, **cli.context_settings)
    yield f"## Options of every command\n\n{_help(cli, context)}"
    yield "## Commands"
    yield from _of_group(cli, context)


def _of_group(group: click.Group, context: click.Context) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        of_command = click.Context(command, parent=context, info_name=name)
        yield f"### {of_command.command_path.removeprefix('aiochatwoot ')}\n\n{_help(command, of_command)}"
        if isinstance(command, click.Group):
            yield from _of_group(command, of_command)


def _help(command: click.Command, context: click.Context) -> str:
    return _block(command.get_help(context))


def _block(text: str) -> str:
    lines = re.sub(r" +$", "", text, flags=re.MULTILINE)
    return f"```text\n{lines.strip()}\n```"
