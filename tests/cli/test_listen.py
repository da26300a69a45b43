"""`aiochatwoot listen`: an account's events, as lines."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from aiochatwoot._extras import missing_extra
from aiochatwoot.testing import FakeChatwoot
from aiochatwoot.webhooks import SqliteStore

from ..commands import environment, run


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeChatwoot]:
    """The sample account, selected by the environment."""
    with FakeChatwoot() as server:
        for name, value in environment(server).items():
            monkeypatch.setenv(name, value)
        yield server


@contextmanager
def again_and_again(happen: Callable[[], object]) -> Generator[None]:
    """Repeat an action until the end of the block, since the command does not signal when it listens."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.05):
            happen()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def listen(server: FakeChatwoot, *arguments: str) -> Result:
    """Run the command while a customer writes."""
    conversation = server.account.conversations[42]
    with again_and_again(lambda: server.account.add_message(conversation, "Halo")):
        return run("listen", *arguments)


def test_events_are_lines(server: FakeChatwoot) -> None:
    """Each event is a line with its time, including events during connecting; the command stops after --limit
    events.
    """
    result = listen(server, "--limit", "12")
    assert (result.exit_code, result.stderr) == (0, "Connected; Ctrl-C ends it.\n")
    lines = [line[10:] for line in result.stdout.splitlines()]
    assert len(lines) == 12
    written = [line for line in lines if "#42  Putri Wulandari: (incoming) Halo" in line]
    assert written
    assert {re.split("[._]", line)[0] for line in written} == {"message"}


def test_events_are_json(server: FakeChatwoot) -> None:
    """With --json, each event is printed as received, without secrets."""
    result = listen(server, "--limit", "12", "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(events) == 12
    messages = [each for each in events if each["event"] in ("message.created", "message_created")]
    assert {each.get("data", each)["content"] for each in messages} == {"Halo"}
    tokens = re.findall(r'"pubsub_token": "(.*?)"', result.stdout)
    assert set(tokens) <= {"[secret]"}


def test_what_was_missed_comes_first(server: FakeChatwoot, tmp_path: Path) -> None:
    """With --store, events since the last run are printed first, and marked."""
    store = str(tmp_path / "store")
    listen(server, "--limit", "1", "--store", store)
    server.account.add_message(server.account.add_conversation(), "Written meanwhile")
    result = listen(server, "--limit", "12", "--store", store)
    assert "(incoming) Written meanwhile  (recovered)\n" in result.stdout


def test_a_store_that_fails_is_named(server: FakeChatwoot, tmp_path: Path) -> None:
    """The command ends with status 1, and a line with the file, the failure and what to do."""
    store = tmp_path / "store"
    SqliteStore(store).close()
    with sqlite3.connect(store) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON seen BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    database.close()
    command = [sys.executable, "-m", "aiochatwoot", "listen", "--store", str(store)]
    with again_and_again(lambda: server.account.add_message(server.account.conversations[42], "Halo")):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    advice = "if it is damaged, remove it: a new one knows no handled events"
    assert (done.returncode, done.stderr) == (
        1,
        f"Connected; Ctrl-C ends it.\naiochatwoot: {store}: the store failed: disk is full ({advice})\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="its pipes break otherwise")
def test_a_listener_that_nobody_reads_is_quiet(server: FakeChatwoot) -> None:
    """If the reader closes the pipe (`| head -1`), the next event ends the command, without a traceback."""
    command = [sys.executable, "-m", "aiochatwoot", "listen"]
    with (
        again_and_again(lambda: server.account.add_message(server.account.conversations[42], "Halo")),
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == "Connected; Ctrl-C ends it.\n"
    assert process.returncode == 1


def test_a_bot_cannot_listen(server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused connection prints one line."""
    monkeypatch.setenv("CHATWOOT_API_ACCESS_TOKEN", server.account.add_bot().token)
    result = run("listen")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("aiochatwoot: ")


def test_it_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without websockets, one line says what to install."""
    monkeypatch.setitem(sys.modules, "aiochatwoot.realtime", None)
    expected = f"aiochatwoot: {missing_extra('listen', 'realtime')}\n"
    result = run("listen")
    assert (1, expected) == (result.exit_code, result.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_ends_it(server: FakeChatwoot) -> None:
    """As a process, it listens until Ctrl-C, which ends it with status 0 and without a traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "aiochatwoot", "listen"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "Connected; Ctrl-C ends it.\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0
