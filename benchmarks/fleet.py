"""The processes of a run: a server, and a worker for each contender."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from . import stock, worker
from .contenders import CONTENDERS
from .server import Server

T = TypeVar("T")

ROOT = Path(__file__).parent.parent
_SPAWN = multiprocessing.get_context("spawn")
_begun = time.monotonic()


def say(line: str) -> None:
    """A line of progress."""
    print(f"[{time.monotonic() - _begun:4.0f} s] {line}", file=sys.stderr, flush=True)


class Fleet:
    """The workers, each started when it is first asked; a contender that lacks a module is left out.

    Attributes:
        near: The base URL of a server that responds at once.
        far: The base URL of the same, after `DELAY` seconds.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self._workers: dict[str, ProcessPoolExecutor | None] = {}
        server = Server.in_folder(str(self._folder))
        stack.callback(server.kill)
        asyncio.run(server.start())
        self.near, self.far = server.url("near"), server.url("far")

    def those(self, names: Iterable[str]) -> list[str]:
        """Those of the named contenders that take part."""
        return [name for name in names if self._worker(name) is not None]

    def ask(self, name: str, function: Callable[..., T], *arguments: object) -> T:
        """The result of a function of `worker` for a contender, in its process."""
        executor = self._worker(name)
        assert executor is not None
        return executor.submit(function, name, *arguments).result()

    def _worker(self, name: str) -> ProcessPoolExecutor | None:
        if name not in self._workers:
            self._workers[name] = self._start(name)
        return self._workers[name]

    def _start(self, name: str) -> ProcessPoolExecutor | None:
        contender = CONTENDERS[name]
        folder = ROOT
        if contender.commit:
            folder = self._folder / contender.commit
            if not _check_out(contender.commit, folder):
                say(f"{contender.label} is left out: git cannot give that commit")
                return None
        if name == "stock":
            say("generating the stock client")
            stock.generate(self._folder)
        arguments = [str(folder / "overrides"), str(self._folder)], contender.has_msgspec
        executor = ProcessPoolExecutor(1, _SPAWN, worker.prepare, arguments)
        self._stack.callback(executor.shutdown, cancel_futures=True)
        missing = executor.submit(worker.missing, name).result()
        if missing:
            say(f"{contender.label} is left out: there is no {', '.join(missing)}")
        return None if missing else executor


def _check_out(commit: str, folder: Path) -> bool:
    archive = folder.with_suffix(".tar")
    command = ["git", "archive", f"--output={archive}", commit, "overrides/aiochatwoot", "generated"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        return False
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    return True


@contextlib.contextmanager
def fleet() -> Generator[Fleet]:
    """Start a server and, as they are needed, the workers; end all of them, whatever happens."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]  # all servers are on this machine
    with ExitStack() as stack:
        yield Fleet(stack)
