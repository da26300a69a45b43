"""The command as a process: odd output streams, Ctrl-C and encodings."""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aiochatwoot import cli
from aiochatwoot.__main__ import main as command
from aiochatwoot._version import __version__
from aiochatwoot.cli.text import clean, to_json

from ..commands import run, run_as_module
from .printing import Answers

pytestmark = pytest.mark.usefixtures("one_attempt", "jakarta")


def call_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code


def test_main_exits_with_the_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`main` exits with the status of the command, and prints errors to stderr."""
    assert not call_main(monkeypatch, "--version")
    assert capsys.readouterr() == (f"aiochatwoot {__version__}\n", "")
    assert call_main(monkeypatch, "whoami") == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.startswith("aiochatwoot: base_url: ")) == ("", True)


def test_main_without_a_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """If standard output is closed, nothing is printed, and nothing fails."""
    monkeypatch.setattr(sys, "stdout", None)
    assert not call_main(monkeypatch, "--version")
    sys.stdout.close()


def test_main_prints_to_any_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stdout need not be a file of the operating system."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not call_main(monkeypatch, "--version")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [
        ("--version", ""),
        ("--version", "1"),
        ("--help", ""),
        ("list --help", ""),
        ("--demo show 42", "1"),
        ("--demo show 42 --json", ""),
    ],
)
def test_a_disk_that_is_full(arguments: str, unbuffered: str) -> None:
    """A write error prints one line, and the status is 1; Python may buffer stdout or not."""
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "aiochatwoot", *arguments.split()]
        env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, env=env)
    assert (done.returncode, done.stderr) == (1, "aiochatwoot: cannot write: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX closes it")
@pytest.mark.parametrize("arguments", ["--help", "--demo show 42", "--demo show 42 --json"])
def test_a_stdout_that_is_closed(arguments: str) -> None:
    """Without a stdout, there is no output and no error."""
    command = f'"{sys.executable}" -m aiochatwoot {arguments} >&-'
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


class Broken(io.StringIO):
    """A stdout whose writes fail."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


BREAKS = [
    (OSError(28, "No space left"), "aiochatwoot: cannot write: No space left\n"),
    (BrokenPipeError(32, "Broken pipe"), ""),
]
"""Errors of a stdout, and the output about them."""

_INTERRUPT = """
import os, signal, sys
class Interrupt:
    @staticmethod
    def find_spec(name, *_):
        if name == os.environ["INTERRUPT_AT"]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
@pytest.mark.parametrize(
    "module",
    [
        "aiochatwoot.cli",
        "click",
        "aiochatwoot.cli.read",
        "asyncio",
        "aiochatwoot.client",
        "aiochatwoot._transport.session",
        "httpcore",
    ],
)
def test_ctrl_c_in_the_first_moments(module: str, tmp_path: Path) -> None:
    """A signal while a module is loaded, including the command's first one, exits with 130 without a traceback."""
    (tmp_path / "sitecustomize.py").write_text(_INTERRUPT)
    given = {"CHATWOOT_BASE_URL": "http://127.0.0.1:9", "CHATWOOT_API_ACCESS_TOKEN": "a-token-of-tests"}
    process = start("whoami", PYTHONPATH=str(tmp_path), INTERRUPT_AT=module, **given)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_ctrl_c_around_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds immediately before and after the command."""
    monkeypatch.setattr(sys, "stdout", Broken(KeyboardInterrupt()))
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "whoami"])
    monkeypatch.setattr(cli, "_status", lambda: 0)
    with pytest.raises(SystemExit) as stopped:
        command()
    assert stopped.value.code == 130


def test_json_that_is_nested_too_deeply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too deeply nested JSON is reported in one line, from a file or a server."""
    file = tmp_path / "deep.json"
    file.write_text('{"a":' * 100_000)
    assert call_main(monkeypatch, "check-contract", str(file)) == 1
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    monkeypatch.setattr("aiochatwoot.cli.connection.Connection.ask", lambda *_, **__: deep)
    assert call_main(monkeypatch, "show", "42", "--json") == 1
    assert capsys.readouterr() == ("", "aiochatwoot: the JSON is nested too deeply\n" * 2)
    while deep:
        deep = deep.pop("a")


UNSEEN = "\u200b\u200d\u2060\ufeff\u202e\u2066\u061c\u00ad\u3164\U000e0041\U000e007f\ufff9"


def test_characters_that_nobody_sees() -> None:
    """Control, bidi, zero-width and tag characters are removed from texts, and escaped in JSON."""
    assert clean(f"a{UNSEEN}b") == "ab"
    written = to_json({f"a{UNSEEN}": f"{UNSEEN}b\x7f\x9b"})
    assert not set(written) & {*UNSEEN, "\x7f", "\x9b"}
    assert json.loads(written) == {f"a{UNSEEN}": f"{UNSEEN}b\x7f\x9b"}


def test_har_archives_with_base64(tmp_path: Path) -> None:
    """A body that a browser stored as Base64 is read; invalid Base64 is an error."""
    file = tmp_path / "a.har"
    path = "/api/v1/accounts/1/labels"
    for text, status in ((base64.b64encode(b'{"payload":[]}').decode(), 0), ("%%%", 1)):
        content = {"text": text, "encoding": "base64"}
        entry = {"request": {"method": "GET", "url": path}, "response": {"status": 200, "content": content}}
        file.write_text(json.dumps({"log": {"entries": [entry]}}))
        result = run("check-contract", str(file))
        assert result.exit_code == status, result.output


def test_a_stdout_that_breaks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An error of stdout prints one line; a closed pipe prints none."""
    for error, said in BREAKS:
        monkeypatch.setattr(sys, "stdout", Broken(error))
        assert call_main(monkeypatch, "--version") == 1
        assert capsys.readouterr().err == said


def test_main_is_interrupted(monkeypatch: pytest.MonkeyPatch, answers: Answers) -> None:
    """Ctrl-C exits with 130."""
    answers({"/profile": KeyboardInterrupt()})
    assert call_main(monkeypatch, "whoami") == 130


def test_the_package_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m aiochatwoot` runs the command; importing the module does nothing; --version needs no extra."""
    run_as_module("aiochatwoot", name="aiochatwoot.__main__")
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "--help"])
    with pytest.raises(SystemExit):
        run_as_module("aiochatwoot")
    assert "Usage: aiochatwoot" in capsys.readouterr().out
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.delitem(sys.modules, "aiochatwoot.cli")
    monkeypatch.setattr(sys, "argv", ["aiochatwoot", "--version"])
    command()
    assert capsys.readouterr().out == f"aiochatwoot {__version__}\n"
    monkeypatch.setattr(os, "_exit", sys.exit)
    for error, said in BREAKS:
        monkeypatch.setattr(sys, "stdout", Broken(error))
        with pytest.raises(SystemExit) as stopped:
            command()
        assert (stopped.value.code, capsys.readouterr().err) == (1, said)


def start(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "aiochatwoot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )


def test_a_process_prints_whole_lines() -> None:
    """Lines in a pipe are neither wrapped nor cut."""
    out, err = start("--demo", "show", "42", COLUMNS="40").communicate(timeout=60)
    assert err == b""
    expected = "       Indah sekali! Kartunya kami tulis tangan ✍️ Ini tautan pembayarannya: https://pay.example/BN-2042"
    assert expected in out.decode().splitlines()


def test_a_process_that_nobody_reads_is_quiet() -> None:
    """If the reader closes the pipe (`| head`), there is no traceback."""
    process = start("--demo", "show", "7")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (1, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("--demo", "list"),
        ("--demo", "list", "--json"),
        ("--demo", "check-contract"),
    ],
)
def test_commands_whose_output_nobody_reads_are_quiet(arguments: tuple[str, ...]) -> None:
    """A command whose stdout is closed before it prints exits with 1, silently."""
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "aiochatwoot", *arguments], stdout=stdout, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_process_without_unicode_prints_what_it_can() -> None:
    """If the output's encoding lacks emoji, they are replaced; JSON is UTF-8 nevertheless."""
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    out, err = start("--demo", "show", "42", **env).communicate(timeout=60)
    assert (err, b"?? Putri Wulandari" not in out and b"kado batik untuk" in out) == (b"", True)
    out, err = start("--demo", "show", "42", "--json", **env).communicate(timeout=60)
    assert (err, json.loads(out.decode("utf-8"))["id"]) == (b"", 42)


def test_a_process_can_be_interrupted() -> None:
    """Ctrl-C ends a command that waits for a response, with status 130 and without a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = start(
            "--base-url", url, "--account-id", "1", "show", "42", CHATWOOT_API_ACCESS_TOKEN="a-token-of-tests"
        )
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)  # the request arrived: the command waits
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_a_pipe_that_nobody_reads(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe whose reader exits early causes no message; the status is 1."""

    def broken() -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "_status", broken)
    monkeypatch.setattr("os.dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert (stopped.value.code, capsys.readouterr().err) == (1, "")
