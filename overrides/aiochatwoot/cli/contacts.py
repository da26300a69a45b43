"""The commands about customers."""

from __future__ import annotations

from typing import Any

import click

from .._wire.model import Model
from ..client import Chatwoot
from .connection import Connection
from .lookup import line_of
from .output import as_json_option, print_json


@click.group()
def contacts() -> None:
    """Look up customers."""


@contacts.command()
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(min=1), default=15, show_default=True, metavar="N", help="At most so many."
)
@as_json_option
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
        click.echo(line_of(row, ("id", "name", "email", "phone_number", "identifier")))
    if not found:
        click.echo("No contacts.", err=True)


COMMANDS: tuple[click.Command, ...] = (contacts,)
