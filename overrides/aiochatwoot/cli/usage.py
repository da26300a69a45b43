"""Parsing of the command line: server options in any position, and hints for misspelt words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from .connection import Connection
from .text import one_line

if TYPE_CHECKING:
    from click import Choice as _Choice

    _TextChoice = _Choice[str]
else:
    _TextChoice = click.Choice  # click before 8.2 has no generic Choice

_SYNONYMS = {
    "answer": "reply",
    "close": "resolve",
    "comment": "note",
    "get": "show",
    "ls": "list",
    "message": "reply",
    "open": "reopen",
    "send": "reply",
    "server": "serve",
    "tag": "label",
    "view": "show",
    "closed": "resolved",
    "done": "resolved",
    "mine": "me",
    "nobody": "unassigned",
}


class Command(click.Command):
    """A command that connects to a server: it accepts the server options after its name, too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params += server_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise _explained(error, ctx) from None


class Group(click.Group):
    """A command group that suggests similar names for an unknown command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise _explained(error, ctx, [self.commands[each] for each in given if each in self.commands]) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"There is no command {one_line(args[0])!r}{did_you_mean(args[0], [*self.commands])}")
        return super().resolve_command(ctx, args)


class LazyCommands(MutableMapping[str, click.Command]):
    """Commands by name, each imported on first use: a run needs only one of them.

    Args:
        places: For each name, the module in this package and the attribute of the command, as ``cli.read:show``.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._known: dict[str, str | click.Command] = dict(places)

    def __getitem__(self, name: str) -> click.Command:
        found = self._known[name]
        if isinstance(found, str):
            module, _, attribute = found.partition(":")
            found = self._known[name] = getattr(import_module(f"..{module}", __package__), attribute)
        return found

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def server_options(*, everywhere: bool = True) -> list[click.Option]:
    """Return the options that select the server.

    Args:
        everywhere: Hide most of them, since the help of the program itself shows them.
    """
    return [
        click.Option(
            ["--base-url"],
            metavar="URL",
            hidden=everywhere,
            help="URL of the server. Default: CHATWOOT_BASE_URL in the environment.",
            **_KEPT,
        ),
        click.Option(
            ["--account-id"],
            type=int,
            metavar="N",
            hidden=everywhere,
            help="Id of the account. Default: CHATWOOT_ACCOUNT_ID in the environment.",
            **_KEPT,
        ),
        click.Option(
            ["--allow-http"],
            is_flag=True,
            hidden=everywhere,
            help="Send the token unencrypted, also to other machines.",
            **_KEPT,
        ),
        click.Option(
            ["--demo"],
            is_flag=True,
            help="Run this command against a server of its own with sample data.",
            **_KEPT,
        ),
    ]


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value not in (None, False):
        setattr(context.ensure_object(Connection), str(parameter.name), value)


_KEPT: Mapping[str, Any] = {"expose_value": False, "callback": _keep}


def _explained(
    error: click.NoSuchOption, ctx: click.Context, named: Sequence[click.Command] = ()
) -> click.NoSuchOption:
    """Return the error with a hint, if the option belongs to a named command, or is about the token."""
    name = error.option_name
    owner = next((each.name for each in named if any(name in option.opts for option in each.params)), None)
    if owner is not None:
        hint = f"It stands behind the command: {ctx.command_path} {owner} {name}"
    elif "token" in name:
        hint = "The token comes from CHATWOOT_API_ACCESS_TOKEN in the environment"
    else:
        return error
    return click.NoSuchOption(name, f"{error.message} {hint}", ctx=ctx)


class Choice(_TextChoice):
    """A choice of words that suggests a similar one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        words = [str(each) for each in self.choices]
        if value not in words:
            self.fail(f"{one_line(str(value))!r} is none of {', '.join(words)}{did_you_mean(value, words)}", param, ctx)
        return value


class ConversationNumber(click.IntRange):
    """The number of a conversation, as the app shows it: 42 or #42.

    Args:
        hint: Text appended to the error for another value.
    """

    name = "number"

    def __init__(self, hint: str = "") -> None:
        super().__init__(min=1)
        self._hint = hint

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text: Any = str(value).removeprefix("#")
        if not (text.isascii() and text.isdecimal()):
            hint = f"; {self._hint}" if self._hint else ""
            self.fail(f"{one_line(str(value))!r} is no number of a conversation, as the app shows it{hint}", param, ctx)
        return super().convert(text, param, ctx)


def did_you_mean(word: str, words: Iterable[str] | Mapping[str, str]) -> str:
    """Return a question that suggests the most similar word; empty if none is similar.

    Args:
        word: The misspelt word.
        words: The known words, or a mapping from known words to suggestions.
    """
    meanings = words if isinstance(words, Mapping) else {each: each for each in words}
    known = {each.casefold(): meaning for each, meaning in meanings.items()}
    wish = word.casefold()
    synonym = _SYNONYMS.get(wish)
    near = [synonym] if synonym in known else difflib.get_close_matches(wish, known, 1)
    return f" (did you mean {known[near[0]]}?)" if near else ""
