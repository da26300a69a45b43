"""Progress bars on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .._wire.files import Progress as OnProgress


@contextmanager
def bar(total: int) -> Generator[Callable[[], None]]:
    """A bar for more than one thing to do; what is written to this terminal meanwhile stands above it."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=total > 1) as progress:
        task = progress.add_task("Conversations", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def upload_bar(files: tuple[Path, ...]) -> Generator[OnProgress]:
    """A bar for something to upload."""
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=bool(files)) as progress:
        task = progress.add_task("Uploading", total=None)
        yield lambda sent, total: progress.update(task, completed=sent, total=total)


@contextmanager
def export_bar() -> Generator[Callable[[int, int, str], None]]:
    """A bar for an export: called with how much is done, of how much, and what to say of it."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total, text: progress.update(task, completed=done, total=total, description=text)


def _progress(*columns: Any, needed: bool) -> AbstractContextManager[Progress]:
    """On stderr, and only where that is a terminal, whatever the environment says of colours."""
    progress = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        disable=not (needed and sys.stderr.isatty()),
        redirect_stdout=sys.stdout.isatty(),  # else lines for a file would go to stderr
    )
    # Not even begun if it is not shown: older versions of rich end it with an empty line, then, too.
    return nullcontext(progress) if progress.disable else progress
