"""Middleware around the application: nginx, Host check, rate limit, JSON syntax, and headers of every response."""

from __future__ import annotations

import hashlib
import re
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from .._app.call import TOKEN_HEADERS, tokens_in
from .._app.responses import framework_error, throttled
from .._app.routing import read_json
from ..faults import OK, Answer, Fault
from .fault_actions import CONNECTION, Line, apply_fault
from .fault_queue import Faults
from .recording import Execution, Executions, RecordedRequest

REDACTED = "[redacted]"
_CONTACT = "/contacts/{contact_identifier}"
_IDENTIFIERS = re.compile(r"(?<=^/public/api/v1)/inboxes/[^/]+(/contacts/[^/]+)?")
_SECRET_HEADERS = (*TOKEN_HEADERS, "authorization")


@dataclass(kw_only=True, eq=False)
class Middleware:
    """ASGI middleware around the application.

    Attributes:
        app: The application.
        cable: The application for WebSockets.
        clock: Seconds since 1970-01-01T00:00:00Z.
        requests: The list to which each request is added before the response.
        executions: The executions to which each request that the application executed is added.
        faults: The faults to apply.
        drops_underscore_headers: See `FakeChatwoot`, also for the others.
    """

    app: ASGIApp
    cable: ASGIApp
    clock: Callable[[], float]
    requests: list[RecordedRequest]
    executions: Executions
    faults: Faults
    drops_underscore_headers: bool = False
    rate_limit: int | None = None
    hosts: tuple[str, ...] = ()
    _minute: int = field(default=0, init=False)
    _requests: int = field(default=0, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            websocket = WebSocket(scope, receive, send)
            if _is_known(websocket, self.hosts):
                await self.cable(scope, receive, send)
            else:
                await websocket.close()
            return
        started = time.perf_counter()
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        sent = request.headers.items()
        arrived = [(name, value) for name, value in sent if self._lets_through(name)]
        recorded = RecordedRequest(
            method=request.method,
            path=_without_identifiers(scope["raw_path"].decode("ascii")),
            query=tuple(_shown(*each) for each in parse_qsl(request.url.query, keep_blank_values=True)),
            headers=_without_secrets(sent),
            body=body,
            token_headers=tuple(name for name, _ in sent if name in TOKEN_HEADERS),
            token_arrived=bool(tokens_in(arrived)),
        )
        self.requests.append(recorded)

        async def execute() -> Answer:
            answer = self._refused(request, body)
            if answer is None:
                answer = await _ask(self.app, scope, arrived, body)
                if answer.status_code < 400:
                    self.executions.add(Execution(recorded, answer.status_code))
            answer = _conditional(request, answer)
            answer.headers["x-request-id"] = str(uuid.uuid4())
            answer.headers["x-runtime"] = f"{time.perf_counter() - started:.6f}"
            headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.raw_headers]
            return Answer(answer.status_code, tuple(headers), bytes(answer.body))

        date = formatdate(self.clock(), usegmt=True)
        line = Line(scope, receive, send, date, lambda: self.faults.next_connection_fault() is not None)
        fault = self.faults.take(recorded)
        await apply_fault(fault if isinstance(fault, Fault) else OK, line, execute)

    def _lets_through(self, name: str) -> bool:
        # nginx's default is `underscores_in_headers off`.
        return not (self.drops_underscore_headers and "_" in name)

    def _refused(self, request: Request, body: bytes) -> Response | None:
        if CONNECTION in request.scope.get("state", {}) and not _is_known(request, self.hosts):
            return Response("Blocked: the Host or Origin is not this machine\n", 403, media_type="text/plain")
        if self._is_too_many():
            return throttled()
        if body and request.headers.get("content-type", "").startswith("application/json"):
            try:
                read_json(body)
            except (ValueError, RecursionError):
                return framework_error(400, request.headers.get("accept", ""))
        return None

    def _is_too_many(self) -> bool:
        minute = int(self.clock() // 60)
        if minute != self._minute:
            self._minute, self._requests = minute, 0
        self._requests += 1
        return self.rate_limit is not None and self._requests > self.rate_limit


def _is_known(request: HTTPConnection, more: tuple[str, ...]) -> bool:
    """Return whether Host and any Origin name this machine, so that foreign web pages cannot use the server."""
    named = ["//" + request.headers.get("host", ""), *request.headers.getlist("origin")]
    hosts = [urlsplit(each).hostname or "" for each in named]
    known = ("127.0.0.1", "localhost", "::1", *more)
    return all(host in known or host.endswith(".localhost") for host in hosts)


def _without_identifiers(path: str) -> str:
    """Replace identifiers in the path of a contact's request: anyone who knows them can act as the contact."""
    return _IDENTIFIERS.sub(lambda found: f"/inboxes/{{inbox_identifier}}{_CONTACT if found[1] else ''}", path)


def _shown(name: str, value: str) -> tuple[str, str]:
    return name, REDACTED if name == "identifier_hash" else value


def _without_secrets(headers: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    shown: dict[str, str] = {}
    for name, value in headers:
        value = REDACTED if name in _SECRET_HEADERS else value
        shown[name] = f"{shown[name]}, {value}" if name in shown else value
    return MappingProxyType(shown)


async def _ask(app: ASGIApp, scope: Scope, headers: list[tuple[str, str]], body: bytes) -> Response:
    """Pass a request to the application; return the complete response."""
    start: Message = {}
    parts: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    path = scope["path"].rstrip("/") or "/"
    await app({**scope, "path": path, "headers": raw}, receive, send)
    answer = Response(b"".join(parts), start["status"])
    answer.raw_headers = list(start["headers"])
    return answer


def _conditional(request: Request, answer: Response) -> Response:
    """Add a weak etag to the response; return 304 if the client already has this version."""
    if answer.status_code not in (200, 201) or not answer.body:
        return answer
    etag = f'W/"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    if request.method in ("GET", "HEAD") and request.headers.get("if-none-match") == etag:
        answer = Response(status_code=304)
    answer.headers["etag"] = etag
    answer.headers["cache-control"] = "max-age=0, private, must-revalidate"
    return answer
