"""The command `aiochatwoot check-contract`: compare a server or recorded responses with the contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from .contract_check import ContractCheck, check_server, read_exchanges
from .output import as_json_option, print_json
from .text import one_line
from .usage import Command

if TYPE_CHECKING:
    from .connection import Connection


_MOST = 40


@click.command("check-contract", cls=Command)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.option(
    "--conversations",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="How many conversations of the server to read.",
)
@click.option(
    "--operation",
    metavar="ID",
    help="FILES are bare bodies of responses to this operation, such as conversations.get.",
)
@as_json_option
@click.pass_context
def check_contract(
    context: click.Context, files: tuple[Path, ...], conversations: int, operation: str | None, as_json: bool
) -> None:
    """Check responses against the contract.

    Checks responses of the server, which it only reads, or responses recorded in FILES. A FILE holds a recorded
    exchange (request, status, body_text), several of them, a HAR archive of a browser, or with --operation a bare body.
    The exit status is 1 if something deviates.

    \b
    Examples:
      aiochatwoot check-contract --conversations 5
      aiochatwoot check-contract recorded.har
    """
    check = ContractCheck()
    if files:
        _check_files(check, files, operation)
    else:
        connection: Connection = context.obj
        connection.ask(lambda chatwoot: check_server(chatwoot, check, conversations), on_drift=check.note)
    if as_json:
        print_json(_document(check))
    else:
        _print(check)
    if not check.answers:
        raise click.ClickException("nothing was checked")
    if not files and check.answers.keys() == {"profile.get"}:
        raise click.ClickException("nothing of the account was checked: see the skipped calls; is its number right?")
    if check.findings:
        context.exit(1)


def _check_files(check: ContractCheck, files: tuple[Path, ...], operation: str | None) -> None:
    for file in files:
        try:
            for exchange in read_exchanges(str(file), file.read_text(encoding="utf-8"), operation):
                check.add(exchange)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise click.ClickException(one_line(f"{file}: {error}")) from None


def _document(check: ContractCheck) -> dict[str, Any]:
    return {
        "answers": check.answers,
        "version": check.version,
        "deviations": [
            {
                "operation": each.example.operation,
                "path": each.example.pattern,
                "count": each.count,
                "expected": each.example.expected,
                "got": each.example.got,
                "example": each.example.path,
            }
            for each in check.findings
        ],
        "never_seen": check.unseen,
        "skipped": check.skipped,
    }


def _print(check: ContractCheck) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 10_000  # do not wrap lines in a file
    counts = ", ".join(f"{count} {name}" for name, count in check.answers.items())
    console.print(f"Answers checked: {counts or 'none'}", soft_wrap=True)
    if check.answers:
        console.print(f"They look like those of Chatwoot {check.version} or newer.", soft_wrap=True)
    if check.findings:
        table = Table(box=None, pad_edge=False, show_edge=False)
        for heading in ("Count", "Operation", "Where", "Expected", "Got, for example"):
            table.add_column(heading, overflow="fold", justify="right" if heading == "Count" else "left")
        for each in check.findings:
            example = each.example
            cells = (str(each.count), example.operation, example.pattern, example.expected, example.got)
            table.add_row(*map(one_line, cells))
        console.print()
        console.print(table)
    elif check.answers:
        console.print("Nothing deviates from the contract.")
    for title, rows in (("Documented optional fields that never came", check.unseen), ("Skipped", check.skipped)):
        if rows:
            console.print(f"\n{title}:")
            for row in rows[:_MOST]:
                console.print(f"  {one_line(row)}", soft_wrap=True)
            if len(rows) > _MOST:
                console.print(f"  and {len(rows) - _MOST} more, which --json has")
