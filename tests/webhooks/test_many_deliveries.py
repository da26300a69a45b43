"""A long run over real sockets: a program that is killed repeatedly, and deliveries with faults."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from aiochatwoot.testing import FakeChatwoot, delivery_faults

PROGRAM = Path(__file__).with_name("receiving.py")
DELIVERIES = 10_000
KILLED_AFTER = tuple(DELIVERIES * percent // 100 for percent in (3, 7, 12, 21))
PATIENCE = 300.0
PAGE = 4096


class Program:
    """The program, which is restarted after it was killed."""

    def __init__(self, folder: Path, server: FakeChatwoot, secret: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._journal = folder / "journal"
        self._journal.touch()
        given = [str(folder), server.base_url, server.token, secret, str(self.port)]
        self._command = [sys.executable, str(PROGRAM), *given]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command)
        wait_until(self._is_listening)

    def _is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def memory(self) -> float:
        """The memory of the process in megabytes."""
        assert self._process is not None
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * PAGE / 2**20

    def calls(self, what: str) -> Counter[int]:
        """Return how often a handler started or ended, by message."""
        lines = (line.split() for line in self._journal.read_text().splitlines())
        return Counter(int(number) for kind, number in lines if kind == what)


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


@pytest.mark.load
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory of a process is read from /proc")
def test_many_deliveries(tmp_path: Path) -> None:
    """With lost, late, repeated and reordered deliveries and four kills, no event is missed, and memory does
    not grow.
    """
    chance = random.Random(18)
    kinds = [
        delivery_faults.ok(),
        delivery_faults.lost(),
        delivery_faults.twice(),
        delivery_faults.twice(same_id=False),
        delivery_faults.late(0.3),
        delivery_faults.reordered(),
    ]
    with FakeChatwoot(sample=False) as server:
        webhook = server.account.add_webhook(subscriptions=["message_created"])
        program = Program(tmp_path, server, webhook.secret)
        webhook.url = f"http://127.0.0.1:{program.port}/"
        program.start()
        server.deliveries.faults.add(*chance.choices(kinds, [80, 4, 4, 4, 4, 4], k=DELIVERIES))
        talks = [server.account.add_conversation() for _ in range(100)]
        memory: list[float] = []
        written: set[int] = set()
        for number in range(1, DELIVERIES + 1):
            written.add(server.account.add_message(chance.choice(talks)).id)
            if number in KILLED_AFTER:
                wait_until(lambda: len(program.calls("end")) >= len(written) // 2)
                program.kill()
                program.start()
            elif number % (DELIVERIES // 10) == 0:
                server.deliveries.wait(PATIENCE)
                memory.append(program.memory())
        wait_until(lambda: program.calls("end").keys() >= written)
        program.kill()

    again = program.calls("start") - Counter(written)
    assert program.calls("end").keys() == written
    assert sum(again.values()) <= 10 * len(KILLED_AFTER), "what the handlers had at hand when the program was killed"
    assert memory[-1] - memory[3] < 5, memory
