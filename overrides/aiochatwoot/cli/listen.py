"""The command `aiochatwoot listen`: what happens in an account, as it happens."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from ..client import Chatwoot
from ..webhooks import SqliteStore
from .connection import Connection, Failure
from .events import print_event, shown_warnings
from .usage import Command


@click.command(cls=Command)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N events.")
@click.option("--presence", is_flag=True, help="Show the token's user online, and print who else is.")
@click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Remember in FILE what was printed, and print first what was missed since the last time.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print a line of JSON for each event: as it came, without secrets."
)
@click.pass_obj
def listen(connection: Connection, limit: int | None, presence: bool, store: Path | None, as_json: bool) -> None:
    """Print what happens, as it happens.

    It prints the events of the account that the token's user sees in the app, until Ctrl-C. A connection that is lost
    is made again; what was missed meanwhile is asked for by the API, and marked as recovered. The token must be a
    user's.

    \b
    Examples:
      aiochatwoot listen
      aiochatwoot listen --store events.db --json
    """
    try:
        from ..realtime import realtime
    except ImportError:
        raise Failure('listen needs websockets: pip install "aiochatwoot[cli,realtime]"') from None

    async def follow(chatwoot: Chatwoot) -> None:
        with contextlib.nullcontext() if store is None else SqliteStore(store) as kept:
            async with realtime(chatwoot, store=kept, presence=presence, on_drift=lambda _: None) as events:
                click.echo("Connected; Ctrl-C ends it.", err=True)
                count = 0
                async for event in events:
                    print_event(event, as_json)
                    count += 1
                    if count == limit:
                        break

    with shown_warnings(), contextlib.suppress(KeyboardInterrupt):
        connection.ask(follow)
