"""The `aiochatwoot` command: read, route and answer conversations in a terminal or a script."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from importlib import import_module
from typing import NoReturn

from .._extras import missing_extra

try:
    import click

    import_module("rich")  # the commands need it
except ImportError:
    # sys.exit with a text prints it to stderr and exits with status 1.
    raise SystemExit(missing_extra("aiochatwoot: the command", "cli")) from None

from .._version import __version__
from .connection import Connection, Failure
from .usage import Group, LazyCommands, server_options

_INTERRUPTED = 130
_COMMANDS = LazyCommands(
    {
        "assign": "cli.routing:assign",
        "check-contract": "cli.check:check_contract",
        "contacts": "cli.contacts:contacts",
        "export": "cli.export:export_command",
        "label": "cli.routing:label",
        "list": "cli.read:list_",
        "listen": "cli.listen:listen",
        "mcp": "cli.agents:serve_agents",
        "note": "cli.messages:note",
        "priority": "cli.routing:priority",
        "reopen": "cli.routing:reopen",
        "reply": "cli.messages:reply",
        "reports": "cli.figures:reports",
        "resolve": "cli.routing:resolve",
        "search": "cli.figures:search",
        "serve": "testing._serve:serve",
        "show": "cli.read:show",
        "snooze": "cli.routing:snooze",
        "webhooks": "cli.webhooks:webhooks",
        "whoami": "cli.read:whoami",
    }
)


@click.group(
    cls=Group,
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="The access token comes only from CHATWOOT_API_ACCESS_TOKEN in the environment: every user of a machine can "
    "see its command lines.",
)
@click.version_option(__version__, prog_name="aiochatwoot", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Read, answer and route the conversations of a Chatwoot server.

    The server options work before and after the command. Every command has --help with examples, and --json for
    programs.

    Try it without a server:

    \b
      aiochatwoot list --demo
      aiochatwoot show 42 --demo
    """
    context.ensure_object(Connection)


cli.params += server_options(everywhere=False)


def main() -> NoReturn:
    """Run the command and exit: 0 success, 1 an error, 2 wrong usage or settings, 130 interrupted."""
    if getattr(sys, "stdout", None) is None:  # the parent process closed stdout: discard the output
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # replace characters that the terminal's encoding lacks
    try:
        status = _status()
        sys.stdout.flush()
    except OSError as error:  # usually from stdout: a full disk or a closed pipe
        with contextlib.suppress(OSError):
            if not isinstance(error, BrokenPipeError):
                Failure(f"{error.filename or 'cannot write'}: {error.strerror or error}").show()
            # At exit, Python flushes stdout again and would report the same error once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def _status() -> int:
    try:
        return int(cli.main(prog_name="aiochatwoot", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except RecursionError:
        Failure("the JSON is nested too deeply").show()
        return 1
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
