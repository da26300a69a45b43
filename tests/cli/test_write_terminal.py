"""Commands that write, as a process in a terminal: progress bars and interruptions."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aiochatwoot.testing import FakeChatwoot, RecordedRequest, faults

from ..commands import environment

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def start(server: FakeChatwoot, *arguments: str, stdout: int, stderr: int) -> subprocess.Popen[bytes]:
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "TTY_COMPATIBLE")}
    return subprocess.Popen(
        [sys.executable, "-m", "aiochatwoot", *arguments],
        env={**env, **environment(server), "PYTHONUTF8": "1", "TERM": "xterm-256color"},
        stdout=stdout,
        stderr=stderr,
    )


def in_a_terminal(server: FakeChatwoot, *arguments: str, stdout_too: bool = False) -> tuple[int, str, str]:
    """Run a command in a terminal; return its exit status, the terminal's output and the pipe's output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = start(server, *arguments, stdout=slave if stdout_too else subprocess.PIPE, stderr=slave)
    os.close(slave)
    with ThreadPoolExecutor() as threads:
        seen = threads.submit(screen_of, master)
        out = process.communicate(timeout=60)[0] or b""
        return process.returncode, seen.result(), out.decode()


def screen_of(master: int) -> str:
    """Return the output of a terminal until the last program closed it."""
    seen = b""
    with contextlib.suppress(OSError):  # the other end was closed
        while data := os.read(master, 65536):
            seen += data
    os.close(master)
    return seen.decode()


def lines_of(screen: str) -> list[str]:
    """Return the visible lines after the terminal interpreted all controls: bars are overwritten, other lines stay."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[\??[\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", screen):
        if part == "\r":
            column = 0
        elif part == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif part == "\x1b[2K":
            lines[row] = ""
        elif up := re.fullmatch(r"\x1b\[(\d*)A", part):
            row = max(0, row - int(up[1] or 1))
        elif not part.startswith("\x1b"):
            lines[row] = lines[row].ljust(column)[:column] + part + lines[row][column + len(part) :]
            column += len(part)
    return [line.rstrip() for line in lines if line.strip()]


def test_a_terminal_has_a_bar_of_many_conversations(server: FakeChatwoot) -> None:
    """The bar is on stderr and erased at the end; the lines are complete on stdout."""
    status, screen, out = in_a_terminal(server, "resolve", "1", "2", "9999", "42")
    assert (1, "1: resolved\n2: resolved\n42: resolved\n") == (status, out)
    assert "Conversations" in screen
    assert "4/4" in screen
    left = lines_of(screen)
    assert left[0].startswith("aiochatwoot: 9999: POST http://127.0.0.1:")
    assert "aiochatwoot: 1 of 4 conversations failed: 9999" == left[-1]
    assert "Conversations" not in "".join(left)


def test_a_terminal_has_lines_above_the_bar(server: FakeChatwoot) -> None:
    """If stdout is the terminal as well, the bar does not overwrite the lines."""
    status, screen, _ = in_a_terminal(server, "resolve", "1", "2", "42", stdout_too=True)
    assert (0, ["1: resolved", "2: resolved", "42: resolved"]) == (status, lines_of(screen))
    assert "3/3" in screen


def test_a_terminal_has_no_bar_for_little(server: FakeChatwoot) -> None:
    """A single conversation, or a message without a file, has no bar."""
    for arguments in (("resolve", "1"), ("reply", "42", "hi")):
        assert (0, "") == in_a_terminal(server, *arguments)[:2]


def test_a_terminal_has_a_bar_of_an_upload(server: FakeChatwoot, tmp_path: Path) -> None:
    """The bar shows the sent and total bytes, and is erased at the end."""
    file = tmp_path / "film.mp4"
    file.write_bytes(bytes(3_000_000))
    status, screen, out = in_a_terminal(server, "reply", "42", "--file", str(file))
    assert 0 == status
    assert re.fullmatch(r"Message \d+ with 1 file is in conversation 42 \(sent\)\.\n", out)
    assert "Uploading" in screen
    assert "3.0/3.0 MB" in screen
    assert [] == lines_of(screen)
    assert 3_000_000 == server.account.conversations[42].messages[-1].attachments[0].file_size


def test_a_pipe_has_no_bar_whatever_colours_it_has(server: FakeChatwoot, tmp_path: Path) -> None:
    """A pipe has no bar, even with FORCE_COLOR, which build servers set."""
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    env = {**os.environ, **environment(server), "FORCE_COLOR": "1"}
    for arguments in (("resolve", "1", "2"), ("reply", "42", "--file", str(file))):
        done = subprocess.run(
            [sys.executable, "-m", "aiochatwoot", *arguments], capture_output=True, env=env, timeout=60, check=False
        )
        assert (0, b"") == (done.returncode, done.stderr)
        assert b"\x1b" not in done.stdout


def test_an_interrupted_upload_ends(server: FakeChatwoot, tmp_path: Path) -> None:
    """Ctrl-C ends an upload without a response, with status 130 and without a traceback."""
    file = tmp_path / "film.mp4"
    file.write_bytes(bytes(100_000))
    arrived = threading.Event()

    def arrives(request: RecordedRequest) -> bool:
        arrived.set()
        return True

    server.faults.add(faults.hang(), when=arrives)
    process = start(server, "reply", "42", "--file", str(file), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert arrived.wait(60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (130, b"", b"") == (process.returncode, out, err.strip())


def test_an_interrupted_batch_has_said_what_was_done(server: FakeChatwoot) -> None:
    """Ctrl-C ends the command with status 130; finished conversations are on stdout, and the cursor is visible."""
    server.faults.add(faults.hang(), when=lambda request: "/2/" in request.path)
    master, slave = pty.openpty()
    process = start(server, "resolve", "1", "2", stdout=subprocess.PIPE, stderr=slave)
    os.close(slave)
    assert process.stdout is not None
    assert b"1: resolved\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    screen = screen_of(master)
    assert (130, b"") == (process.wait(timeout=60), process.stdout.read())
    process.stdout.close()
    assert "Traceback" not in screen
    assert screen.rfind("\x1b[?25h") > screen.rfind("\x1b[?25l")
    assert [] == lines_of(screen)
