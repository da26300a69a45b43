"""The commands that route conversations: assignment, labels, status and priority."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from .._resources.labels import change_labels
from .._wire.model import Model
from ..client import Chatwoot
from ..generated import models
from .batch import Done, each
from .connection import Connection
from .lookup import find_agent, find_labels, find_team
from .moments import moment
from .output import as_json_lines_option
from .text import get, name_of, names, shown
from .usage import Choice, Command, ConversationNumber

_F = TypeVar("_F", bound="Callable[..., Any]")
_NO_PRIORITY = "none"


def _conversations(hint: str = "") -> Callable[[_F], _F]:
    return click.argument("conversations", type=ConversationNumber(hint), nargs=-1, required=True)


@click.command(cls=Command)
@_conversations("name an agent with --agent, a team with --team")
@click.option("--agent", metavar="WHO", help="An agent's id, mail address or name, or a part of it: a first name.")
@click.option("--me", is_flag=True, help="Assign to the token's user.")
@click.option("--team", metavar="TEAM", help="A team's id or name, or a part of the name.")
@click.option("--nobody", is_flag=True, help="Unassign the agent.")
@click.option("--no-team", is_flag=True, help="Unassign the team.")
@as_json_lines_option
@click.pass_obj
def assign(
    connection: Connection,
    conversations: tuple[int, ...],
    agent: str | None,
    me: bool,
    team: str | None,
    nobody: bool,
    no_team: bool,
    as_json: bool,
) -> None:
    """Assign CONVERSATIONS to an agent, a team, or both.

    An agent or team that you do not name stays. A new team unassigns an agent who is not its member.

    \b
    Examples:
      aiochatwoot assign 42 60 --agent bob --team support
      aiochatwoot assign 42 --me
      aiochatwoot assign 42 --nobody --no-team
    """
    agents, teams = [agent is not None, me, nobody], [team is not None, no_team]
    if sum(agents) > 1 or sum(teams) > 1 or not any(agents + teams):
        raise click.UsageError("say one of --agent, --me and --nobody, one of --team and --no-team, or one of each")

    async def work(chatwoot: Chatwoot) -> None:
        to_team = None if team is None else await find_team(chatwoot, team)
        to_agent = await chatwoot.profile.get() if me else None
        if agent is not None:
            to_agent = await find_agent(chatwoot, agent)

        async def one(number: int) -> Done:
            # Set the team first: the server then unassigns an agent outside it, or assigns one automatically.
            said: list[str] = []
            facts: dict[str, Any] = {}
            if to_team is not None:
                facts["team"] = await chatwoot.conversations.assign_team(number, team_id=get(to_team, "id"))
                said.append(f"to team {name_of(facts['team'])}")
            elif no_team:
                await chatwoot.conversations.unassign_team(number)
                facts["team"] = None
                said.append("to no team")
            if to_agent is not None:
                facts["assignee"] = await chatwoot.conversations.assign_agent(number, assignee_id=get(to_agent, "id"))
                said.append(f"to {name_of(facts['assignee'])}")
            elif nobody:
                await chatwoot.conversations.unassign(number)
                facts["assignee"] = None
                said.append("to nobody")
            return Done(f"assigned {' and '.join(said)}", facts)

        await each(chatwoot, conversations, one, as_json=as_json)

    connection.ask(work)


@click.command(cls=Command)
@_conversations("labels are named with --add and --remove")
@click.option("--add", multiple=True, metavar="LABEL", help="Add this label. May be repeated.")
@click.option("--remove", multiple=True, metavar="LABEL", help="Remove this label. May be repeated.")
@click.option("--exact", is_flag=True, help="Take labels literally, also those that the account does not have.")
@as_json_lines_option
@click.pass_obj
def label(
    connection: Connection,
    conversations: tuple[int, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    exact: bool,
    as_json: bool,
) -> None:
    """Show or change the labels of CONVERSATIONS.

    Labels that you do not name stay. LABEL is a label of the account, or a part of its title.

    \b
    Examples:
      aiochatwoot label 42
      aiochatwoot label 42 60 --add vip --remove export
    """
    if not all(map(str.strip, add + remove)):
        raise click.UsageError("a label has no name")

    async def work(chatwoot: Chatwoot) -> None:
        given = [*add, *remove]
        found = given if exact else await find_labels(chatwoot, given, "; --exact takes any")
        new, old = found[: len(add)], found[len(add) :]

        async def one(number: int) -> Done:
            if found:
                labels = await change_labels(chatwoot.conversations, number, add=new, remove=old)
            else:
                labels = await chatwoot.conversations.labels(number)
            return Done(names(labels) or "no labels", {"labels": labels})

        await each(chatwoot, conversations, one, as_json=as_json)

    connection.ask(work)


@click.command(cls=Command)
@_conversations()
@as_json_lines_option
@click.pass_obj
def resolve(connection: Connection, conversations: tuple[int, ...], as_json: bool) -> None:
    """Mark CONVERSATIONS as resolved.

    \b
    Example:
      aiochatwoot resolve 1 2 3
    """
    _set_status(connection, conversations, models.SettableStatus.RESOLVED, as_json)


@click.command(cls=Command)
@_conversations()
@as_json_lines_option
@click.pass_obj
def reopen(connection: Connection, conversations: tuple[int, ...], as_json: bool) -> None:
    """Open resolved, snoozed or pending CONVERSATIONS.

    The server assigns them to the token's user, unless that is an administrator.

    \b
    Example:
      aiochatwoot reopen 1 2 3
    """
    _set_status(connection, conversations, models.SettableStatus.OPEN, as_json)


def _set_status(
    connection: Connection, conversations: tuple[int, ...], status: models.SettableStatus, as_json: bool
) -> None:
    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> Done:
            change = await chatwoot.conversations.set_status(number, status=status)
            return Done(shown(change.current_status), _facts_of(change))

        await each(chatwoot, conversations, one, as_json=as_json)

    connection.ask(work)


def _facts_of(change: models.ConversationStatusChange) -> dict[str, Any]:
    body = change.to_dict() if isinstance(change, Model) else {}
    return {"status": body.get("current_status"), "snoozed_until": body.get("snoozed_until")}


@click.command(cls=Command)
@_conversations('a time of more than one word needs quotes: --until "2026-12-24 09:00"')
@click.option(
    "--until",
    metavar="WHEN",
    callback=moment,
    help="30m, 2h, 3d, 1w, or a date and time, in this machine's time zone unless it names another one. Default: until "
    "the customer writes; an end that is set already stays.",
)
@as_json_lines_option
@click.pass_obj
def snooze(connection: Connection, conversations: tuple[int, ...], until: dt.datetime | None, as_json: bool) -> None:
    """Snooze CONVERSATIONS.

    \b
    Examples:
      aiochatwoot snooze 42 --until 2h
      aiochatwoot snooze 42 --until "2026-12-24 09:00"
      aiochatwoot snooze 42 --until "2026-12-24 09:00 Europe/Berlin"
      aiochatwoot snooze 42 --until 2026-12-24T09:00+01:00
    """

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> Done:
            change = await chatwoot.conversations.snooze(number, snoozed_until=until)
            end = shown(change.snoozed_until) or "the customer writes"
            return Done(f"{shown(change.current_status)} until {end}", _facts_of(change))

        await each(chatwoot, conversations, one, as_json=as_json)

    connection.ask(work)


@click.command(cls=Command)
@_conversations()
@click.argument(
    "level",
    metavar="LEVEL",
    type=Choice([*(each.value for each in reversed(models.ConversationPriorityChange)), _NO_PRIORITY]),
)
@as_json_lines_option
@click.pass_obj
def priority(connection: Connection, conversations: tuple[int, ...], level: str, as_json: bool) -> None:
    """Set the priority of CONVERSATIONS.

    LEVEL is urgent, high, medium, low or none.

    \b
    Examples:
      aiochatwoot priority 42 60 urgent
      aiochatwoot priority 42 none
    """
    wanted = None if level == _NO_PRIORITY else models.ConversationPriorityChange(level)

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> Done:
            await chatwoot.conversations.set_priority(number, priority=wanted)
            return Done(f"{level} priority" if wanted else "no priority", {"priority": wanted})

        await each(chatwoot, conversations, one, as_json=as_json)

    connection.ask(work)
