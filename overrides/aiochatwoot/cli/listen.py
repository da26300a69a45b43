"""The command `aiochatwoot listen`: print an account's events as they happen."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from .._extras import missing_extra
from ..client import Chatwoot
from ..webhooks import SqliteStore
from .connection import Connection, Failure
from .events import print_event, shown_warnings
from .usage import Command


@click.command(cls=Command)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N events.")
@click.option("--presence", is_flag=True, help="Show the token's user as online, and print who is online.")
@click.option(
    "--store",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Remember printed events in FILE, and print first what was missed since the last run.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON, without secrets.")
@click.pass_obj
def listen(connection: Connection, limit: int | None, presence: bool, store: Path | None, as_json: bool) -> None:
    """Print the events of an account as they happen.

    Prints what the token's user sees in the app, until Ctrl-C. When the connection is lost, it connects again, reads
    what it missed through the API, and marks these events as recovered. The token must be a user's, not a bot's.

    \b
    Examples:
      aiochatwoot listen
      aiochatwoot listen --store events.db --json
    """
    try:
        from ..realtime import realtime
    except ImportError:
        raise Failure(missing_extra("listen", "realtime")) from None

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
