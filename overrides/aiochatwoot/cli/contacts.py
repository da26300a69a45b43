"""The commands about customers."""

from __future__ import annotations

from typing import Any

import click

from .._wire.kinds import UNSET
from ..client import Chatwoot
from .connection import Connection
from .lookup import find_inbox, line_of
from .output import as_json_option, print_json
from .text import get
from .usage import Command, Group

_SHOWN = ("id", "name", "email", "phone_number", "identifier")


@click.group(cls=Group)
def contacts() -> None:
    """Find customers, and create them."""


@contacts.command(cls=Command)
@click.argument("query")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    metavar="N",
    help="Maximum number of customers.",
)
@as_json_option
@click.pass_obj
def find(connection: Connection, query: str, limit: int, as_json: bool) -> None:
    """Find customers.

    QUERY is a part of their name, mail address, phone number or identifier.

    \b
    Examples:
      aiochatwoot contacts find putri
      aiochatwoot contacts find +62813 --json
    """

    async def read(chatwoot: Chatwoot) -> list[Any]:
        return [row async for row in chatwoot.contacts.iter_search(q=query, limit=limit)]

    found = connection.ask(read)
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo(line_of(row, _SHOWN))
    if not found:
        click.echo("No contacts.", err=True)


@contacts.command(cls=Command)
@click.argument("name", required=False)
@click.option("--email", metavar="ADDRESS", help="Mail address; no other contact may have it.")
@click.option("--phone", metavar="NUMBER", help="Phone number, as +6281234567890; no other contact may have it.")
@click.option("--identifier", metavar="ID", help="Id in your own system; no other contact may have it.")
@click.option("--inbox", metavar="INBOX", help="Inbox to write to them from: its id, name, or a part of the name.")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="KEY=VALUE",
    help="Custom attribute, as text. May be repeated.",
)
@as_json_option
@click.pass_obj
def create(
    connection: Connection,
    name: str | None,
    email: str | None,
    phone: str | None,
    identifier: str | None,
    inbox: str | None,
    attributes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Create a customer called NAME.

    \b
    Examples:
      aiochatwoot contacts create "Zoë Smith" --email zoe@example.com
      aiochatwoot contacts create --phone +6285550001234 --attribute plan=gold --inbox web
    """
    if name is None and email is None and phone is None and identifier is None:
        raise click.UsageError("say who it is: NAME, --email, --phone or --identifier")
    pairs = [each.partition("=") for each in attributes]
    if not all(key and equals for key, equals, _ in pairs):
        raise click.UsageError("--attribute is KEY=VALUE")

    async def write(chatwoot: Chatwoot) -> Any:
        place = None if inbox is None else get(await find_inbox(chatwoot, inbox), "id")
        return await chatwoot.contacts.create(
            name=name,
            email=UNSET if email is None else email,
            phone_number=UNSET if phone is None else phone,
            identifier=UNSET if identifier is None else identifier,
            custom_attributes={key: value for key, _, value in pairs} or None,
            inbox_id=place,
        )

    created = connection.ask(write)
    if as_json:
        print_json(created)
    else:
        click.echo(f"Contact {line_of(get(created, 'contact'), _SHOWN)}")
