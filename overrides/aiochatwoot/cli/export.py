"""The commands that export conversations into a directory, and verify such a directory."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import attrs
import click

from .. import Chatwoot, SettingsError
from ..export import Progress, Report, to_directory, verify
from ..export._rows import TABLES
from ..hooks import RequestDetails, WaitDetails
from .connection import Connection, Failure, WrongSettings
from .output import as_json_option, print_json
from .progress import export_bar
from .text import one_line
from .usage import Choice, Command, did_you_mean

_INTERRUPTED = 130
_MEGABYTE = 2**20


def _tables(_: click.Context, __: click.Parameter, value: str | None) -> list[str] | None:
    if value is None:
        return None
    names = [name.strip() for name in value.split(",")]
    for name in names:
        if name not in TABLES:
            hint = did_you_mean(name, [*TABLES])
            raise click.BadParameter(f"{one_line(name)!r} is none of {', '.join(TABLES)}{hint}")
    return names


@click.command("export", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="[verify] DIR")
@click.option(
    "--format", type=Choice(["jsonl", "parquet"]), help="Format of the files, set by the first run. [default: jsonl]"
)
@click.option(
    "--tables", callback=_tables, metavar="NAMES", help=f"Comma-separated tables to export, of: {', '.join(TABLES)}."
)
@click.option("--raw", is_flag=True, help="Also keep the server's JSON of each row.")
@click.option("--attachments", is_flag=True, help="Fetch the files of attachments, each content once.")
@click.option(
    "--max-file",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    metavar="MB",
    help="Maximum size of a file.",
)
@click.option("--since-last", is_flag=True, help="Read only what changed since the last complete run began.")
@click.option(
    "--account",
    "accounts",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="N",
    help="Export this account. May be repeated.",
)
@as_json_option
@click.pass_context
def export_command(
    context: click.Context,
    words: tuple[str, ...],
    format: Literal["jsonl", "parquet"] | None,
    tables: list[str] | None,
    raw: bool,
    attachments: bool,
    max_file: int,
    since_last: bool,
    accounts: tuple[int, ...],
    as_json: bool,
) -> None:
    """Export conversations with all messages into DIR, or verify an export.

    Writes one file per table and 500 conversations. The same command resumes an interrupted export. Ctrl-C finishes
    the conversations that are being read; a second Ctrl-C stops immediately. The exit status is 1 if something is
    missing.

    \b
    Examples:
      aiochatwoot export backup --format parquet --attachments
      aiochatwoot export backup --since-last
      aiochatwoot export verify backup
      aiochatwoot export out --demo
    """
    if len(words) == 2 and words[0] == "verify":
        _verify(context, Path(words[1]), as_json)
        return
    if len(words) != 1:
        raise click.UsageError("expected one directory, or: verify DIR", context)
    options: dict[str, Any] = {
        "format": format,
        "tables": tables,
        "raw": raw or None,
        "attachments": attachments,
        "max_file": max_file * _MEGABYTE,
        "since_last": since_last,
        "account_ids": accounts or None,
    }
    stop = asyncio.Event()
    try:
        report = _export(context.ensure_object(Connection), words[0], options, stop)
    except OSError as error:
        what = f"{error.filename or words[0]}: {error.strerror or error}"
        raise Failure(f"{what}; what is done is kept, and the same command goes on once that is fixed") from None
    except ImportError as error:
        raise Failure(str(error)) from None
    _show(report, words[0], as_json)
    if not report.is_complete:
        context.exit(_INTERRUPTED if stop.is_set() else 1)


@attrs.define
class _Sent:
    """Request statistics from a client's hooks."""

    requests: int = 0
    waited: float = 0.0

    def request(self, _: RequestDetails) -> None:
        self.requests += 1

    def wait(self, details: WaitDetails) -> None:
        self.waited = max(self.waited, details.wait or 0.0)


def _export(connection: Connection, directory: str, options: dict[str, Any], stop: asyncio.Event) -> Report:
    sent = _Sent()
    with export_bar() as show:

        def tell(progress: Progress) -> None:
            show(progress.ids_done, progress.ids, _text(progress, sent))

        async def export(chatwoot: Chatwoot) -> Report:
            with suppress(NotImplementedError):  # Windows has no signal handlers here: Ctrl-C stops immediately
                _stop_gently(stop)
            return await to_directory(chatwoot, directory, stop=stop, on_progress=tell, **options)

        return connection.ask(export, on_request=sent.request, on_wait=sent.wait)


def _stop_gently(stop: asyncio.Event) -> None:
    """Make the first Ctrl-C set `stop`, and the second one interrupt."""
    loop = asyncio.get_running_loop()

    def interrupted() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)
        click.echo("aiochatwoot: finishing the conversations under way; Ctrl-C again stops at once", err=True)

    loop.add_signal_handler(signal.SIGINT, interrupted)


def _text(progress: Progress, sent: _Sent) -> str:
    parts = [
        f"{progress.conversations:,} conversations",
        f"{progress.messages:,} messages",
        f"{progress.files:,} files" if progress.files else "",
        f"{sent.requests:,} requests",
        f"waits up to {sent.waited:.0f} s for the rate limit" if sent.waited else "",
        f"{progress.failures} failures" if progress.failures else "",
        f"{progress.windows - progress.windows_done} of {progress.windows} windows left",
    ]
    return " · ".join(filter(None, parts))


def _show(report: Report, directory: str, as_json: bool) -> None:
    failed = [one_line(f"{each.window}: {each.error}") for each in report.failed]
    if as_json:
        facts = {"run": report.run, "is_complete": report.is_complete, "counts": dict(report.counts)}
        facts |= {"failed": failed, "left": report.left, "file_errors": report.file_errors}
        facts |= {"missing": [attrs.asdict(each) for each in report.missing]}
        print_json(facts | {"partial": list(report.partial)})
    else:
        counts = ", ".join(f"{count:,} {table}" for table, count in report.counts.items()) or "nothing new"
        click.echo(f"Run {report.run} in {one_line(directory)}: {counts}.")
    for account_id in report.partial:
        note = "the token's user is no administrator: other inboxes are missing, and no deletion is named"
        click.echo(f"account {account_id}: {note}", err=True)
    if report.file_errors:
        click.echo(f"{report.file_errors} files could not be fetched: see file_error in attachments", err=True)
    for text in failed:
        click.echo(f"failed: {text}", err=True)
    for each in report.missing:
        click.echo(f"missing: {one_line(str(each))}", err=True)
    if report.missing:
        click.echo(f"{len(report.missing)} conversations are missing; the next run tries them again", err=True)
    if report.left:
        click.echo(f"{report.left} windows are missing; the same command goes on with them", err=True)


def _verify(context: click.Context, directory: Path, as_json: bool) -> None:
    try:
        found = verify(directory)
    except SettingsError as error:
        raise WrongSettings(str(error)) from None
    except ImportError as error:
        raise Failure(str(error)) from None
    if as_json:
        print_json(attrs.asdict(found))
    else:
        counts = ", ".join(f"{count:,} {table}" for table, count in found.counts.items())
        click.echo(f"{counts}; {found.files:,} files.")
        for problem in found.problems:
            click.echo(one_line(problem), err=True)
        if not found.is_complete:
            click.echo("The last run is not complete; the same export goes on with it.", err=True)
    if found.problems or not found.is_complete:
        context.exit(1)
