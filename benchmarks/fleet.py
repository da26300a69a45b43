"""The processes of a run: a server, and a worker for each contender that can take part."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

from . import stock
from .contenders import CONTENDERS
from .optional import is_there

ROOT = Path(__file__).parent.parent


class Process:
    """A Python process that speaks lines of JSON, and ends with its standard input."""

    def __init__(self, arguments: list[str], environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", *arguments]
        self._name = " ".join(arguments)
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, command: dict[str, Any]) -> Any:
        """What the process answers to a command.

        Raises:
            RuntimeError: it ended instead.
        """
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()
        return self.listen()

    def listen(self) -> Any:
        """The next line of the process.

        Raises:
            RuntimeError: it ended instead.
        """
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended")
        return json.loads(line)

    def stop(self) -> None:
        """End it, and wait for that."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Fleet:
    """The workers of those contenders that can take part, and the addresses of the server.

    Attributes:
        names: The contenders, in the order of the tables.
        near: The base URL of a server that answers at once.
        far: That of one that takes its time.
        environment: What a process has to be started with that measures something by itself.
    """

    def __init__(self, workers: dict[str, Process], addresses: dict[str, str], environment: dict[str, str]) -> None:
        self._workers = workers
        self.names = tuple(workers)
        self.near, self.far = addresses["near"], addresses["far"]
        self.environment = environment

    def those(self, names: Iterable[str]) -> list[str]:
        """Those of the named contenders that take part."""
        return [name for name in names if name in self._workers]

    def ask(self, name: str, do: str, **arguments: Any) -> Any:
        """The result of a measurement by a contender's worker."""
        return self._workers[name].ask({"do": do} | arguments)


@contextlib.contextmanager
def fleet(
    messages: int, delay: float, names: Iterable[str] = tuple(CONTENDERS), say: Callable[[str], None] = print
) -> Generator[Fleet]:
    """Starts everything; ends it all, whatever happens.

    Args:
        messages: How many messages the conversations of the server have.
        delay: Seconds that the far server takes for an answer.
        names: The contenders; who lacks a package is left out.
        say: Is told who was left out.
    """
    with contextlib.ExitStack() as stack:
        made = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = _environment([ROOT, ROOT / "overrides", made])
        if "stock" in names and is_there("openapi_python_client"):
            stock.generate(made)

        def start(*arguments: str) -> Process:
            process = Process([*arguments], environment)
            stack.callback(process.stop)
            return process

        server = start("benchmarks.server", str(messages), str(delay))
        workers = {name: start("benchmarks.worker", name) for name in names}
        missing = [name for name, worker in workers.items() if not worker.ask({"do": "is_possible"})]
        for name in missing:
            say(f"{CONTENDERS[name].label} is left out: it needs {', '.join(CONTENDERS[name].needs)}")
        there = {name: worker for name, worker in workers.items() if name not in missing}
        yield Fleet(there, server.listen(), environment)


def _environment(path: list[Path]) -> dict[str, str]:
    """This process's environment, with another path for imports, and without proxies: servers are on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {"PYTHONPATH": os.pathsep.join(map(str, path))}
