"""The commands that read: show and list conversations, show the token's user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from .. import Chatwoot, models
from .._paging import id_of
from .._wire.timestamps import EPOCH
from .connection import Connection, Failure
from .lookup import find_inbox, find_labels, find_team
from .output import as_json_option, make_console, print_json
from .text import assignee_of, excerpt, fit, get, name_of, names, shown, unread_of
from .transcript import Block, field, print_blocks, transcript
from .usage import Choice, Command, ConversationNumber

_HEADINGS = ["ID", "Status", "Priority", "Contact", "Assignee", "Unread", "Last activity", "Labels", "Last message"]
_STYLES = ["bold", "blue", "yellow", "cyan", "green", "magenta", "", "blue"]
_GAP = "  "
_LONGEST_NAME = 24
_EXCERPT = 100
_SHORTEST_EXCERPT = 30


@click.command(cls=Command)
@click.argument("conversation", type=ConversationNumber())
@click.option("--newest", type=click.IntRange(min=1), metavar="N", help="Show only the newest N messages.")
@as_json_option
@click.pass_obj
def show(connection: Connection, conversation: int, newest: int | None, as_json: bool) -> None:
    """Show a CONVERSATION with all messages.

    CONVERSATION is the number that the app shows.

    \b
    Examples:
      aiochatwoot show 42
      aiochatwoot show 42 --newest 5
    """
    found = connection.ask(lambda chatwoot: _conversation(chatwoot, conversation, newest))
    if as_json:
        print_json(found)
        return
    console = make_console()
    links = console.color_system is not None  # otherwise rich writes no styles, and so no links
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


@click.command("list", cls=Command)
@click.option(
    "--status",
    type=Choice([each.value for each in models.ConversationStatusFilter]),
    default=models.ConversationStatusFilter.OPEN.value,
    show_default=True,
    help="Only conversations with this status.",
)
@click.option(
    "--assignee",
    type=Choice([each.value for each in models.AssigneeFilter]),
    help="Only conversations of the token's user (me), of nobody (unassigned), of anybody (assigned).",
)
@click.option("--inbox", metavar="INBOX", help="Only conversations in this inbox: its id, name, or a part of the name.")
@click.option("--team", metavar="TEAM", help="Only conversations of this team: its id, name, or a part of the name.")
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="LABEL",
    help="Only conversations with this label (or a part of its title). Repeat it for any of several labels.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=25,
    show_default=True,
    metavar="N",
    help="Maximum number of conversations.",
)
@as_json_option
@click.pass_obj
def list_(
    connection: Connection,
    status: str,
    assignee: str | None,
    inbox: str | None,
    team: str | None,
    labels: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """List conversations, the most recently active first.

    \b
    Examples:
      aiochatwoot list --assignee unassigned
      aiochatwoot list --status all --inbox web --label vip --limit 100
      aiochatwoot list --json | jq '.[].id'
    """

    async def read(chatwoot: Chatwoot) -> list[models.Conversation]:
        rows = chatwoot.conversations.iter(
            status=models.ConversationStatusFilter(status),
            assignee_type=models.AssigneeFilter(assignee) if assignee else None,
            inbox_id=None if inbox is None else get(await find_inbox(chatwoot, inbox), "id"),
            team_id=None if team is None else get(await find_team(chatwoot, team), "id"),
            labels=await find_labels(chatwoot, labels) or None,
            limit=limit,
        )
        return [row async for row in rows]

    found = connection.ask(read)
    if as_json:
        print_json(found)
        return
    if found:
        console = make_console()
        print_blocks(console, _listing(found, console.width if console.is_terminal else None))
    else:
        click.echo("No conversations.", err=True)


@click.command(cls=Command)
@as_json_option
@click.pass_obj
def whoami(connection: Connection, as_json: bool) -> None:
    """Show the token's user and its accounts. Fail if the account that you set is not among them.

    \b
    Example:
      aiochatwoot whoami
    """

    async def ask(chatwoot: Chatwoot) -> tuple[models.Profile, int | None]:
        return await chatwoot.profile.get(), chatwoot.settings.account_id

    profile, account_id = connection.ask(ask)
    if as_json:
        print_json(profile)
    else:
        print_blocks(make_console(), _profile(profile))
    known = [get(each, "id") for each in profile.accounts] if isinstance(profile.accounts, list) else [None]
    if account_id is not None and account_id not in known and None not in known:
        raise Failure(f"account_id: the token's user is not a member of account {account_id}")


def _listing(conversations: Sequence[models.Conversation], room: int | None) -> Iterator[Block]:
    """Format conversations as a table, one line each. On a narrow terminal, labels and last message go on a second
    line.

    Args:
        conversations: The conversations.
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
