"""Each fault of a request: its effect for the client, and whether the application executes the request."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import inspect
import json
import logging
import re
import time
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import ConnectionFault, FakeChatwoot, Fault, faults

from .conftest import Clock
from .wire import PATIENCE, Seen, ask, connect, until

JSON = {"id": 1, "content": "Grüße 👋"}


@pytest.fixture(autouse=True)
def _uvicorn_has_nothing_to_say(caplog: pytest.LogCaptureFixture) -> Any:
    """Assert that no fault looks like a server error to uvicorn."""
    with caplog.at_level(logging.INFO):
        yield
    assert [record.getMessage() for record in caplog.records if record.name.startswith(("uvicorn", "asyncio"))] == []


def strike(server: FakeChatwoot, fault: Fault, patience: float = 5) -> Seen:
    """Return a fault's effect for a client; the next request works normally."""
    server.faults.add(fault)
    seen = ask(server, patience=patience)
    assert ([fault], ()) == ([each.fault for each in server.faults.struck], server.faults.pending)
    counted = len(server.executions)
    assert (ask(server).status, len(server.executions)) == (200, counted + 1)
    return seen


@pytest.fixture
def profile(server: FakeChatwoot) -> bytes:
    """Return the body of the application's own response; this request is not counted."""
    body = ask(server).body
    server.executions.clear()
    return body


AFTER = pytest.mark.parametrize("after", [False, True])


@AFTER
def test_reset(server: FakeChatwoot, after: bool) -> None:
    """A RST instead of a response, before or after execution."""
    seen = strike(server, faults.reset(after=after))
    assert (seen.head, seen.end, len(server.executions)) == ("", "reset", after + 1)


@AFTER
def test_disconnect(server: FakeChatwoot, after: bool) -> None:
    """A FIN instead of a response, before or after execution."""
    seen = strike(server, faults.disconnect(after=after))
    assert (seen.head, seen.end, len(server.executions)) == ("", "closed", after + 1)


@AFTER
def test_hang(server: FakeChatwoot, after: bool) -> None:
    """The client gets no response, before or after execution."""
    seen = strike(server, faults.hang(after=after), PATIENCE)
    assert (seen.head, seen.end, len(server.executions)) == ("", "silent", after + 1)


@AFTER
def test_malformed(server: FakeChatwoot, http: httpx.Client, after: bool) -> None:
    """Bytes that are not HTTP, before or after execution."""
    seen = strike(server, faults.malformed(b"220 mail.example ESMTP\r\n\r\n", after=after))
    assert (seen.head, seen.end, len(server.executions)) == ("220 mail.example ESMTP", "closed", after + 1)
    server.faults.add(faults.malformed())
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(server.base_url)


@AFTER
@pytest.mark.parametrize("code", [502, 503, 504, 520])
def test_a_proxys_page(server: FakeChatwoot, after: bool, code: int) -> None:
    """An error without a body is a proxy's HTML page, before or after execution."""
    seen = strike(server, faults.status(code, after=after))
    assert (seen.status, len(server.executions)) == (code, after + 1)
    assert seen.header("content-type") == "text/html; charset=utf-8"
    assert f"<title>{code} " in seen.body.decode()
    assert (None, str(len(seen.body))) == (seen.header("x-request-id"), seen.header("content-length"))


def test_a_page_has_the_name_of_its_status(server: FakeChatwoot) -> None:
    """The page for an error has the name of its status; Cloudflare's statuses have none."""
    assert b"<title>502 Bad Gateway</title>" in strike(server, faults.status(502)).body
    server.faults.struck.clear()
    assert b"<title>520 Unknown Error</title>" in strike(server, faults.status(520)).body


@pytest.mark.parametrize(
    ("body", "kind", "sent"),
    [
        (JSON, "application/json; charset=utf-8", json.dumps(JSON, ensure_ascii=False, separators=(",", ":")).encode()),
        ([1, None], "application/json; charset=utf-8", b"[1,null]"),
        ("Grüße", "text/plain; charset=utf-8", "Grüße".encode()),
        (b"\0\1", "application/octet-stream", b"\0\1"),
        (b"", None, b""),
        (None, None, b""),
    ],
)
def test_any_body(server: FakeChatwoot, body: Any, kind: str | None, sent: bytes | None) -> None:
    """Objects and lists are sent as JSON, text and bytes unchanged; a success has no page."""
    seen = strike(server, faults.status(200, body))
    assert (kind, str(len(seen.body))) == (seen.header("content-type"), seen.header("content-length"))
    assert seen.body == sent


def test_any_headers(server: FakeChatwoot) -> None:
    """Headers replace those of the body by name, and may repeat; the date is the server's unless given."""
    seen = strike(server, faults.status(418, "<p>", {"Content-Type": "text/html"}))
    assert seen.header("content-type") == "text/html"
    assert seen.header("date") == "Fri, 20 Nov 2026 08:00:30 GMT"
    server.faults.struck.clear()
    seen = strike(server, faults.status(418, "", (("a", "1"), ("a", "2"), ("Date", "today"))))
    assert (seen.head.count("a: 1\r\na: 2"), seen.header("date")) == (1, "today")
    as_list = faults.too_many_requests(headers=[("Retry-After", "0")])
    assert faults.too_many_requests(headers={"retry-after": "0"}) == as_list


@pytest.mark.parametrize("code", [100, 199, 204, 304, 599, 600, 999])
def test_any_status(server: FakeChatwoot, code: int) -> None:
    """Any status of three digits is accepted."""
    assert strike(server, faults.status(code)).status == code


@pytest.mark.parametrize(
    ("retry_after", "sent"),
    [
        (None, None),
        (7, "7"),
        (0, "0"),
        (0.25, "0.25"),
        (dt.datetime(2026, 11, 20, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))), "Fri, 20 Nov 2026 08:01:00 GMT"),
        ("soon", "soon"),
    ],
)
def test_too_many_requests(server: FakeChatwoot, retry_after: Any, sent: str | None) -> None:
    """A 429 with Chatwoot's text, with any Retry-After and other headers; not executed."""
    seen = strike(server, faults.too_many_requests(retry_after, {"X-RateLimit-Remaining": "0"}))
    assert (seen.status, seen.body, seen.header("content-type")) == (429, b"Retry later\n", "text/plain")
    assert (seen.header("retry-after"), seen.header("x-ratelimit-remaining"), len(server.executions)) == (sent, "0", 1)


def test_a_bare_429_is_chatwoots_own(clock: Clock, server: FakeChatwoot) -> None:
    """A 429 without arguments equals the response of the server's own limit, without the application's headers."""
    with FakeChatwoot(sample=False, rate_limit=0, clock=clock) as limited:
        real = ask(limited)
    fake = strike(server, faults.too_many_requests())
    lines = [set(re.sub(r"\r\nx-\S+: \S+", "", each.head).split("\r\n")) for each in (real, fake)]
    assert (lines[0], real.body) == (lines[1], fake.body)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308, 399])
def test_redirect(server: FakeChatwoot, code: int) -> None:
    """A redirect has any Location, and the request is not executed."""
    seen = strike(server, faults.redirect("https://elsewhere.example/x", code))
    assert (seen.status, seen.header("location"), len(server.executions)) == (code, "https://elsewhere.example/x", 1)


@AFTER
def test_gzip_bomb(server: FakeChatwoot, after: bool) -> None:
    """A bomb has about a thousandth of the decompressed size, which is exact."""
    size = 3 * 2**20 + 17
    seen = strike(server, faults.gzip_bomb(size, after=after))
    assert (
        seen.header("content-encoding"),
        len(gzip.decompress(seen.body)),
        len(server.executions),
    ) == ("gzip", size, after + 1)
    assert size / 900 > len(seen.body)


def test_late(server: FakeChatwoot, profile: bytes) -> None:
    """The response comes after so many seconds; waits add up."""
    seen = strike(server, faults.late(0.01, of=faults.late(0.02)))
    assert (seen.body, len(server.executions)) == (profile, 2)
    assert seen.seconds >= 0.03


def test_late_is_not_answered_to_nobody(server: FakeChatwoot) -> None:
    """A client that disconnects ends the wait, and so does stopping the server."""
    server.faults.add(faults.late(60), faults.dribble(60), faults.dribble(60, of=faults.status(600, "x")))
    assert [ask(server, patience=PATIENCE / 4).end for _ in range(3)] == ["silent"] * 3
    server.faults.add(faults.late(60), faults.hang(), faults.stall(1))
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            line = stack.enter_context(connect(server))
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until(lambda: not server.faults.pending)
        begun = time.perf_counter()
        server.stop()
    assert time.perf_counter() - begun < 0.5


def test_dribble(server: FakeChatwoot, profile: bytes) -> None:
    """The whole body, in pieces with a pause before each; the connection can be reused."""
    seen = strike(server, faults.dribble(0.005, 200))
    pieces = -(-len(profile) // 200)
    assert (profile, "closed") == (seen.body, seen.end)
    assert pieces * 0.005 <= seen.seconds
    server.faults.add(faults.dribble(0, 1, of=faults.status(200, b"")))
    assert ask(server).body == b""


def test_close(server: FakeChatwoot, http: httpx.Client, profile: bytes) -> None:
    """The response is complete, with `Connection: close`."""
    server.faults.add(faults.close())
    answer = http.get(f"{server.base_url}/api/v1/profile", headers={"api_access_token": server.token})
    assert ("close", profile) == (answer.headers["connection"], answer.content)


def test_cut(server: FakeChatwoot, profile: bytes) -> None:
    """The response has so many bytes of the body, although the headers announce all."""
    seen = strike(server, faults.cut(10))
    assert (profile[:10], str(len(profile)), "closed") == (seen.body, seen.header("content-length"), seen.end)
    assert len(server.executions) == 2


def test_stall(server: FakeChatwoot, profile: bytes) -> None:
    """The response has so many bytes of the body, then nothing."""
    seen = strike(server, faults.stall(10), PATIENCE)
    assert (seen.body, seen.end, len(server.executions)) == (profile[:10], "silent", 2)


def test_reset_after_headers(server: FakeChatwoot) -> None:
    """The client gets the headers without a body."""
    seen = strike(server, faults.reset_after_headers())
    assert (seen.status, seen.body, seen.end, len(server.executions)) == (200, b"", "reset", 2)


@pytest.mark.parametrize(("by", "sent"), [(5, 6), (-1, 0), (-100, 0)])
def test_wrong_length(server: FakeChatwoot, by: int, sent: int) -> None:
    """The response has the whole body with another Content-Length, never negative."""
    seen = strike(server, faults.wrong_length(by, of=faults.status(200, "1")))
    assert (b"1", str(sent), "closed") == (seen.body, seen.header("content-length"), seen.end)


def test_bad_gzip(server: FakeChatwoot, http: httpx.Client, profile: bytes) -> None:
    """The response has the plain body, or half of its gzip; both are labelled gzip with the correct length."""
    seen = strike(server, faults.bad_gzip())
    assert (seen.body, seen.header("content-encoding")) == (profile, "gzip")
    server.faults.add(faults.bad_gzip())
    with pytest.raises(httpx.DecodingError):
        http.get(f"{server.base_url}/api/v1/profile", headers={"api_access_token": server.token})
    server.faults.struck.clear()
    seen = strike(server, faults.bad_gzip(cut_short=True))
    assert str(len(seen.body)) == seen.header("content-length")
    with pytest.raises(EOFError):
        gzip.decompress(seen.body)


def test_a_head_has_no_body(server: FakeChatwoot) -> None:
    """A response to HEAD has no body with any fault."""
    server.faults.add(faults.cut(10), faults.dribble(0, 9))
    assert [ask(server, "HEAD").body for _ in range(2)] == [b"", b""]


def test_faults_can_be_put_together(server: FakeChatwoot) -> None:
    """A fault shapes the response of another; without a response there is nothing to shape."""
    fault = faults.late(0.001, of=faults.cut(3, of=faults.dribble(0.001, 2, of=faults.status(502, "12345"))))
    seen = strike(server, fault)
    assert (seen.status, seen.body, seen.end, len(server.executions)) == (502, b"123", "closed", 1)
    assert repr(fault) == "<Fault late 0.001 s of cut 3 of dribble 0.001 s of status 502>"
    with pytest.raises(ValueError, match=r"of: there is no answer in <Fault reset>"):
        faults.cut(1, of=faults.reset())
    with pytest.raises(ValueError, match=r"of: there is no answer in <Fault malformed>"):
        faults.close(of=faults.malformed())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: faults.status(99), "code: 99 has not three digits"),
        (lambda: faults.redirect("/", 200), "code: 200 is no redirect"),
        (lambda: faults.cut(-1), "size: -1 is below 0"),
        (lambda: faults.gzip_bomb(10**12), "size: 1000000000000 is above the limit, 1073741824 (1 GiB)"),
        (lambda: faults.late(-0.5), "seconds: -0.5 is below 0"),
        (lambda: faults.dribble(-1), "pause: -1 is below 0"),
        (lambda: faults.slow_accept(-1), "seconds: -1 is below 0"),
    ],
)
def test_what_cannot_be_is_refused(make: Any, message: str) -> None:
    """An impossible fault is refused when it is created, with the argument's name."""
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_faults_are_values() -> None:
    """Faults are equal if all values are equal, and have a short name as repr."""
    assert faults.close() == faults.close()
    assert faults.status(502) != faults.status(502, after=True)
    assert repr(faults.status(502, after=True)) == "<Fault status 502 after execution>"
    assert repr(faults.refuse(1)) == "<ConnectionFault refuse 1 s>"
    assert repr(faults.ok()) == "<Fault ok>"


def test_the_table_says_what_is_executed() -> None:
    """The table of the documentation has every fault, with the right execution."""
    made: dict[str, Fault | ConnectionFault] = {
        "dribble": faults.dribble(0),
        "late": faults.late(0),
        "cut": faults.cut(0),
        "stall": faults.stall(0),
        "wrong_length": faults.wrong_length(1),
        "status": faults.status(502),
        "redirect": faults.redirect("/"),
        "gzip_bomb": faults.gzip_bomb(0),
        "slow_accept": faults.slow_accept(0),
    }
    rows = dict(re.findall(r"^\| `(\w+)` +\|.*\| (.+?) +\|$", faults.__doc__ or "", re.MULTILINE))
    functions = dict(inspect.getmembers(faults, inspect.isfunction))
    public = {name for name, each in functions.items() if each.__module__ == faults.__name__ and name[0] != "_"}
    assert rows.keys() == public
    for name, says in rows.items():
        fault = made.get(name) or functions[name]()
        executes = isinstance(fault, Fault) and fault.executes
        has_after = "after" in inspect.signature(functions[name]).parameters
        has_of = "of" in inspect.signature(functions[name]).parameters
        if isinstance(fault, ConnectionFault):
            assert says in ("no", "as usual")
        elif has_of:
            assert (says, executes) == ("as the fault it is `of`", True)
        else:
            expected = "yes" if executes else "no; with `after` yes" if has_after else "no"
            assert says == expected, name
