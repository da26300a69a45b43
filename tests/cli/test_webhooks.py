"""`aiochatwoot webhooks verify` and `webhooks serve`."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from aiochatwoot._extras import missing_extra
from aiochatwoot.cli.deliveries import read_delivery
from aiochatwoot.cli.events import event_line
from aiochatwoot.cli.text import to_json
from aiochatwoot.testing import SignedDelivery, signed
from aiochatwoot.webhooks import parse_unverified

from ..commands import run
from ..conftest import CAPTURES
from .printing import HOSTILE, TAMED

SECRET = "a-secret-of-tests"
CAPTURED = json.loads((CAPTURES / "webhook_signed.jsonl").read_text(encoding="utf-8"))
EVENTS = [json.loads(line) for line in (CAPTURES / "webhooks.jsonl").read_text(encoding="utf-8").splitlines()]


def as_http(headers: Any, body: bytes, start: bytes = b"", end: bytes = b"\r\n") -> bytes:
    """Return a delivery as an HTTP message."""
    lines = b"".join(f"{name}: {value}".encode() + end for name, value in headers)
    return start + lines + end + body


CAPTURE = as_http(CAPTURED["headers"], CAPTURED["body"].encode())


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Save a delivery, and verify it with the secret of the capture."""
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", CAPTURED["secret"])

    def verified(content: bytes, *arguments: str) -> Result:
        file = tmp_path / "delivery"
        file.write_bytes(content)
        return run("webhooks", "verify", str(file), *arguments)

    return verified


# --- verify -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        CAPTURE,
        as_http(CAPTURED["headers"], CAPTURED["body"].encode(), b"POST /webhook?a=b HTTP/1.1\r\n"),
        as_http(CAPTURED["headers"], CAPTURED["body"].encode(), end=b"\n"),
        json.dumps(CAPTURED).encode(),
        json.dumps({"headers": dict(CAPTURED["headers"]), "body_text": CAPTURED["body"]}).encode(),
    ],
    ids=["headers", "request", "line feeds", "pairs", "mapping"],
)
def test_a_real_delivery_fits(verify: Callable[..., Result], content: bytes) -> None:
    """A recorded delivery verifies in each file format; the output has the event and its time."""
    result = verify(content)
    expected = "contact_created              Rani New\nThe signature fits.\nIt was signed "
    assert (result.exit_code, result.stderr, result.stdout[: len(expected)]) == (0, "", expected)


def test_a_delivery_of_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A delivery may come from a pipe, and the secret from a file with one or more secrets."""
    secrets = tmp_path / "secrets"
    secrets.write_text(f"old\n\n {CAPTURED['secret']} \n")
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", "another one")
    assert run("webhooks", "verify", "-", "--secret-file", str(secrets), input=CAPTURE).exit_code == 0
    assert run("webhooks", "verify", "-", input=CAPTURE).exit_code == 1


def test_a_verified_delivery_as_json(verify: Callable[..., Result]) -> None:
    """The document has no failed check, the time, and the event as received."""
    found = json.loads(verify(CAPTURE, "--json").stdout)
    assert {
        "check": None,
        "message": None,
        "signed_at": "2026-11-29T09:13:11+00:00",
        "event": json.loads(CAPTURED["body"]),
    } == found


def without(name: str) -> bytes:
    headers = [each for each in CAPTURED["headers"] if each[0] != name]
    return as_http(headers, CAPTURED["body"].encode())


@pytest.mark.parametrize(
    ("check", "said", "content"),
    [
        ("signature", "there is no X-Chatwoot-Signature header", without("X-Chatwoot-Signature")),
        ("timestamp", "X-Chatwoot-Timestamp is not there", without("X-Chatwoot-Timestamp")),
        ("signature", "does not fit the body and the secret", CAPTURE.replace(b"Rani", b"Rany")),
        ("headers", "two different X-Chatwoot-Timestamp", b"X-Chatwoot-Timestamp: 1\r\n" + CAPTURE),
        ("signature", "It fits the body without the line break at its end", CAPTURE + b"\n"),
        (
            "signature",
            "It fits the body as Chatwoot writes JSON: a tool parsed it and wrote it anew",
            as_http(CAPTURED["headers"], json.dumps(json.loads(CAPTURED["body"]), indent=2).encode()),
        ),
        ("signature", "does not fit", as_http(CAPTURED["headers"], b"no JSON")),
    ],
)
def test_a_check_that_fails_is_named(verify: Callable[..., Result], check: str, said: str, content: bytes) -> None:
    """A line on stderr has the failed check and the reason; the exit status is 1, and no secret is printed."""
    result = verify(content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"aiochatwoot: {check}: ")
    assert said in result.stderr
    found = json.loads(verify(content, "--json").stdout)
    assert (check, True, None) == (found["check"], said in found["message"], found["event"])
    assert CAPTURED["secret"] not in result.stderr + json.dumps(found)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("with the line breaks of Unix", lambda body: body.replace(b"\n", b"\r\n")),
        ("with the line breaks of HTTP", lambda body: body.replace(b"\r\n", b"\n")),
    ],
)
def test_line_breaks_that_were_converted(
    monkeypatch: pytest.MonkeyPatch, said: str, changed: Callable[[bytes], bytes]
) -> None:
    """If the signature matches a body with other line breaks, the output says so."""
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", SECRET)
    breaks = b"\r\n" if "HTTP" in said else b"\n"
    headers, body = signed(b'{"event":' + breaks + b'"message_created"}', SECRET)
    content = as_http(headers.items(), changed(body))
    assert said in run("webhooks", "verify", "-", input=content).stderr


def test_the_age_is_a_check_on_request(verify: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved delivery is old: its age is checked only on request."""
    result = verify(CAPTURE, "--max-age", "1")
    assert (result.exit_code, result.stderr.startswith("aiochatwoot: timestamp: it was signed ")) == (1, True)
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", SECRET)
    headers, body = signed({"event": "a_new_one"}, SECRET)
    assert run("webhooks", "verify", "-", "--max-age", "300", input=as_http(headers.items(), body)).exit_code == 0


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ("there is no empty line between headers and body", b"X-A: 1\r\n"),
        ("'no header' is no header", b"no header\r\n\r\n{}"),
        ('JSON needs "headers" and "body"', CAPTURED["body"].encode()),
        ('JSON needs "headers" and "body"', b'{"headers": 5, "body": ""}'),
        ("", b'{"headers": [1], "body": ""}'),
        ("", b"{"),
        ("", b'{"a":' * 100_000),
        ("there is no empty line", b""),
    ],
)
def test_a_file_that_is_no_delivery(verify: Callable[..., Result], said: str, content: bytes) -> None:
    """An unreadable file is reported in one line, with status 1."""
    result = verify(content)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "no delivery: " in result.stderr
    assert said in result.stderr


def test_a_secret_is_needed(tmp_path: Path) -> None:
    """Without a secret, or with an empty file, the error names the sources; there is no option for it."""
    result = run("webhooks", "verify", "-", input=CAPTURE)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("aiochatwoot: secret: ")
    assert "--secret-file" in result.stderr
    file = tmp_path / "secret"
    for content in (b" \n", b"\xff"):
        file.write_bytes(content)
        assert run("webhooks", "serve", "--secret-file", str(file)).exit_code == 2
    assert run("webhooks", "verify", "-", "--secret", "x", input=CAPTURE).exit_code == 2


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    """Any file is a delivery or raises a ValueError (or the errors of JSON with another structure)."""
    try:
        headers, body = read_delivery(content)
    except (ValueError, TypeError, AttributeError):
        return
    assert content.endswith(body)
    assert all(":" not in name for name, _ in headers)


# --- events as lines ----------------------------------------------------------------------------------------------


def test_every_event_is_a_line() -> None:
    """Each event is printed with its name, its conversation and its person, as far as known."""
    for each in EVENTS:
        line = event_line(parse_unverified(each["body"].encode()))
        assert line.startswith(each["event"])
        assert "\n" not in line


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (
            "message_created              #42  Zoë: (note) Hello",
            {
                "event": "message_created",
                "message_type": "outgoing",
                "private": True,
                "content": "Hello",
                "sender": {"name": "Zoë"},
                "conversation": {"id": 42},
            },
        ),
        (
            "conversation_updated         #42  Zoë: open · changed status, label_list",
            {
                "event": "conversation_updated",
                "id": 42,
                "status": "open",
                "meta": {"sender": {"name": "Zoë"}},
                "changed_attributes": [{"status": {}}, {"label_list": {}}],
            },
        ),
        (
            "conversation_typing_on       #42  Zoë",
            {"event": "conversation_typing_on", "user": {"name": "Zoë"}, "conversation": {"id": 42}},
        ),
        (
            "webwidget_triggered          #42  Zoë",
            {"event": "webwidget_triggered", "contact": {"name": "Zoë"}, "current_conversation": {"id": 42}},
        ),
        ("contact_created              Zoë", {"event": "contact_created", "name": "Zoë", "id": 7}),
        ("inbox_created", {"event": "inbox_created", "id": 7}),
        (f"{TAMED}  {TAMED}", {"event": HOSTILE, "sender": {"name": HOSTILE}}),
        ("message_created              (incoming)", {"event": "message_created", "message_type": "incoming"}),
        ("conversation_updated", {"event": "conversation_updated", "changed_attributes": None, "meta": "odd"}),
        (
            "message.created              #42  Zoë: (incoming) Hello",
            {
                "event": "message.created",
                "data": {"message_type": 0, "content": "Hello", "conversation_id": 42, "sender": {"name": "Zoë"}},
            },
        ),
        (
            "contact.updated              Zoë: by Ada",
            {"event": "contact.updated", "data": {"name": "Zoë", "id": 7, "performer": {"name": "Ada"}}},
        ),
        (
            "presence.update              1 online, 2 busy",
            {"event": "presence.update", "data": {"users": {"1": "online", "2": "busy"}}},
        ),
        (
            "notification.created         #12  Ada: conversation_mention",
            {
                "event": "notification.created",
                "data": {
                    "notification": {
                        "notification_type": "conversation_mention",
                        "primary_actor": {"id": 12},
                        "user": {"name": "Ada"},
                    }
                },
            },
        ),
    ],
)
def test_what_an_event_says(expected: str, body: dict[str, Any]) -> None:
    """A line has the available values, and no control characters."""
    event = parse_unverified(json.dumps(body).encode(), on_drift=lambda _: None)
    assert event_line(event) == expected


# --- serve --------------------------------------------------------------------------------------------------------


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """Run the command until some deliveries got a response with these statuses."""
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", SECRET)
    run_server = uvicorn.Server.run
    threads: list[threading.Thread] = []

    def served(deliveries: list[SignedDelivery], statuses: list[int], *arguments: str) -> Result:
        answered: list[int] = []

        def run_and_ask(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
            url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/any/path"

            def ask() -> None:
                try:
                    answered.extend(
                        httpx.post(url, headers=each[0], content=each[1]).status_code for each in deliveries
                    )
                finally:
                    server.should_exit = True

            threads.append(threading.Thread(target=ask))
            threads[-1].start()
            run_server(server, sockets)

        monkeypatch.setattr(uvicorn.Server, "run", run_and_ask)
        result = run("webhooks", "serve", "--port", "0", *arguments)
        threads[-1].join()
        assert statuses == answered
        return result

    yield served
    for thread in threads:
        thread.join()


def test_deliveries_are_printed(serve: Callable[..., Result]) -> None:
    """Each event is a line with the time; duplicates are not printed; refusals are reported on stderr."""
    first = signed(EVENTS[0]["body"].encode(), SECRET)
    deliveries = [first, first, signed({"event": "a_new_one"}, SECRET), signed({"event": "x"}, "guessed")]
    result = serve(deliveries, [200, 200, 200, 401])
    lines = [line[10:] for line in result.stdout.splitlines()]
    assert (result.exit_code, lines) == (0, ["contact_created              Rani New", "a_new_one"])
    first_line, second_line = result.stderr.splitlines()
    assert first_line.startswith("Listening on http://127.0.0.1:")
    assert second_line.startswith("aiochatwoot: A delivery was refused (signature): the signature does not fit")


def test_deliveries_are_printed_as_json(serve: Callable[..., Result]) -> None:
    """With --json, each event is printed as received, without secrets; with --unverified, no secret is needed."""
    bodies = [json.loads(to_json(json.loads(each["body"]))) for each in EVENTS[:3]]
    deliveries = [SignedDelivery({}, each["body"].encode()) for each in EVENTS[:3]]
    result = serve(deliveries, [200, 200, 200], "--unverified", "--json")
    assert [json.loads(line) for line in result.stdout.splitlines()] == bodies


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port in use is reported in one line."""
    monkeypatch.setenv("CHATWOOT_WEBHOOK_SECRET", SECRET)
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = run("webhooks", "serve", "--port", str(other.getsockname()[1]))
    assert (result.exit_code, "--port 0 takes a free one" in result.stderr) == (1, True)


def test_it_needs_uvicorn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without uvicorn, one line says what to install."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("webhooks", "serve", "--unverified")
    expected = f"aiochatwoot: {missing_extra('webhooks serve', 'cli')}\n"
    assert (1, expected) == (result.exit_code, result.stderr)
