"""The commands that route conversations: who has them, their labels, status and priority."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from .._resources.labels import change_labels
from ..client import Chatwoot
from .batch import each
from .connection import Connection
from .lookup import the_one
from .moments import moment
from .text import get, name_of, names, shown

_conversations = click.argument("conversations", type=click.IntRange(min=1), nargs=-1, required=True)


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
        to_team = None if team is None else the_one("team", team, await chatwoot.teams.list(), ("name",))
        to_agent = await chatwoot.profile.get() if me else None
        if agent is not None:
            keys = "name", "email", "available_name"
            to_agent = the_one("agent", agent, await chatwoot.agents.list(), keys)

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

        await each(chatwoot, conversations, one)

    connection.ask(work)


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

        await each(chatwoot, conversations, one)

    connection.ask(work)


@click.command()
@_conversations
@click.pass_obj
def resolve(connection: Connection, conversations: tuple[int, ...]) -> None:
    """Mark CONVERSATIONS as resolved."""

    async def work(chatwoot: Chatwoot) -> None:
        async def one(number: int) -> str:
            return shown((await chatwoot.conversations.set_status(number, status="resolved")).current_status)

        await each(chatwoot, conversations, one)

    connection.ask(work)


@click.command()
@_conversations
@click.option(
    "--until",
    metavar="WHEN",
    callback=moment,
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

        await each(chatwoot, conversations, one)

    connection.ask(work)


COMMANDS: tuple[click.Command, ...] = (assign, label, resolve, snooze)
