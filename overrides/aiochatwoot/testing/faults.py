"""Faults between a client and a server, over real sockets.

    server.faults.add(faults.reset(), faults.status(502, after=True))

A request fault applies once the whole request has been read. A client may send a request again only if the application
did not execute it, so each fault defines that:

| fault                   | what the client gets                                         | executed                 |
|-------------------------|--------------------------------------------------------------|--------------------------|
| `ok`                    | the application's response                                   | yes                      |
| `reset`                 | a reset (RST) in place of a response                         | no; with `after` yes     |
| `disconnect`            | the end of the connection (FIN) in place of a response       | no; with `after` yes     |
| `hang`                  | nothing, until it gives up                                   | no; with `after` yes     |
| `malformed`             | bytes that are not HTTP, then the end                        | no; with `after` yes     |
| `status`                | any status, headers and body; a proxy's page                 | no; with `after` yes     |
| `too_many_requests`     | 429, as Chatwoot or a proxy sends it                         | no                       |
| `redirect`              | a 3xx with a Location                                        | no                       |
| `gzip_bomb`             | a small body that decompresses to a huge one                 | no; with `after` yes     |
| `late`                  | the response, after a while                                  | as the fault it is `of`  |
| `dribble`               | the response, its body in small pieces with pauses           | as the fault it is `of`  |
| `close`                 | the response with `Connection: close`                        | as the fault it is `of`  |
| `cut`                   | the headers and so many bytes of the body, then the end      | as the fault it is `of`  |
| `stall`                 | the headers and so many bytes of the body, then nothing      | as the fault it is `of`  |
| `reset_after_headers`   | the headers, then a reset                                    | as the fault it is `of`  |
| `wrong_length`          | a wrong Content-Length, then the end                         | as the fault it is `of`  |
| `bad_gzip`              | a body labelled gzip that is not, or that ends too early     | as the fault it is `of`  |
| `refuse`                | connection refused                                           | no                       |
| `unreachable`           | no connection, until it gives up                             | no                       |
| `reset_on_accept`       | a connection that is reset immediately                       | no                       |
| `slow_accept`           | a connection that is accepted late                           | as usual                 |

The last four apply to connections, not requests: see `ConnectionFault`. Faults with `of` shape another fault's
response, by default the application's own: `cut(5, of=status(200, {"id": 1}))`.
"""

from __future__ import annotations

import datetime as dt
import gzip
import http
import json
import zlib
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from typing import Any, Literal, TypeAlias

import attrs

ConnectionFaultKind: TypeAlias = Literal["refuse", "unreachable", "reset_on_accept", "slow_accept"]


@attrs.frozen
class Answer:
    """A response on the wire: status, headers (names in lower case) and the bytes of the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of the first header with this name."""
        return next((value for key, value in self.headers if key == name), None)

    def with_header(self, name: str, value: str) -> Answer:
        """Return the same response with this header set once."""
        kept = tuple((key, old) for key, old in self.headers if key != name)
        return attrs.evolve(self, headers=(*kept, (name, value)))


Edit: TypeAlias = Callable[[Answer], Answer]


@attrs.frozen
class SetHeader:
    """An edit: this header set once."""

    name: str
    value: str

    def __call__(self, answer: Answer) -> Answer:
        return answer.with_header(self.name, self.value)


@attrs.frozen
class Lengthen:
    """An edit: a Content-Length `by` bytes larger than the body, never below 0."""

    by: int

    def __call__(self, answer: Answer) -> Answer:
        return answer.with_header("content-length", str(max(0, len(answer.body) + self.by)))


@attrs.frozen
class GzipCutShort:
    """An edit: the first half of the body's gzip."""

    def __call__(self, answer: Answer) -> Answer:
        whole = gzip.compress(answer.body, mtime=0)
        half = attrs.evolve(answer, body=whole[: len(whole) // 2])
        return Lengthen(0)(half.with_header("content-encoding", "gzip"))


@attrs.frozen(kw_only=True, repr=False)
class Fault:
    """A fault of one request. Compares by value; its repr is its name.

    Attributes:
        name: A name for people.
        executes: Whether the application executes the request first.
        answer: A response that replaces the application's own.
        edits: Changes to the response, in order.
        delay: Seconds before the response.
        silent: No response is sent.
        raw: Bytes sent instead of a response.
        size: Maximum bytes of the body to send.
        piece: Bytes of each piece in which the body is sent.
        pause: Seconds before each piece.
        end: Afterwards the connection is kept for the next request, closed (FIN), reset (RST), or left hanging.
    """

    name: str
    executes: bool = True
    answer: Answer | None = None
    edits: tuple[Edit, ...] = ()
    delay: float = 0
    silent: bool = False
    raw: bytes | None = None
    size: int | None = None
    piece: int | None = None
    pause: float = 0
    end: Literal["keep", "close", "reset", "hang"] = "keep"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


@attrs.frozen(kw_only=True, repr=False)
class ConnectionFault:
    """A fault of connections, before any request: nothing is executed.

    It takes effect when it is first in its script. Then idle connections are closed, and the others close after their
    next response, so that a client's next request needs a new connection and meets the fault.

    Attributes:
        name: A name for people.
        kind: One of the four kinds.
        seconds: Duration (`refuse`, `unreachable`; None until it is cleared), or delay (`slow_accept`).
    """

    name: str
    kind: ConnectionFaultKind
    seconds: float | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


OK = Fault(name="ok")
Body: TypeAlias = bytes | str | Mapping[str, Any] | list[Any]
Headers: TypeAlias = Mapping[str, str] | list[tuple[str, str]] | tuple[tuple[str, str], ...]

_PAGE = """<html>
<head><title>{title}</title></head>
<body>
<center><h1>{title}</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""
_BLOCK = 2**16
_LARGEST_BOMB = 2**30


def ok() -> Fault:
    """Respond normally, at this position in a script. Executed."""
    return OK


def reset(*, after: bool = False) -> Fault:
    """Reset the connection (RST) after the request was read. Executed only with `after`."""
    return Fault(name=_named("reset", after), executes=after, silent=True, end="reset")


def disconnect(*, after: bool = False) -> Fault:
    """Close the connection cleanly (FIN) without a response, as an idle timeout would. Executed only with `after`."""
    return Fault(name=_named("disconnect", after), executes=after, silent=True, end="close")


def hang(*, after: bool = False) -> Fault:
    """Send no response, until the client gives up or the server stops. Executed only with `after`."""
    return Fault(name=_named("hang", after), executes=after, silent=True, end="hang")


def malformed(data: bytes = b"This is no HTTP.\r\n\r\n", *, after: bool = False) -> Fault:
    """Send these bytes instead of a response, then close the connection. Executed only with `after`."""
    return Fault(name=_named("malformed", after), executes=after, raw=data, end="close")


def status(code: int, body: Body | None = None, headers: Headers = (), *, after: bool = False) -> Fault:
    """Send any response. Executed only with `after`: then the application's own response is lost.

    Args:
        code: From 100 to 999. Below 200 and above 599, where HTTP has no final status, the connection is closed.
        body: An object or a list for JSON, text, or bytes; for an error the default is a proxy's HTML page.
        headers: Override the headers that the body implies; use pairs if names repeat.
        after: Whether the application executes the request first.

    Raises:
        ValueError: the code does not have three digits.
    """
    if not 100 <= code <= 999:
        raise ValueError(f"code: {code} has not three digits")
    return Fault(name=_named(f"status {code}", after), executes=after, answer=_answer(code, body, headers))


def too_many_requests(retry_after: float | dt.datetime | str | None = None, headers: Headers = ()) -> Fault:
    """Send a 429 with Chatwoot's text `Retry later`. Not executed.

    Args:
        retry_after: The header Retry-After: seconds (whole or not), a time (sent as an HTTP date), or any text;
            None for a response without it, as Chatwoot itself sends.
        headers: Additional headers.
    """
    if isinstance(retry_after, dt.datetime):
        retry_after = format_datetime(retry_after.astimezone(dt.UTC), usegmt=True)
    advice = "" if retry_after is None else str(retry_after)
    own = {"content-type": "text/plain", "cache-control": "no-cache"} | ({"retry-after": advice} if advice else {})
    answer = _answer(429, "Retry later\n", headers, own)
    return Fault(name=f"too_many_requests {advice}".rstrip(), executes=False, answer=answer)


def redirect(to: str, code: int = 302) -> Fault:
    """Send a redirect. Not executed.

    Args:
        to: The Location header.
        code: From 300 to 399.

    Raises:
        ValueError: the code is not a redirect's.
    """
    if not 300 <= code <= 399:
        raise ValueError(f"code: {code} is no redirect")
    return Fault(name=f"redirect {code} to {to}", executes=False, answer=_answer(code, b"", own={"location": to}))


def gzip_bomb(size: int = 100 * 2**20, *, after: bool = False) -> Fault:
    """Send a 200 with about `size` / 1000 bytes that decompress to `size` spaces. Executed only with `after`.

    Raises:
        ValueError: `size` is above 1 GiB, which takes seconds to compress.
    """
    _check(size=size)
    if size > _LARGEST_BOMB:
        raise ValueError(f"size: {size} is above the limit, {_LARGEST_BOMB} (1 GiB)")
    packer = zlib.compressobj(9, wbits=31)
    blocks, rest = divmod(size, _BLOCK)
    parts = [packer.compress(b" " * _BLOCK) for _ in range(blocks)]
    body = b"".join([*parts, packer.compress(b" " * rest), packer.flush()])
    own = {"content-type": "application/json; charset=utf-8", "content-encoding": "gzip"}
    return Fault(name=_named(f"gzip_bomb {size}", after), executes=after, answer=_answer(200, body, own=own))


def late(seconds: float, of: Fault = OK) -> Fault:
    """Send the same response later; the application executes the request before the wait."""
    _check(seconds=seconds)
    return attrs.evolve(of, name=f"late {seconds} s {_of(of)}".rstrip(), delay=of.delay + seconds)


def dribble(pause: float, size: int = 1, of: Fault = OK) -> Fault:
    """Send the body in pieces of `size` bytes, with a pause in seconds before each."""
    _check(pause=pause, size=size)
    return _shaped(f"dribble {pause} s", of, pause=pause, piece=max(1, size))


def close(of: Fault = OK) -> Fault:
    """Send the complete response with `Connection: close`, then close the connection."""
    return _shaped("close", of, edits=(*of.edits, SetHeader("connection", "close")))


def cut(size: int, of: Fault = OK) -> Fault:
    """Close the connection after `size` bytes of the body, whatever Content-Length says."""
    _check(size=size)
    return _shaped(f"cut {size}", of, size=size, end="close")


def stall(size: int, of: Fault = OK) -> Fault:
    """Send nothing more after `size` bytes of the body, until the client gives up or the server stops."""
    _check(size=size)
    return _shaped(f"stall {size}", of, size=size, end="hang")


def reset_after_headers(of: Fault = OK) -> Fault:
    """Reset the connection (RST) between headers and body.

    Systems other than Linux may discard the headers, too, if the client has not read them yet.
    """
    return _shaped("reset_after_headers", of, size=0, end="reset")


def wrong_length(by: int, of: Fault = OK) -> Fault:
    """Send a Content-Length that is `by` bytes too long, or too short if negative; then close the connection."""
    return _shaped(f"wrong_length {by:+}", of, edits=(*of.edits, Lengthen(by)), end="close")


def bad_gzip(*, cut_short: bool = False, of: Fault = OK) -> Fault:
    """Send `Content-Encoding: gzip` with a body that is not gzip, or with `cut_short` the first half of real gzip.

    Content-Length is correct. Few decoders detect a truncated stream.
    """
    edit = GzipCutShort() if cut_short else SetHeader("content-encoding", "gzip")
    return _shaped("bad_gzip cut short" if cut_short else "bad_gzip", of, edits=(*of.edits, edit))


def refuse(seconds: float | None = None) -> ConnectionFault:
    """Refuse connections for so many seconds, or until the fault is cleared. Nothing is executed.

    Attempts cannot be counted, since the operating system itself refuses them. The port stays reserved meanwhile.
    """
    return _connection_fault("refuse", seconds)


def unreachable(seconds: float | None = None) -> ConnectionFault:
    """Let connecting hang for so many seconds, or until the fault is cleared. Nothing is executed.

    It fills the listen queue, so Linux lets connections wait. Waiting clients connect at their operating system's next
    attempt, up to a second after the fault ends.
    """
    return _connection_fault("unreachable", seconds)


def reset_on_accept() -> ConnectionFault:
    """Reset the next connection (RST) before anything is read from it. Nothing is executed.

    Depending on its speed, the client sees this while connecting, writing its request or reading the response.
    """
    return _connection_fault("reset_on_accept", None)


def slow_accept(seconds: float) -> ConnectionFault:
    """Accept the next connection after so many seconds; until then its request is not read.

    The operating system completes the connection itself, so the client is connected and waits for its response.
    """
    return _connection_fault("slow_accept", seconds)


def _connection_fault(kind: ConnectionFaultKind, seconds: float | None) -> ConnectionFault:
    _check(seconds=seconds or 0)
    return ConnectionFault(name=kind if seconds is None else f"{kind} {seconds} s", kind=kind, seconds=seconds)


def _shaped(name: str, of: Fault, **changes: Any) -> Fault:
    if of.silent or of.raw is not None:
        raise ValueError(f"of: there is no answer in {of}")
    return attrs.evolve(of, name=f"{name} {_of(of)}".rstrip(), **changes)


def _of(of: Fault) -> str:
    return "" if of is OK else f"of {of.name}"


def _named(name: str, after: bool) -> str:
    return f"{name} after execution" if after else name


def _check(**numbers: float) -> None:
    for name, number in numbers.items():
        if number < 0:
            raise ValueError(f"{name}: {number} is below 0")


def _answer(code: int, body: Body | None, headers: Headers = (), own: Mapping[str, str] | None = None) -> Answer:
    kind = "application/json; charset=utf-8"
    if body is None:
        content = _page(code).encode() if code >= 400 else b""
        kind = "text/html; charset=utf-8" if content else ""
    elif isinstance(body, bytes):
        content, kind = body, "application/octet-stream" if body else ""
    elif isinstance(body, str):
        content, kind = body.encode(), "text/plain; charset=utf-8"
    else:
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    pairs = headers if isinstance(headers, list | tuple) else headers.items()
    given = [(name.lower(), value) for name, value in pairs]
    # A 1xx, 204 or 304 has neither a body nor a Content-Length.
    length = "" if code < 200 or code in (204, 304) else str(len(content))
    usual = {"content-type": kind, "content-length": length} | dict(own or {})
    names = {name for name, _ in given}
    kept = [(name, value) for name, value in usual.items() if value and name not in names]
    return Answer(code, (*kept, *given), content)


def _page(code: int) -> str:
    try:
        phrase = http.HTTPStatus(code).phrase
    except ValueError:  # such as Cloudflare's 520 to 526
        phrase = "Unknown Error"
    return _PAGE.format(title=f"{code} {phrase}")
