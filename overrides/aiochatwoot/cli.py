"""The `aiochatwoot` command: read and route conversations, and answer customers, in a terminal or a script."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import sys
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, NoReturn, TypeVar

import attrs

try:
    import click
    from rich.cells import cell_len, set_cell_size
    from rich.console import Console
    from rich.text import Text
except ImportError:
    # A text as exit status is printed to stderr, and the status is 1.
    raise SystemExit('aiochatwoot: the command needs click and rich: pip install "aiochatwoot[cli]"') from None

from . import Chatwoot, ChatwootError, DriftHook, SettingsError, __version__, cli_write, models
from .cli_check import check_contract
from .decoding import Model
from .paging import id_of
from .readable import assignee_of, excerpt, fit, get, name_of, names, one_line, shown, to_json, unread_of
from .timestamps import EPOCH
from .transcript import Block, field, print_blocks, transcript

T = TypeVar("T")

_INTERRUPTED = 130
_HEADINGS = ["ID", "Status", "Priority", "Contact", "Assignee", "Unread", "Last activity", "Labels", "Last message"]
_STYLES = ["bold", "blue", "yellow", "cyan", "green", "magenta", "", "blue"]
_GAP = "  "
_LONGEST_NAME = 24
_EXCERPT = 100
_SHORTEST_EXCERPT = 30
# How a setting is called on the command line, where an error says what to pass.
_AS_OPTIONS = (
    ("pass token=... or ", ""),
    ("pass base_url=...", "pass --base-url"),
    ("pass account_id=...", "pass --account-id"),
    ("say allow_http=True", "say --allow-http"),
)


class Failure(click.ClickException):
    """An error that ends the command: one line on stderr."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))  # parts of it may come from the server

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"aiochatwoot: {self.message}", file=file, err=True)


class WrongSettings(Failure):
    """The command cannot know which server to ask, or as whom."""

    exit_code = 2


def _failure(error: ChatwootError) -> Failure:
    message = str(error)
    if not isinstance(error, SettingsError):
        return Failure(message)
    for argument, option in _AS_OPTIONS:
        message = message.replace(argument, option)
    return WrongSettings(message)


@attrs.frozen
class Connection:
    """Which server to ask."""

    base_url: str | None
    account_id: int | None
    allow_http: bool
    demo: bool

    def ask(self, question: Callable[[Chatwoot], Awaitable[T]], on_drift: DriftHook | None = None) -> T:
        """Ask a client, in an event loop of its own.

        What deviates from the contract goes to `on_drift`; without one it is shown as it is, since a person can do
        nothing about it.

        Raises:
            Failure: there is no answer.
        """

        async def ask_and_close(chatwoot: Chatwoot) -> T:
            async with chatwoot:
                return await question(chatwoot)

        try:
            with self._client(on_drift) as chatwoot:
                return asyncio.run(ask_and_close(chatwoot))
        except ChatwootError as error:
            raise _failure(error) from error

    @contextmanager
    def _client(self, on_drift: DriftHook | None) -> Generator[Chatwoot]:
        make = partial(Chatwoot, drift="report" if on_drift else "ignore", on_drift=on_drift)
        if not self.demo:
            yield make(self.base_url, account_id=self.account_id, allow_http=self.allow_http)
            return
        try:
            from .testing import FakeChatwoot
        except ImportError:
            raise Failure('--demo needs starlette and uvicorn: pip install "aiochatwoot[cli]"') from None
        with FakeChatwoot() as server:
            yield make(server.base_url, token=server.token, account_id=server.account_id)


# --- commands -----------------------------------------------------------------------------------------------------


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="The access token comes from the environment's CHATWOOT_API_ACCESS_TOKEN alone: what stands on a command "
    "line is seen by everybody who lists the processes.",
)
@click.option("--base-url", metavar="URL", help="The server; else CHATWOOT_BASE_URL of the environment.")
@click.option("--account-id", type=int, metavar="N", help="The account; else CHATWOOT_ACCOUNT_ID of the environment.")
@click.option("--allow-http", is_flag=True, help="Send the token unencrypted, to another machine too.")
@click.option(
    "--demo",
    is_flag=True,
    help="Use a server of its own with sample data, for this command alone; try `--demo show 42`.",
)
@click.version_option(__version__, prog_name="aiochatwoot", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, base_url: str | None, account_id: int | None, allow_http: bool, demo: bool) -> None:
    """Read the conversations of a Chatwoot server, answer them and route them."""
    if demo and (base_url is not None or account_id is not None):
        raise click.UsageError("--demo brings its own server: leave out --base-url and --account-id")
    context.obj = Connection(base_url, account_id, allow_http, demo)


_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@cli.command()
@click.argument("conversation", type=click.IntRange(min=1))
@click.option("--newest", type=click.IntRange(min=1), metavar="N", help="Only the newest N messages.")
@_as_json
@click.pass_obj
def show(connection: Connection, conversation: int, newest: int | None, as_json: bool) -> None:
    """Show a CONVERSATION (its number in the app) with all messages."""
    found = connection.ask(lambda chatwoot: _conversation(chatwoot, conversation, newest))
    if as_json:
        _print_json(found.to_dict())
        return
    console = _console()
    links = console.color_system is not None  # else nothing that is styled, links included, is written
    print_blocks(console, transcript(found, partial=newest is not None, links=links))


async def _conversation(chatwoot: Chatwoot, number: int, newest: int | None) -> models.Conversation:
    if newest is None:
        return await chatwoot.conversations.get_whole(number)
    conversation = await chatwoot.conversations.get(number)
    messages = [message async for message in chatwoot.conversations.history(number, newest_first=True, limit=newest)]
    conversation.messages = sorted(messages, key=_by_time)
    return conversation


def _by_time(message: Any) -> tuple[dt.datetime, int]:
    moment = get(message, "created_at")
    return moment if isinstance(moment, dt.datetime) else EPOCH, id_of(message) or 0


@cli.command("list")
@click.option(
    "--status",
    type=click.Choice([each.value for each in models.ConversationStatusFilter]),
    default=models.ConversationStatusFilter.OPEN.value,
    show_default=True,
    help="Only those with this status.",
)
@click.option(
    "--assignee",
    type=click.Choice([each.value for each in models.AssigneeFilter]),
    help="Only those of the token's user, of nobody, of anybody.",
)
@click.option("--label", "labels", multiple=True, help="Only those with this label, or another one that is given.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=25, show_default=True, metavar="N", help="At most so many."
)
@_as_json
@click.pass_obj
def list_(
    connection: Connection, status: str, assignee: str | None, labels: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """List conversations, the most recently active first."""

    async def read(chatwoot: Chatwoot) -> list[models.Conversation]:
        rows = chatwoot.conversations.iter(
            status=models.ConversationStatusFilter(status),
            assignee_type=models.AssigneeFilter(assignee) if assignee else None,
            labels=labels or None,
            limit=limit,
        )
        return [row async for row in rows]

    found = connection.ask(read)
    if as_json:
        # A row that is no object is still plain JSON.
        _print_json([row.to_dict() if isinstance(row, Model) else row for row in found])
        return
    if found:
        console = _console()
        print_blocks(console, _listing(found, console.width if console.is_terminal else None))
    else:
        click.echo("No conversations.", err=True)


@cli.command()
@_as_json
@click.pass_obj
def whoami(connection: Connection, as_json: bool) -> None:
    """Show whose access token it is, and the accounts it opens."""
    profile = connection.ask(lambda chatwoot: chatwoot.profile.get())
    if as_json:
        _print_json(profile.to_dict())
    else:
        print_blocks(_console(), _profile(profile))


for _command in (*cli_write.COMMANDS, check_contract):
    cli.add_command(_command)


# --- output -------------------------------------------------------------------------------------------------------


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _print_json(value: Any) -> None:
    click.echo(to_json(value).encode())  # JSON is UTF-8 in any locale


def _listing(conversations: Sequence[models.Conversation], room: int | None) -> Iterator[Block]:
    """A table with a line for each; where the room is too narrow, labels and last message are on a second one.

    Args:
        room: The width of the terminal; None for a file.
    """
    rows = [_HEADINGS, *(_cells(each, None if room is None else _LONGEST_NAME) for each in conversations)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(_HEADINGS) - 1)]
    left = _EXCERPT if room is None else room - sum(widths) - len(_GAP) * len(widths)
    columns = len(widths) if left >= _SHORTEST_EXCERPT else _HEADINGS.index("Labels")
    indent = Text(" " * widths[0] + _GAP)
    for number, row in enumerate(rows):
        line = Text()
        for cell, width, style in zip(row[:columns], widths, _STYLES, strict=False):
            line.append(set_cell_size(cell, width) + _GAP, style if number else "bold")
        if columns == len(widths):
            line.append(fit(row[-1], left), "" if number else "bold")
        yield Block(Text(), line)
        rest = " · ".join(filter(None, row[columns:]))
        if number and columns < len(widths) and rest:
            yield Block(indent, Text(fit(rest, (room or 0) - indent.cell_len), "dim"))


def _cells(conversation: Any, longest: int | None) -> list[str]:
    people = name_of(get(get(conversation, "meta"), "sender")), assignee_of(conversation)
    return [
        *(shown(get(conversation, name)) for name in ("id", "status", "priority")),
        *(name if longest is None else fit(name, longest) for name in people),
        unread_of(conversation),
        shown(get(conversation, "last_activity_at")),
        names(get(conversation, "labels")),
        excerpt(get(conversation, "last_non_activity_message")),
    ]


def _profile(profile: models.Profile) -> Iterator[Block]:
    yield Block(Text(), Text(name_of(profile), "bold"))
    accounts = profile.accounts if isinstance(profile.accounts, list) else []
    for label, value in (
        ("Mail", shown(profile.email)),
        ("Role", shown(profile.role)),
        ("User", shown(profile.id)),
        *(("Account", _account(each)) for each in accounts),
    ):
        if value:
            yield field(label, value, 9)


def _account(account: Any) -> str:
    parts = (shown(get(account, key)) for key in ("id", "name", "role", "status"))
    return " · ".join(filter(None, parts)) or shown(account)


def main() -> NoReturn:
    """The command, with its exit status: 0 fine, 1 an error, 2 wrong usage or settings, 130 interrupted."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no emoji still shows the rest
    try:
        status = cli.main(prog_name="aiochatwoot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    sys.exit(status)
