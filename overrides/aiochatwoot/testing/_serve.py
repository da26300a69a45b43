"""The command that runs the server until Ctrl-C: `aiochatwoot serve`, or `python -m aiochatwoot.testing`."""

from __future__ import annotations

import difflib
import inspect
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from .._extras import missing_extra
from ._state.host import DEFAULT_VERSION, OLDEST_VERSION
from ._state.settings import EVENTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ._http.fault_queue import AnyFault, When
    from .server import FakeChatwoot

_AFTER = "after"
_SWITCHING = 101


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=3000,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--empty", is_flag=True, help="No sample conversations: an account with one administrator.")
@click.option(
    "--as-version",
    default=DEFAULT_VERSION,
    show_default=True,
    metavar="VERSION",
    help=f"Version of Chatwoot to behave as, from {OLDEST_VERSION} to {DEFAULT_VERSION}.",
)
@click.option(
    "--webhook",
    metavar="URL",
    help="Send webhooks to this URL of this machine, such as http://127.0.0.1:8000/, and print their secret.",
)
@click.option("--rate-limit", type=click.IntRange(min=1), metavar="N", help="Refuse more than N requests a minute.")
@click.option(
    "--fault",
    "specs",
    multiple=True,
    metavar="FAULT",
    help="Let the next request fail so. Repeat it for the requests after it.",
)
@click.option("--repeat", is_flag=True, help="Start again with the first FAULT after the last.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print lines of JSON: the settings of a client, then each request."
)
def serve(
    port: int,
    empty: bool,
    as_version: str,
    webhook: str | None,
    rate_limit: int | None,
    specs: tuple[str, ...],
    repeat: bool,
    as_json: bool,
) -> None:
    """Run a Chatwoot server, to try things out.

    Runs on this machine until Ctrl-C. It responds as a real server does, and keeps everything in memory. It prints its
    URL and its token, then a line for each request and each webhook that it sends.

    FAULT is a function of aiochatwoot.testing.faults with its number: ok, status:503, too_many_requests:30, late:2,
    reset, disconnect, hang, refuse:5 and others. With :after, the server executes the request and loses the response.
    With @TEXT, only requests whose path contains TEXT fail.

    \b
    Examples:
      aiochatwoot serve
      aiochatwoot serve --port 0 --empty
      aiochatwoot serve --webhook http://127.0.0.1:8000/
      aiochatwoot serve --fault status:503 --fault reset:after@/messages
      aiochatwoot serve --fault ok --fault ok --fault late:2 --repeat
    """
    server = _make_server(port, empty, as_version, rate_limit)
    try:
        script = [_read_fault(each) for each in specs]
        server._app = _Standing(server._app, server, script, repeat, as_json)
        server.deliveries.sent = _Said(as_json)
        server.start()
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}; --port 0 takes a free one") from None
    with server:
        secret = None if webhook is None else server.account.add_webhook(webhook, subscriptions=EVENTS).secret
        _say_where(server, as_version, empty, secret, as_json)
        try:
            _wait()
        except KeyboardInterrupt:  # the intended way to stop it
            click.echo(err=True)


_wait: Callable[[], object] = threading.Event().wait


def _make_server(port: int, empty: bool, version: str, rate_limit: int | None) -> FakeChatwoot:
    try:
        from .server import FakeChatwoot
    except ImportError:
        raise click.ClickException(missing_extra("the server", "testing")) from None
    try:
        return FakeChatwoot(port=port, sample=not empty, version=version, rate_limit=rate_limit)
    except ValueError as error:
        raise click.BadParameter(str(error).removeprefix("version: "), param_hint="'--as-version'") from None


def _say_where(server: FakeChatwoot, version: str, empty: bool, secret: str | None, as_json: bool) -> None:
    settings = {
        "CHATWOOT_BASE_URL": server.base_url,
        "CHATWOOT_API_ACCESS_TOKEN": server.token,
        "CHATWOOT_ACCOUNT_ID": server.account_id,
    }
    if secret is not None:
        settings["CHATWOOT_WEBHOOK_SECRET"] = secret
    if as_json:
        click.echo(json.dumps(settings))
        return
    click.echo(f"Chatwoot {version}, {'empty' if empty else 'with sample data'}: {server.base_url}; Ctrl-C ends it.\n")
    for name, value in settings.items():
        click.echo(f"export {name}={value}")
    click.echo()


def _read_fault(spec: str) -> tuple[AnyFault, When | None]:
    """Parse a fault, and the condition for the requests that it applies to."""
    from . import faults

    text, _, part = spec.partition("@")
    name, *given = text.split(":")
    own = [each for each in vars(faults).values() if inspect.isfunction(each) and each.__module__ == faults.__name__]
    # Redirects need a URL, which no FAULT can give.
    makers = {each.__name__: each for each in own if each.__name__[0] != "_" and each is not faults.redirect}
    if name not in makers:
        near = difflib.get_close_matches(name, makers, 1)
        hint = f" (did you mean {near[0]}?)" if near else f"; there are {', '.join(makers)}"
        raise click.BadParameter(f"there is no fault {name!r}{hint}", param_hint="'--fault'")
    make = makers[name]
    known = inspect.signature(make).parameters
    options = {_AFTER: given.pop() == _AFTER} if _AFTER in known and given[-1:] == [_AFTER] else {}
    numbers = [each for each in known.values() if str(each.annotation).startswith(("int", "float"))]
    try:
        if not sum(each.default is each.empty for each in numbers) <= len(given) <= len(numbers):
            raise ValueError
        values = [float(each) if "." in each else int(each) for each in given]
    except ValueError:
        forms = (
            f":{each.name.upper()}" if each.default is each.empty else f"[:{each.name.upper()}]" for each in numbers
        )
        form = name + "".join(forms) + (f"[:{_AFTER}]" if _AFTER in known else "")
        raise click.BadParameter(f"{spec!r}: expected {form}", param_hint="'--fault'") from None
    try:
        fault = make(*values, **options)
        if part and not isinstance(fault, faults.Fault):
            raise ValueError("a fault of a connection has no path")
    except ValueError as error:
        raise click.BadParameter(f"{spec!r}: {error}", param_hint="'--fault'") from None
    return fault, (lambda request: part in request.path) if part else None


@dataclass(eq=False)
class _Standing:
    """The application of a long-running server: it prints each request, and stores none."""

    app: ASGIApp
    server: FakeChatwoot
    script: Sequence[tuple[AnyFault, When | None]]
    repeat: bool
    as_json: bool

    def __post_init__(self) -> None:
        self._add_script()

    def _add_script(self) -> None:
        for fault, when in self.script:
            self.server.faults.add(fault, when=when)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status: int | None = None

        async def look(message: Message) -> None:
            nonlocal status
            status = _SWITCHING if message["type"] == "websocket.accept" else message.get("status", status)
            await send(message)

        if self.repeat and not self.server.faults.pending:
            self._add_script()
        try:
            await self.app(scope, receive, look)
        finally:
            method = scope.get("method", "GET")  # a WebSocket has none
            _say(self.as_json, method, scope["raw_path"].decode("ascii", "replace"), status)
            for kept in (self.server.requests, self.server.executions, self.server.faults.struck):
                kept.clear()


class _Said(list[Any]):
    """Webhook deliveries that are printed, and not stored."""

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def append(self, delivery: Any, /) -> None:
        _say(self._as_json, "POST", delivery.url, delivery.status, event=delivery.event)


def _say(as_json: bool, method: str, path: str, status: int | None, **more: str) -> None:
    if as_json:
        click.echo(json.dumps({"method": method, "path": path, **more, "status": status}))
    else:
        outcome = "no response" if status is None else str(status)
        line = " ".join((method, path, *more.values(), outcome))
        click.echo("".join(each if each.isprintable() else "?" for each in line))  # a URL is untrusted text
