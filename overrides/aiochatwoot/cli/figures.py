"""The commands that report figures and search."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import click
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from .. import Chatwoot, models
from .connection import Connection
from .output import as_json_option, make_console, print_json
from .text import excerpt, fit, get, name_of, one_line, shown
from .transcript import Block, print_blocks
from .usage import Choice, Command

_DAYS = 30
_EXCERPT = 100
_GAP = "  "
_METRICS = {
    "Conversations": "conversations_count",
    "Messages received": "incoming_messages_count",
    "Messages sent": "outgoing_messages_count",
    "Resolutions": "resolutions_count",
    "First response": "avg_first_response_time",
    "Reply time": "reply_time",
    "Resolution time": "avg_resolution_time",
}
_ROW_METRICS = {
    "Conversations": "conversations_count",
    "Resolutions": "resolved_conversations_count",
    "First response": "avg_first_response_time",
    "Reply time": "avg_reply_time",
    "Resolution time": "avg_resolution_time",
}
_CHANNEL_METRICS = {name.capitalize(): name for name in ("open", "pending", "snoozed", "resolved", "total")}
_TIMES = ("First response", "Reply time", "Resolution time")
_FOUND = {
    "messages": ["Conversation", "Time", "From", "Message"],
    "contacts": ["ID", "Name", "Email", "Phone"],
    "articles": ["ID", "Title", "Help center", "Category"],
}


@click.command(cls=Command)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="First day. Default: 30 days before the last one.",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day. Default: today.")
@click.option(
    "--by",
    type=Choice(["agent", "inbox", "team", "label", "channel"]),
    help="One row for each of these, instead of the account.",
)
@as_json_option
@click.pass_obj
def reports(
    connection: Connection, since: dt.datetime | None, until: dt.datetime | None, by: str | None, as_json: bool
) -> None:
    """Show the figures of a period.

    The figures of the previous period are shown for comparison. Days are in the time zone of this machine.

    \b
    Examples:
      aiochatwoot reports
      aiochatwoot reports --since 2026-11-01 --until 2026-11-30 --by agent
    """
    today = dt.datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    end = (until or today) + dt.timedelta(days=1)
    start = since or end - dt.timedelta(days=_DAYS)
    if start >= end:
        raise click.UsageError("--since is after --until")
    between: Any = {"since": start.astimezone(), "until": end.astimezone() - dt.timedelta(seconds=1)}
    if by is None:
        found = connection.ask(lambda chatwoot: chatwoot.reports.summary(type=models.ReportScope.ACCOUNT, **between))
        rows = [found, found.previous]
        table = [["", *(_period(start + days, end + days) for days in (dt.timedelta(), start - end))]]
        table += [[title, *(_figure(title, get(row, key)) for row in rows)] for title, key in _METRICS.items()]
        document: Any = found
    else:
        document, table = connection.ask(lambda chatwoot: _by(chatwoot, by, between))
    if as_json:
        print_json(document)
    else:
        print_blocks(make_console(), _table(table))


def _period(start: dt.datetime, end: dt.datetime) -> str:
    return f"{start:%Y-%m-%d} to {end - dt.timedelta(days=1):%Y-%m-%d}"


async def _by(chatwoot: Chatwoot, by: str, between: Any) -> tuple[Any, list[list[str]]]:
    """Return grouped rows: as JSON, and as a table with names in place of ids."""
    if by == "channel":
        channels = await chatwoot.summary_reports.channel(**between)
        cells = [
            [one_line(name.removeprefix("Channel::")), *(shown(get(each, key)) for key in _CHANNEL_METRICS.values())]
            for name, each in channels.items()
        ]
        return channels, [["Channel", *_CHANNEL_METRICS], *cells]
    rows: Any = await getattr(chatwoot.summary_reports, by)(**between)
    named: Sequence[Any] = rows if by == "label" else await _named(chatwoot, by)
    names = {get(each, "id"): name_of(each) for each in named}
    cells = [
        [names.get(get(row, "id")) or shown(get(row, "id"))]
        + [_figure(title, get(row, key)) for title, key in _ROW_METRICS.items()]
        for row in rows
    ]
    return rows, [[by.capitalize(), *_ROW_METRICS], *cells]


async def _named(chatwoot: Chatwoot, by: str) -> Sequence[Any]:
    if by == "agent":
        return await chatwoot.agents.list()
    return await (chatwoot.inboxes.list() if by == "inbox" else chatwoot.teams.list())


def _figure(title: str, value: Any) -> str:
    """Format a count or a duration."""
    if title in _TIMES and isinstance(value, float | int):
        minutes, seconds = divmod(round(value), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"
    return shown(value) or "-"


@click.command(cls=Command)
@click.argument("text")
@click.option("--kind", type=Choice(list(_FOUND)), default="messages", show_default=True, help="What to search.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=25, show_default=True, metavar="N", help="Maximum number of results."
)
@as_json_option
@click.pass_obj
def search(connection: Connection, text: str, kind: str, limit: int, as_json: bool) -> None:
    """Find messages, contacts or articles that contain TEXT.

    \b
    Examples:
      aiochatwoot search "gift wrap"
      aiochatwoot search putri --kind contacts
    """

    async def read(chatwoot: Chatwoot) -> list[Any]:
        rows: AsyncIterator[Any] = getattr(chatwoot.search, f"iter_{kind}")(q=text, limit=limit)
        return [row async for row in rows]

    found = connection.ask(read)
    if as_json:
        print_json(found)
    elif found:
        print_blocks(make_console(), _table([_FOUND[kind], *(_cells(kind, row) for row in found)]))
    else:
        click.echo(f"No {kind}.", err=True)


def _cells(kind: str, row: Any) -> list[str]:
    if kind == "messages":
        sender = name_of(get(row, "sender"))
        time = shown(get(row, "created_at"))
        return [shown(get(row, "conversation_id")), time, sender, fit(excerpt(row), _EXCERPT)]
    keys = ("name", "email", "phone_number") if kind == "contacts" else ("title", "portal_slug", "category_name")
    return [shown(get(row, "id")), *(shown(get(row, key)) for key in keys)]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Align rows in columns; the first row is the header."""
    widths = [max(map(cell_len, column)) for column in itertools.zip_longest(*rows, fillvalue="")]
    for number, row in enumerate(rows):
        line = Text(style="" if number else "bold")
        for cell, width in zip(row, widths, strict=True):
            line.append(set_cell_size(cell, width) + _GAP)
        yield Block(Text(), line)
