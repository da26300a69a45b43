"""The commands about webhooks: verify a saved delivery, and receive deliveries for testing."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import os
import socket
from pathlib import Path
from typing import Any

import click

from .._extras import missing_extra
from ..errors import WebhookError
from ..webhooks import WebhookReceiver, unwrap
from ..webhooks._signatures import Hidden, read_headers
from .connection import Failure, WrongSettings
from .deliveries import Delivery, near_misses, read_delivery
from .events import AnyEvent, event_line, print_event, shown_warnings
from .output import print_json
from .text import one_line, shown
from .usage import Group

_VARIABLE = "CHATWOOT_WEBHOOK_SECRET"
_LONGEST_TIMESTAMP = 11
_secret_file = click.option(
    "--secret-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"File with the secret of the webhook, bot or inbox, one secret per line. Default: {_VARIABLE} in the "
    "environment.",
)


@click.group(cls=Group)
def webhooks() -> None:
    """Verify and receive webhooks."""


@webhooks.command(cls=click.Command)
@click.argument("file", type=click.File("rb"))
@_secret_file
@click.option(
    "--max-age",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Refuse a delivery that was signed longer ago; a receiver allows 300. Default: any age.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def verify(context: click.Context, file: Any, secret_file: Path | None, max_age: float | None, as_json: bool) -> None:
    """Verify a saved delivery.

    FILE holds the headers, an empty line, and the body byte for byte; or JSON with "headers" and "body"; - reads
    standard input. If a check fails, the output names it, and the exit status is 1.

    \b
    Examples:
      aiochatwoot webhooks verify delivery.http --secret-file secret.txt
      CHATWOOT_WEBHOOK_SECRET=... aiochatwoot webhooks verify - < delivery.http
    """
    secrets = _secrets(secret_file)
    try:
        delivery = read_delivery(file.read())
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Failure(f"{file.name}: no delivery: {error}") from None
    event: AnyEvent | None = None
    check = message = None
    try:
        event = _unwrapped(delivery, secrets, math.inf if max_age is None else max_age)
    except WebhookError as error:
        hint = _near_miss(delivery, secrets) if error.check == "signature" else ""
        check, message = error.check, one_line(f"{error}{hint}")
    signed = _signed(delivery)
    if as_json:
        moment = None if signed is None else signed.isoformat()
        facts = {"check": check, "message": message, "signed_at": moment, "event": event and event.to_dict()}
        print_json(facts)
    else:
        if event is not None:
            click.echo(f"{event_line(event)}\nThe signature fits.")
        else:
            click.echo(f"aiochatwoot: {check}: {message}", err=True)
        if signed is not None:
            click.echo(f"It was signed {shown(signed)}.", err=event is None)
    if event is None:
        context.exit(1)


def _unwrapped(delivery: Delivery, secrets: Hidden, max_age: float = math.inf) -> AnyEvent:
    return unwrap(delivery.body, delivery.headers, secrets.value, tolerance=max_age, on_drift=lambda _: None)


def _near_miss(delivery: Delivery, secrets: Hidden) -> str:
    """Describe how the body was changed, if the signature matches a body without that change."""
    for what, body in near_misses(delivery.body):
        with contextlib.suppress(WebhookError):
            _unwrapped(delivery._replace(body=body), secrets)
            return f". It fits the body {what}"
    return ""


def _signed(delivery: Delivery) -> dt.datetime | None:
    """Return the time of signing from the headers; None if they have none."""
    stamp = read_headers(delivery.headers).timestamp or ""
    is_moment = stamp.isascii() and stamp.isdecimal() and len(stamp) <= _LONGEST_TIMESTAMP
    return dt.datetime.fromtimestamp(int(stamp), dt.UTC) if is_moment else None


@webhooks.command(cls=click.Command)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on; 0.0.0.0 for all.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 for a free one.",
)
@_secret_file
@click.option("--unverified", is_flag=True, help="Accept deliveries without a signature, of servers that do not sign.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print each event as a line of JSON, without secrets.",
)
def serve(host: str, port: int, secret_file: Path | None, unverified: bool, as_json: bool) -> None:
    """Receive webhooks, to try them out.

    Verifies each delivery, drops duplicates, and prints the events until Ctrl-C; reports refused deliveries on stderr.
    Chatwoot must be able to reach this machine: since 4.14, it blocks private addresses unless its operator allows
    them.

    \b
    Examples:
      aiochatwoot webhooks serve --secret-file secret.txt
      aiochatwoot webhooks serve --unverified --port 9000 --json
    """
    try:
        import uvicorn
    except ImportError:
        raise Failure(missing_extra("webhooks serve", "cli")) from None
    secrets = Hidden(None) if unverified else _secrets(secret_file)
    receiver = WebhookReceiver(secrets.value, unverified=unverified, on_drift=lambda _: None)

    @receiver.on_any
    async def show(event: AnyEvent) -> None:
        print_event(event, as_json)

    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise Failure(f"{host}:{port}: {error.strerror or error}; --port 0 takes a free one") from None
    with listener, shown_warnings(), contextlib.suppress(KeyboardInterrupt):
        click.echo(f"Listening on http://{host}:{listener.getsockname()[1]}/; Ctrl-C ends it.", err=True)
        config = uvicorn.Config(receiver.asgi, ws="none", log_config=None, log_level="error", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def _secrets(file: Path | None) -> Hidden:
    """Read the secrets from a file or the environment.

    There is no option with a secret, since other users can see command lines in process lists.

    Raises:
        WrongSettings: there is no secret.
    """
    try:
        text = os.environ.get(_VARIABLE, "") if file is None else file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise WrongSettings(f"{file}: {error}") from None
    secrets = Hidden([line.strip() for line in text.splitlines() if line.strip()])
    if not secrets.value:
        where = "is not set" if file is None else f"{file} is empty"
        raise WrongSettings(f"secret: {where}; pass --secret-file or set {_VARIABLE} in the environment")
    return secrets
