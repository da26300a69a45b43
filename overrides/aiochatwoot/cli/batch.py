"""The same done to several conversations."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TextIO

import click

from ..client import Chatwoot
from ..errors import ChatwootError, SettingsError
from .progress import bar
from .text import one_line

_AT_ONCE = 8


async def each(chatwoot: Chatwoot, numbers: tuple[int, ...], one: Callable[[int], Awaitable[str]]) -> None:
    """Do the same to each conversation, several at once, and say what became of each.

    One that fails does not keep the others from being done; the exit status is 1 then.
    """
    every = dict.fromkeys(numbers)
    failed: list[int] = []
    with bar(len(every)) as advance:
        outcomes = chatwoot.map(one, every, limit=_AT_ONCE)
        async with aclosing(outcomes):
            async for outcome in outcomes:
                advance()
                error = outcome.error
                if isinstance(error, ChatwootError) and not isinstance(error, SettingsError):
                    failed.append(outcome.item)
                    _say(one_line(f"aiochatwoot: {outcome.item}: {error}"), sys.stderr)
                else:  # done, or nothing that is about this conversation
                    _say(f"{outcome.item}: {outcome.result()}", sys.stdout)
    if failed and len(every) > 1:
        which = " ".join(map(str, failed))
        click.echo(f"aiochatwoot: {len(failed)} of {len(every)} conversations failed: {which}", err=True)
    if failed:
        click.get_current_context().exit(1)


def _say(line: str, file: TextIO) -> None:
    # A bar lets what is printed pass above it; `click.echo` would go around it, into its line.
    print(line, file=file, flush=True)
