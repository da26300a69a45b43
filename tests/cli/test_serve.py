"""`aiochatwoot serve`: the embedded server as a command, also as `python -m aiochatwoot.testing`."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from click.testing import Result
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from aiochatwoot._extras import missing_extra
from aiochatwoot.testing import FakeChatwoot, _serve
from aiochatwoot.webhooks import unwrap

from ..commands import run, run_as_module


@dataclass
class Ask:
    """Sends requests to the running server."""

    server: FakeChatwoot
    http: httpx.Client

    def __call__(self, path: str) -> int | None:
        """Return the status of a response; None for no response."""
        try:
            return self.http.get(path).status_code
        except httpx.TransportError:
            return None


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command while a function runs that gets a client; the server stores no requests."""

    def served(*arguments: str, meanwhile: Callable[[Ask], object] = lambda ask: None, ctrl_c: bool = True) -> Result:
        started: list[FakeChatwoot] = []
        say_where = _serve._say_where

        def keep(server: FakeChatwoot, *more: Any) -> None:
            started.append(server)
            say_where(server, *more)

        def wait() -> None:
            (server,) = started
            with httpx.Client(base_url=server.base_url, headers={"api_access_token": server.token}) as http:
                meanwhile(Ask(server, http))
            if ctrl_c:
                raise KeyboardInterrupt

        monkeypatch.setattr(_serve, "_say_where", keep)
        monkeypatch.setattr(_serve, "_wait", wait)
        result = run("serve", "--port", "0", *arguments)
        (server,) = started
        kept: tuple[Iterable[object], ...] = (
            *(server.requests, server.executions),
            *(server.faults.struck, server.deliveries.sent),
        )
        assert [each for some in kept for each in some] == []
        return result

    return served


def test_it_says_where_it_is_and_what_it_is_asked(serve: Callable[..., Result]) -> None:
    """URL, token and account are printed as shell lines, and each request as a line; Ctrl-C is not an error."""
    result = serve(meanwhile=lambda ask: (ask("/api/v1/profile"), ask("/api/v1/accounts/1/conversations/42?a=%1B")))
    head, *lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "\n")
    url = head.removeprefix("Chatwoot 4.16.2, with sample data: ").removesuffix("; Ctrl-C ends it.")
    assert lines == [
        "",
        f"export CHATWOOT_BASE_URL={url}",
        "export CHATWOOT_API_ACCESS_TOKEN=fake-token-for-tests",
        "export CHATWOOT_ACCOUNT_ID=1",
        "",
        "GET /api/v1/profile 200",
        "GET /api/v1/accounts/1/conversations/42 200",
    ]


def test_it_is_empty_and_old(serve: Callable[..., Result]) -> None:
    """Without the sample there is no conversation; an older version behaves as that version."""
    seen: list[int | None] = []
    arguments = ("--empty", "--as-version", "4.10.0", "--json")
    result = serve(
        *arguments, meanwhile=lambda ask: seen.append(ask("/api/v1/accounts/1/conversations/42")), ctrl_c=False
    )
    where, request = (json.loads(line) for line in result.stdout.splitlines())
    assert "http://127.0.0.1:" in where["CHATWOOT_BASE_URL"]
    assert (where["CHATWOOT_API_ACCESS_TOKEN"], where["CHATWOOT_ACCOUNT_ID"]) == ("fake-token-for-tests", 1)
    assert request == {"method": "GET", "path": "/api/v1/accounts/1/conversations/42", "status": 404}
    assert (result.exit_code, result.stderr, seen) == (0, "", [404])
    assert "Chatwoot 4.10.0, empty: http://127.0.0.1:" in serve("--empty", "--as-version", "4.10.0").stdout


def test_it_fails_as_it_is_told(serve: Callable[..., Result]) -> None:
    """Each fault applies to one request, in order; with a path, only to requests that contain it."""
    seen: list[int | None] = []

    def ask_for(ask: Ask) -> None:
        seen.extend(ask(f"/api/v1/{path}") for path in ("profile", "accounts/1/labels", "profile", "profile"))

    arguments = ("--fault", "status:503", "--fault", "reset:after@/labels", "--fault", "late:0.01")
    result = serve(*arguments, meanwhile=ask_for)
    assert seen == [503, None, 200, 200]
    assert "GET /api/v1/accounts/1/labels no response\n" in result.stdout


def test_it_fails_again_and_again(serve: Callable[..., Result]) -> None:
    """With --repeat, the faults start again after the last."""
    seen: list[int | None] = []
    arguments = ("--fault", "ok", "--fault", "too_many_requests:1", "--repeat")
    serve(*arguments, meanwhile=lambda ask: seen.extend(ask("/api/v1/profile") for _ in range(5)))
    assert seen == [200, 429, 200, 429, 200]


def test_it_delivers_webhooks(serve: Callable[..., Result]) -> None:
    """With --webhook, events are delivered to a URL, signed with the printed secret, with a line for each."""
    received: list[tuple[Mapping[str, str], bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    def reply(ask: Ask) -> None:
        ask.server.account.add_message(ask.server.account.conversations[42], "Halo")
        ask.server.deliveries.wait()

    with HTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        thread = threading.Thread(target=receiver.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{receiver.server_port}/hook"
        result = serve("--webhook", url, meanwhile=reply)
        as_json = serve("--webhook", url, "--json", meanwhile=reply)
        receiver.shutdown()
        thread.join()
    assert f"\nPOST {url} message_created 204\n" in result.stdout
    where, *lines = map(json.loads, as_json.stdout.splitlines())
    assert {"method": "POST", "path": url, "event": "message_created", "status": 204} in lines
    assert f"export CHATWOOT_WEBHOOK_SECRET={where['CHATWOOT_WEBHOOK_SECRET']}\n" in result.stdout
    for headers, body in received:
        unwrap(body, headers, where["CHATWOOT_WEBHOOK_SECRET"])


def test_it_has_websockets(serve: Callable[..., Result]) -> None:
    """A WebSocket is printed as a line when it ends."""

    def look(ask: Ask) -> None:
        url = f"{ask.server.base_url}/cable".replace("http", "ws")
        with connect(url, subprotocols=[Subprotocol("actioncable-v1-json")]) as socket:
            assert socket.recv() == '{"type":"welcome"}'

    assert "GET /cable 101\n" in serve(meanwhile=look).stdout


def test_it_limits_requests(serve: Callable[..., Result]) -> None:
    """With --rate-limit, further requests in a minute are refused."""
    seen: list[int | None] = []
    serve("--rate-limit", "1", meanwhile=lambda ask: seen.extend(ask("/api/v1/profile") for _ in range(3)))
    assert 429 in seen


@pytest.mark.parametrize(
    ("expected", "arguments"),
    [
        ("there is no fault 'stauts' (did you mean status?)", ("--fault", "stauts:503")),
        ("there is no fault 'xyzzy'; there are ok, reset,", ("--fault", "xyzzy")),
        ("'status:5': code: 5 has not three digits", ("--fault", "status:5")),
        ("'status': expected status:CODE[:after]", ("--fault", "status")),
        ("'status:x': expected status:CODE[:after]", ("--fault", "status:x")),
        ("'late:1:after': expected late:SECONDS", ("--fault", "late:1:after")),
        ("'late:1:2': expected late:SECONDS", ("--fault", "late:1:2")),
        ("'dribble': expected dribble:PAUSE[:SIZE]", ("--fault", "dribble")),
        ("'malformed:5': expected malformed[:after]", ("--fault", "malformed:5")),
        ("'late:-1': seconds: -1 is below 0", ("--fault", "late:-1")),
        ("size: 999999999999 is above the limit", ("--fault", "gzip_bomb:999999999999")),
        ("'refuse:1@/labels': a fault of a connection has no path", ("--fault", "refuse:1@/labels")),
        ("'--as-version': expected one from 4.10.0 to 4.16.2, got 'four'", ("--as-version", "four")),
        ("got '9.9.9'", ("--as-version", "9.9.9")),
        ("is not in the range", ("--port", "65536")),
    ],
)
def test_wrong_usage(expected: str, arguments: tuple[str, ...]) -> None:
    """Invalid arguments are usage errors."""
    result = run("serve", *arguments)
    assert (result.exit_code, result.stdout, expected in result.stderr) == (2, "", True), result.stderr


def test_a_port_that_is_taken() -> None:
    """For a port in use, the error says how to choose another one."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert (result.exit_code, f"port {port}: " in result.stderr) == (1, True)
    assert "--port 0 takes a free one" in result.stderr


def test_it_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, one line says what to install; as a module also without click."""
    monkeypatch.setitem(sys.modules, "aiochatwoot.testing.server", None)
    result = run("serve")
    assert (result.exit_code, 'with the extra "testing"' in result.stderr) == (1, True)
    monkeypatch.setitem(sys.modules, "aiochatwoot.testing._serve", None)
    with pytest.raises(SystemExit) as stopped:
        run_as_module("aiochatwoot.testing")
    assert stopped.value.code == missing_extra("aiochatwoot.testing", "testing")


def test_it_is_a_module_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m aiochatwoot.testing` is the same command; importing the module does nothing."""
    run_as_module("aiochatwoot.testing", name="aiochatwoot.testing.__main__")
    monkeypatch.setattr(sys, "argv", ["x", "--help"])
    with pytest.raises(SystemExit) as stopped:
        run_as_module("aiochatwoot.testing")
    assert (stopped.value.code, "python -m aiochatwoot.testing [OPTIONS]" in capsys.readouterr().out) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
@pytest.mark.parametrize("command", [("aiochatwoot", "serve"), ("aiochatwoot.testing",)])
def test_ctrl_c_ends_it(command: tuple[str, ...]) -> None:
    """As a process, it serves until Ctrl-C, which ends it with status 0 and without a traceback."""
    arguments = [sys.executable, "-m", *command, "--port", "0", "--json"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        where = json.loads(process.stdout.readline())
        headers = {"api_access_token": where["CHATWOOT_API_ACCESS_TOKEN"]}
        answer = httpx.get(f"{where['CHATWOOT_BASE_URL']}/api/v1/profile", headers=headers)
        assert (answer.status_code, json.loads(process.stdout.readline())["method"]) == (200, "GET")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("", "\n")
    assert process.returncode == 0
