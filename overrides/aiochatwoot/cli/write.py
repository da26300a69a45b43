"""The commands that write: answer a customer, leave a note, route conversations; and find a customer."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import AbstractContextManager, aclosing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .._resources.labels import change_labels
from .._wire.files import Progress as OnProgress
from .._wire.kinds import UNSET
from .._wire.model import Model
from ..errors import ChatwootError, InvalidRequestError, SettingsError
from .output import print_json
from .text import fit, get, name_of, names, one_line, shown

if TYPE_CHECKING:
    from ..client import Chatwoot
    from .connection import Connection


_DURATION = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AT_ONCE = 8
_UPLOAD_TIMEOUT = 60.0  # seconds: a server that got a file stores it elsewhere before it answers
_LONGEST_LIST = 500
_conversation = click.argument("conversation", type=click.IntRange(min=1))
_conversations = click.argument("conversations", type=click.IntRange(min=1), nargs=-1, required=True)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_text = click.argument("text", required=False)
_files = click.option(
    "--file",
    "files",
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Attach this file; may be given more than once.",
)


@click.command()
@_conversation
@_text
@_files
@_as_json
@click.pass_obj
def reply(connection: Connection, conversation: int, text: str | None, files: tuple[Path, ...], as_json: bool) -> None:
    """Reply to the customer of a CONVERSATION.

    TEXT is what they read; - takes it from standard input.
    """
    _write(connection, conversation, text, files, as_json, private=False)


@click.command()
@_conversation
@_text
@_files
@_as_json
@click.pass_obj
def note(connection: Connection, conversation: int, text: str | None, files: tuple[Path, ...], as_json: bool) -> None:
    """Leave a note for agents in a CONVERSATION.

    TEXT is what they read, and the customer does not; - takes it from standard input.
    """
    _write(connection, conversation, text, files, as_json, private=True)


def _write(
    connection: Connection, number: int, text: str | None, files: tuple[Path, ...], as_json: bool, *, private: bool
) -> None:
    content = (_stdin() if text == "-" else text or "").rstrip()
    if not files and not content:
        raise click.UsageError("there is nothing to send: give TEXT, or --file")
    for file in files:
        if not file.is_file():  # it could be read only once, and has neither a size nor a name
            raise click.UsageError(f"{one_line(str(file))} is no regular file")

    def send(chatwoot: Chatwoot) -> Awaitable[Any]:
        if files:  # however long it takes: there is a bar, and Ctrl-C
            chatwoot = chatwoot.with_options(deadline=None, timeout=_UPLOAD_TIMEOUT)
        return chatwoot.messages.create(
            number, content=content or UNSET, private=private, attachments=files, on_progress=on_progress
        )

    with _upload_bar(files) as on_progress:
        message = connection.ask(send)
    if as_json:
        print_json(message.to_dict())
        return
    count = f" with {len(files)} file{'s' if len(files) > 1 else ''}" if files else ""
    what = "Note" if private else "Message"
    click.echo(f"{what} {shown(message.id)}{count} is in conversation {number} ({shown(message.status)}).")


def _stdin() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise click.UsageError(f"standard input is no text in {error.encoding}") from None


@click.command()
@_conversations
@click.option("--agent", metavar="WHO", help="An agent's id, mail address or name.")
@click.option("--me", is_flag=True, help="The user to whom the token belongs.")
@click.option("--team", metavar="TEAM", help="A team's id or name.")
@click.option("--nobody", is_flag=True, help="Take the agent away.")
@click.option("--no-team", is_flag=True, help="Take the team away.")
@click.pass_obj
def assign(
    connection: Connection,
    conversations: tuple[int, ...],
    agent: str | None,
    me: bool,
    team: str | None,
    nobody: bool,
    no_team: bool,
) -> None:
    """Assign CONVERSATIONS to an agent, a team, or both.

    An agent or team that is not named stays; but a team unassigns an agent who is not a member of it.
    """
    agents, teams = [agent is not None, me, nobody], [team is not None, no_team]
    if sum(agents) > 1 or sum(teams) > 1 or not any(agents + teams):
        raise click.UsageError("say one of --agent, --me and --nobody, one of --team and --no-team, or one of each")

    async def work(chatwoot: Chatwoot) -> None:
        to_team = None if team is None else _the_one("team", team, await chatwoot.teams.list(), ("name",))
        to_agent = await chatwoot.profile.get() if me else None
        if agent is not None:
            keys = "name", "email", "available_name"
            to_agent = _the_one("agent", agent, await chatwoot.agents.list(), keys)

        async def one(number: int) -> str:
            # The team first: that takes an agent who is not in it away, and some teams choose an agent by themselves.
            said: list[str] = []
            if to_team is not None:
                given: Any = await chatwoot.conversations.assign_team(number, team_id=get(to_team, "id"))
                said.append(f"to team {name_of(given)}")
            elif no_team:
                await chatwoot.conversations.unassign_team(number)
                said.append("to no team")
            if to_agent is not None:
                given = await chatwoot.conversations.assign_agent(number, assignee_id=get(to_agent, "id"))
                said.append(f"to {name_of(given)}")
            elif nobody:
                await chatwoot.conversations.unassign(number)
                said.append("to nobody")
            return f"assigned {' and '.join(said)}"

        await _each(chatwoot, conversations, one)

    connection.ask(work)


def _the_one(kind: str, wanted: str, rows: Iterable[Any], keys: tuple[str, ...]) -> Any:
    """The row with this id or else, in upper or lower case, with this text under one of the keys."""
    rows, wish = list(rows), one_line(wanted).casefold()
    for group in (("id",), keys):
        found = [row for row in rows if wish and wish in (shown(get(row, key)).casefold() for key in group)]
        if len(found) == 1:
            return found[0]
        if found:
            which = "; ".join(_line(row, ("id", *keys)) for row in found)
            raise InvalidRequestError(f"there is more than one {kind} {one_line(wanted)!r}, say the id of one: {which}")
    known = ", ".join(sorted(filter(None, map(name_of, rows)))) or "none"
    raise InvalidRequestError(f"there is no {kind} {one_line(wanted)!r}; there are: {fit(known, _LONGEST_LIST)}")


@click.command()
@_conversations
@click.option("--add", multiple=True, metavar="LABEL", help="Add this label; may be given more than once.")
@click.option("--remove", multiple=True, metavar="LABEL", help="Take this label away; may be given more than once.")
@click.pass_obj
def label(
    connection: Connection, conversations: tuple[int, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> None:
    """Show or change the labels of CONVERSATIONS.

    Labels that are not named stay as they are.
    """
    if not all(map(str.strip, add + remove)):
        raise click.UsageError("a label has no name")

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> str:
            if add or remove:
                labels = await change_labels(chatwoot.conversations, number, add=add, remove=remove)
            else:
                labels = await chatwoot.conversations.labels(number)
            return names(labels) or "no labels"

        await _each(chatwoot, conversations, one)

    connection.ask(work)


@click.command()
@_conversations
@click.pass_obj
def resolve(connection: Connection, conversations: tuple[int, ...]) -> None:
    """Mark CONVERSATIONS as resolved."""

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> str:
            return shown((await chatwoot.conversations.set_status(number, status="resolved")).current_status)

        await _each(chatwoot, conversations, one)

    connection.ask(work)


def _moment(context: click.Context, parameter: click.Parameter, text: str | None) -> dt.datetime | None:
    """A time from now on, or a moment."""
    if text is None:
        return None
    now = dt.datetime.now(dt.UTC)
    duration = _DURATION.fullmatch(text.strip())
    try:
        if duration:
            moment = now + dt.timedelta(**{_UNITS[duration[2]]: int(duration[1])})
        else:
            given = dt.datetime.fromisoformat(text.strip())
            moment = given.astimezone() if given.tzinfo is None else given
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{one_line(text)!r} is no time: say 2h, 3d or 2026-12-24T09:00") from None
    if moment <= now:
        raise click.BadParameter(f"{shown(moment)} is over")
    return moment


@click.command()
@_conversations
@click.option(
    "--until",
    metavar="WHEN",
    callback=_moment,
    help="30m, 2h, 3d, 1w, or a date and time (2026-12-24 09:00, in this place's time zone unless it names one). "
    "Without it: until the customer writes, or the end that it has already.",
)
@click.pass_obj
def snooze(connection: Connection, conversations: tuple[int, ...], until: dt.datetime | None) -> None:
    """Snooze CONVERSATIONS for a time."""

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> str:
            change = await chatwoot.conversations.snooze(number, snoozed_until=until)
            return f"{shown(change.current_status)} until {shown(change.snoozed_until) or 'the customer writes'}"

        await _each(chatwoot, conversations, one)

    connection.ask(work)


@click.group()
def contacts() -> None:
    """Look up customers."""


@contacts.command()
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(min=1), default=15, show_default=True, metavar="N", help="At most so many."
)
@_as_json
@click.pass_obj
def find(connection: Connection, query: str, limit: int, as_json: bool) -> None:
    """Find customers.

    QUERY is a part of their name, mail address, phone number or identifier.
    """

    async def read(chatwoot: Chatwoot) -> list[Any]:
        return [row async for row in chatwoot.contacts.iter_search(q=query, limit=limit)]

    found = connection.ask(read)
    if as_json:
        print_json([row.to_dict() if isinstance(row, Model) else row for row in found])
        return
    for row in found:
        click.echo(_line(row, ("id", "name", "email", "phone_number", "identifier")))
    if not found:
        click.echo("No contacts.", err=True)


COMMANDS: tuple[click.Command, ...] = (reply, note, assign, label, resolve, snooze, contacts)
"""What the command gets from here."""


def _line(row: Any, keys: Iterable[str]) -> str:
    """Some of an object on a line; one that is none as it is."""
    return " · ".join(filter(None, (shown(get(row, key)) for key in keys))) or shown(row)


def _say(line: str, file: TextIO) -> None:
    # A bar lets what is printed pass above it; `click.echo` would go around it, into its line.
    print(line, file=file, flush=True)


async def _each(chatwoot: Chatwoot, numbers: tuple[int, ...], one: Callable[[int], Awaitable[str]]) -> None:
    """Do the same to each conversation, several at once, and say what became of each.

    One that fails does not keep the others from being done; the exit status is 1 then.
    """
    every = dict.fromkeys(numbers)
    failed: list[int] = []
    with _bar(len(every)) as advance:
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


@contextmanager
def _bar(total: int) -> Generator[Callable[[], None]]:
    """A bar for more than one thing to do; what is written to this terminal meanwhile stands above it."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=total > 1) as progress:
        task = progress.add_task("Conversations", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def _upload_bar(files: tuple[Path, ...]) -> Generator[OnProgress]:
    """A bar for something to upload."""
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=bool(files)) as progress:
        task = progress.add_task("Uploading", total=None)
        yield lambda sent, total: progress.update(task, completed=sent, total=total)


def _progress(*columns: Any, needed: bool) -> AbstractContextManager[Progress]:
    """On stderr, and only where that is a terminal, whatever the environment says of colours."""
    progress = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        disable=not (needed and sys.stderr.isatty()),
        redirect_stdout=sys.stdout.isatty(),  # else lines for a file would go to stderr
    )
    # Not even begun if it is not shown: older versions of rich end it with an empty line, then, too.
    return nullcontext(progress) if progress.disable else progress
