"""What goes wrong between a client and a server, over real sockets.

    server.faults.add(faults.reset(), faults.status(502, after=True))

A fault of a request strikes when the whole request has been read. Whether the application has executed it by then is
what decides if a client may send it again, so each fault says so:

| fault                   | what the client gets                                         | executed                 |
|-------------------------|--------------------------------------------------------------|--------------------------|
| `ok`                    | the application's response                                   | yes                      |
| `reset`                 | a reset (RST) in place of a response                         | no; with `after` yes     |
| `disconnect`            | the end of the connection (FIN) in place of a response       | no; with `after` yes     |
| `hang`                  | nothing, until it gives up                                   | no; with `after` yes     |
| `malformed`             | bytes that are no HTTP, then the end                         | no; with `after` yes     |
| `status`                | any status, headers and body; a proxy's page                 | no; with `after` yes     |
| `too_many_requests`     | 429, as Chatwoot or a proxy says it                          | no                       |
| `redirect`              | a 3xx with a Location                                        | no                       |
| `gzip_bomb`             | a small body that unfolds to a huge one                      | no; with `after` yes     |
| `late`                  | the response, after a while                                  | as the fault it is `of`  |
| `dribble`               | the response, its body in small pieces with pauses           | as the fault it is `of`  |
| `close`                 | the response with `Connection: close`                        | as the fault it is `of`  |
| `cut`                   | the headers and so many bytes of the body, then the end      | as the fault it is `of`  |
| `stall`                 | the headers and so many bytes of the body, then nothing      | as the fault it is `of`  |
| `reset_after_headers`   | the headers, then a reset                                    | as the fault it is `of`  |
| `wrong_length`          | a Content-Length that is not the body's, then the end        | as the fault it is `of`  |
| `bad_gzip`              | a body that says it is gzip, and is not or ends too early    | as the fault it is `of`  |
| `refuse`                | connection refused                                           | no                       |
| `unreachable`           | no connection, until it gives up                             | no                       |
| `reset_on_accept`       | a connection that is reset at once                           | no                       |
| `slow_accept`           | a connection that is accepted late                           | then as ever             |

The last four strike connections, not requests: see `ConnectionFault`. The ones that are `of` another fault shape its
response, or the application's own where it is left out: `cut(5, of=status(200, {"id": 1}))`.
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
    """A response as it goes over the wire: status, headers (names in lower case) and the bytes of the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of the first header of that name."""
        return next((value for key, value in self.headers if key == name), None)

    def with_header(self, name: str, value: str) -> Answer:
        """The same answer with one header of that name."""
        kept = tuple((key, old) for key, old in self.headers if key != name)
        return attrs.evolve(self, headers=(*kept, (name, value)))


Edit: TypeAlias = Callable[[Answer], Answer]


@attrs.frozen
class SetHeader:
    """An edit: one header of that name."""

    name: str
    value: str

    def __call__(self, answer: Answer) -> Answer:
        return answer.with_header(self.name, self.value)


@attrs.frozen
class Lengthen:
    """An edit: a Content-Length that is `by` bytes more than the body, never less than 0."""

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
    """What is done to one request. Equal where everything is; printed by its name.

    Attributes:
        name: What it is, for people.
        executes: Whether the application sees the request, before anything else.
        answer: In place of the application's own.
        edits: Changes to the response, one after the other.
        delay: Seconds before the response.
        silent: There is no response.
        raw: Bytes in place of a response.
        size: So many bytes of the body are sent at most.
        piece: The body is sent in pieces of so many bytes.
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
    """What is done to connections, before there is a request: nothing is executed.

    It has its turn when it is the first in its script. Then idle connections are closed, and answers on the others
    are the last ones there, so that the next request of a client needs a new connection and meets the fault.

    Attributes:
        name: What it is, for people.
        kind: Which of the four.
        seconds: For how long (`refuse`, `unreachable`; None is until it is cleared), or how late (`slow_accept`).
    """

    name: str
    kind: ConnectionFaultKind
    seconds: float | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


OK = Fault(name="ok")
Body: TypeAlias = bytes | str | Mapping[str, Any] | list[Any]
Headers: TypeAlias = Mapping[str, str] | tuple[tuple[str, str], ...]

_PAGE = """<html>
<head><title>{title}</title></head>
<body>
<center><h1>{title}</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""
_BLOCK = 2**16


def ok() -> Fault:
    """No fault: a place in a script that is answered as ever. Executed."""
    return OK


def reset(*, after: bool = False) -> Fault:
    """The connection is reset (RST) when the request has been read. Executed only with `after`."""
    return Fault(name=_named("reset", after), executes=after, silent=True, end="reset")


def disconnect(*, after: bool = False) -> Fault:
    """The connection ends in good order, without a response. Executed only with `after`.

    This is also what a client sees whose request met the end of an idle connection.
    """
    return Fault(name=_named("disconnect", after), executes=after, silent=True, end="close")


def hang(*, after: bool = False) -> Fault:
    """No response, until the client gives up or the server stops. Executed only with `after`."""
    return Fault(name=_named("hang", after), executes=after, silent=True, end="hang")


def malformed(data: bytes = b"This is no HTTP.\r\n\r\n", *, after: bool = False) -> Fault:
    """These bytes in place of a response, and the end of the connection. Executed only with `after`."""
    return Fault(name=_named("malformed", after), executes=after, raw=data, end="close")


def status(code: int, body: Body | None = None, headers: Headers = (), *, after: bool = False) -> Fault:
    """Any response. Executed only with `after`: then the application's own response is lost.

    Args:
        code: From 100 to 999. Below 200 and above 599, where HTTP has no final status, the connection is closed.
        body: JSON of an object or a list, text, or bytes; for an error without one the HTML page of a proxy.
        headers: In place of those that the body asks for, where the names are the same; pairs where names repeat.
        after: The application executes the request first.

    Raises:
        ValueError: the code does not have three digits.
    """
    if not 100 <= code <= 999:
        raise ValueError(f"code: {code} has not three digits")
    return Fault(name=_named(f"status {code}", after), executes=after, answer=_answer(code, body, headers))


def too_many_requests(retry_after: float | dt.datetime | str | None = None, headers: Headers = ()) -> Fault:
    """429 `Retry later`, in Chatwoot's words. Not executed.

    Args:
        retry_after: The header Retry-After: seconds (whole or not), a time (sent as an HTTP date), or any text;
            None for a response without it, which is what Chatwoot itself sends.
        headers: More headers.
    """
    if isinstance(retry_after, dt.datetime):
        retry_after = format_datetime(retry_after.astimezone(dt.UTC), usegmt=True)
    advice = "" if retry_after is None else str(retry_after)
    own = {"content-type": "text/plain", "cache-control": "no-cache"} | ({"retry-after": advice} if advice else {})
    answer = _answer(429, "Retry later\n", headers, own)
    return Fault(name=f"too_many_requests {advice}".rstrip(), executes=False, answer=answer)


def redirect(to: str, code: int = 302) -> Fault:
    """A redirect. Not executed.

    Args:
        to: The Location, as it is sent.
        code: From 300 to 399.

    Raises:
        ValueError: the code is none of a redirect.
    """
    if not 300 <= code <= 399:
        raise ValueError(f"code: {code} is no redirect")
    return Fault(name=f"redirect {code} to {to}", executes=False, answer=_answer(code, b"", own={"location": to}))


def gzip_bomb(size: int = 100 * 2**20, *, after: bool = False) -> Fault:
    """200 with a body of about a thousandth of `size` bytes, which unfolds to `size` spaces. Executed with `after`."""
    _check(size=size)
    packer = zlib.compressobj(9, wbits=31)
    blocks, rest = divmod(size, _BLOCK)
    parts = [packer.compress(b" " * _BLOCK) for _ in range(blocks)]
    body = b"".join([*parts, packer.compress(b" " * rest), packer.flush()])
    own = {"content-type": "application/json; charset=utf-8", "content-encoding": "gzip"}
    return Fault(name=_named(f"gzip_bomb {size}", after), executes=after, answer=_answer(200, body, own=own))


def late(seconds: float, of: Fault = OK) -> Fault:
    """The same, but later; what the application does is done before the wait."""
    _check(seconds=seconds)
    return attrs.evolve(of, name=f"late {seconds} s {_of(of)}".rstrip(), delay=of.delay + seconds)


def dribble(pause: float, size: int = 1, of: Fault = OK) -> Fault:
    """The body comes in pieces of `size` bytes, with a pause of so many seconds before each."""
    _check(pause=pause, size=size)
    return _shaped(f"dribble {pause} s", of, pause=pause, piece=max(1, size))


def close(of: Fault = OK) -> Fault:
    """The response is whole, has `Connection: close`, and is the last on its connection."""
    return _shaped("close", of, edits=(*of.edits, SetHeader("connection", "close")))


def cut(size: int, of: Fault = OK) -> Fault:
    """The body ends after `size` bytes, and with it the connection, whatever Content-Length says."""
    _check(size=size)
    return _shaped(f"cut {size}", of, size=size, end="close")


def stall(size: int, of: Fault = OK) -> Fault:
    """After `size` bytes of the body nothing more comes, until the client gives up or the server stops."""
    _check(size=size)
    return _shaped(f"stall {size}", of, size=size, end="hang")


def reset_after_headers(of: Fault = OK) -> Fault:
    """The connection is reset (RST) between headers and body.

    Other systems than Linux may throw away the headers, too, if the client has not read them yet.
    """
    return _shaped("reset_after_headers", of, size=0, end="reset")


def wrong_length(by: int, of: Fault = OK) -> Fault:
    """Content-Length is `by` bytes too long, or too short where it is negative; then the connection ends."""
    return _shaped(f"wrong_length {by:+}", of, edits=(*of.edits, Lengthen(by)), end="close")


def bad_gzip(*, cut_short: bool = False, of: Fault = OK) -> Fault:
    """`Content-Encoding: gzip` over a body that is none; with `cut_short` over the first half of a real one.

    Content-Length is right. Few decoders notice a stream that ends too early.
    """
    edit = GzipCutShort() if cut_short else SetHeader("content-encoding", "gzip")
    return _shaped("bad_gzip cut short" if cut_short else "bad_gzip", of, edits=(*of.edits, edit))


def refuse(seconds: float | None = None) -> ConnectionFault:
    """Nobody listens on the port for so many seconds, or until the fault is cleared. Nothing is executed.

    How many tried is not known: the operating system refuses them by itself. The port stays reserved meanwhile.
    """
    return _connection_fault("refuse", seconds)


def unreachable(seconds: float | None = None) -> ConnectionFault:
    """Connecting does not complete for so many seconds, or until the fault is cleared. Nothing is executed.

    It is a full queue of connections, which Linux lets wait. Those who waited for it to end come in at their
    operating system's next attempt, up to a second later.
    """
    return _connection_fault("unreachable", seconds)


def reset_on_accept() -> ConnectionFault:
    """The next connection is reset (RST) before anything is read from it. Nothing is executed.

    Depending on how fast the client is, it meets this in connecting, in writing its request or in reading the response.
    """
    return _connection_fault("reset_on_accept", None)


def slow_accept(seconds: float) -> ConnectionFault:
    """The next connection is accepted after so many seconds; until then its request is not read.

    The client is connected all the time, as operating systems do that by themselves: it waits for its response.
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
    pairs = headers if isinstance(headers, tuple) else tuple(headers.items())
    given = [(name.lower(), value) for name, value in pairs]
    # A 1xx, 204 or 304 has neither a body nor its length.
    length = "" if code < 200 or code in (204, 304) else str(len(content))
    usual = {"content-type": kind, "content-length": length} | dict(own or {})
    names = {name for name, _ in given}
    kept = [(name, value) for name, value in usual.items() if value and name not in names]
    return Answer(code, (*kept, *given), content)


def _page(code: int) -> str:
    try:
        phrase = http.HTTPStatus(code).phrase
    except ValueError:  # as 520 to 526, which are Cloudflare's own
        phrase = "Unknown Error"
    return _PAGE.format(title=f"{code} {phrase}")
