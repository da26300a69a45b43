"""The commands that write messages: replies to customers, and notes for agents."""

from __future__ import annotations

import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import click

from .._wire.kinds import UNSET
from ..client import Chatwoot
from .connection import Connection
from .output import as_json_option, print_json
from .progress import upload_bar
from .text import one_line, shown
from .usage import Command, ConversationNumber

_UPLOAD_TIMEOUT = 60.0  # seconds: the server stores the file elsewhere before it responds
_conversation = click.argument("conversation", type=ConversationNumber())
_text = click.argument("text", nargs=-1, metavar="[TEXT]")
_files = click.option(
    "--file",
    "files",
    type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Attach this file. May be repeated.",
)


@click.command(cls=Command)
@_conversation
@_text
@_files
@as_json_option
@click.pass_obj
def reply(
    connection: Connection, conversation: int, text: tuple[str, ...], files: tuple[Path, ...], as_json: bool
) -> None:
    """Reply to the customer of a CONVERSATION.

    TEXT goes to the customer; - reads it from standard input.

    \b
    Examples:
      aiochatwoot reply 42 "Your parcel is on its way 🎁" --file label.pdf
      cat answer.txt | aiochatwoot reply 42 -
    """
    _write(connection, conversation, text, files, as_json, private=False)


@click.command(cls=Command)
@_conversation
@_text
@_files
@as_json_option
@click.pass_obj
def note(
    connection: Connection, conversation: int, text: tuple[str, ...], files: tuple[Path, ...], as_json: bool
) -> None:
    """Leave a note for agents in a CONVERSATION.

    TEXT is for agents, the customer does not see it; - reads it from standard input.

    \b
    Examples:
      aiochatwoot note 42 "Called back, wants a refund"
      aiochatwoot note 42 --file invoice.pdf
    """
    _write(connection, conversation, text, files, as_json, private=True)


def _write(
    connection: Connection, number: int, text: tuple[str, ...], files: tuple[Path, ...], as_json: bool, *, private: bool
) -> None:
    if len(text) > 1:
        raise click.UsageError(f'there are {len(text)} texts; put TEXT in quotes: "{one_line(" ".join(text))}"')
    content = "".join(_stdin() if each == "-" else each for each in text).rstrip()
    if not files and not content:
        raise click.UsageError("there is nothing to send: give TEXT, or --file")
    for file in files:
        if not file.is_file():  # a pipe can be read only once, and has no size or name
            raise click.UsageError(f"{one_line(str(file))} is no regular file")

    def send(chatwoot: Chatwoot) -> Awaitable[Any]:
        if files:  # no deadline: there is a progress bar, and Ctrl-C
            chatwoot = chatwoot.with_options(deadline=None, timeout=_UPLOAD_TIMEOUT)
        return chatwoot.messages.create(
            number, content=content or UNSET, private=private, attachments=files, on_progress=on_progress
        )

    with upload_bar(files) as on_progress:
        message = connection.ask(send)
    if as_json:
        print_json(message)
        return
    count = f" with {len(files)} file{'s' if len(files) > 1 else ''}" if files else ""
    what = "Note" if private else "Message"
    click.echo(f"{what} {shown(message.id)}{count} is in conversation {number} ({shown(message.status)}).")


def _stdin() -> str:
    try:
        text = sys.stdin.read()
        text.encode()  # in the C locale, Python reads bytes that are no text as halves of surrogate pairs
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise click.UsageError(f"standard input is no text in {error.encoding}") from None
    return text
