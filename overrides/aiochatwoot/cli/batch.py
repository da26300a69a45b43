"""Run the same action on several conversations."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, NamedTuple, TextIO

import click

from ..client import Chatwoot
from ..errors import ApiStatusError, ChatwootError, SettingsError
from .progress import bar
from .text import one_line, to_json

_AT_ONCE = 8


class Done(NamedTuple):
    """The outcome for one conversation.

    Attributes:
        line: Text for people.
        facts: New values of the conversation, for ``--json``.
    """

    line: str
    facts: dict[str, Any]


async def each(
    chatwoot: Chatwoot, numbers: tuple[int, ...], one: Callable[[int], Awaitable[Done]], *, as_json: bool
) -> None:
    """Run an action on each conversation concurrently, and print the outcomes in the order of the arguments.

    If the action fails for one conversation, the others still run, and the exit status is 1.
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
                    _say_failed(outcome.item, error, as_json)
                else:  # success; `result` raises errors that do not concern this conversation alone
                    _say_done(outcome.item, outcome.result(), as_json)
    if failed and len(every) > 1:
        which = " ".join(map(str, failed))
        click.echo(f"aiochatwoot: {len(failed)} of {len(every)} conversations failed: {which}", err=True)
    if failed:
        click.get_current_context().exit(1)


def _say_done(number: int, done: Done, as_json: bool) -> None:
    _say(_json_of(number, done.facts) if as_json else f"{number}: {done.line}", sys.stdout)


def _say_failed(number: int, error: ChatwootError, as_json: bool) -> None:
    if as_json:
        status = error.status if isinstance(error, ApiStatusError) else None
        facts = {"type": type(error).__name__, "status": status, "message": one_line(str(error))}
        _say(_json_of(number, {"error": facts}), sys.stdout)
    else:
        _say(one_line(f"aiochatwoot: {number}: {error}"), sys.stderr)


def _json_of(number: int, facts: dict[str, Any]) -> str:
    return to_json({"conversation": number, **facts}, indent=None)


def _say(line: str, file: TextIO) -> None:
    # `print` goes through the progress bar's redirected stdout; `click.echo` would write into the bar.
    print(line, file=file, flush=True)
