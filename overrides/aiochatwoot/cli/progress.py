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
    """Show a progress bar if there is more than one item; lines printed meanwhile appear above it."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=total > 1) as progress:
        task = progress.add_task("Conversations", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def upload_bar(files: tuple[Path, ...]) -> Generator[OnProgress]:
    """Show a progress bar for an upload."""
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=bool(files)) as progress:
        task = progress.add_task("Uploading", total=None)
        yield lambda sent, total: progress.update(task, completed=sent, total=total)


@contextmanager
def export_bar() -> Generator[Callable[[int, int, str], None]]:
    """Show a progress bar for an export; call the yielded function with done, total and a description."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with _progress(*columns, needed=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total, text: progress.update(task, completed=done, total=total, description=text)


def _progress(*columns: Any, needed: bool) -> AbstractContextManager[Progress]:
    """Create a progress display on stderr; it is disabled if stderr is not a terminal."""
    progress = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        disable=not (needed and sys.stderr.isatty()),
        redirect_stdout=sys.stdout.isatty(),  # otherwise lines for a file would go to stderr
    )
    # Do not start a disabled display: older versions of rich print an empty line when it ends.
    return nullcontext(progress) if progress.disable else progress
