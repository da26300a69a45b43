"""Routes: method, path, permitted callers, first version and handler. Also reads the parameters of a body."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from starlette import routing
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .._state.account import Installation
from .._state.clock import Json
from .._state.records import Uploaded
from .._state.values import without_nulls
from .responses import csv, empty, encode

ALWAYS = "2.0"
"""The version of a feature that all versions have."""


@dataclass(frozen=True)
class Empty:
    """A response with an empty body, or with ``null``."""

    status: int = 200
    is_null: bool = False


Body: TypeAlias = Json | list[Any] | int | str | Empty | Response | None
"""The result of a handler: JSON, CSV (a text), or a whole response; None is an empty body."""
B = TypeVar("B", bound=Body)
C = TypeVar("C")
Opens: TypeAlias = Callable[[Installation, Request, Json, "Route[C]"], C]
"""A function that makes a handler's argument from a request, the parameters of its body and the route.

It raises an `ErrorResponse` if the caller may not use the route.
"""


@dataclass(frozen=True)
class Route(Generic[C]):
    """A route.

    Attributes:
        since: The first version of the server that has the route, or "enterprise"; others respond with 404.
        admins: The version since which the route is for administrators only; "" for none.
        bots: The version since which bots may use the route; "" for none.
    """

    method: str
    path: str
    handler: Callable[[C], Body]
    opens: Opens[C]
    since: str = ALWAYS
    admins: str = ""
    bots: str = ""

    def endpoint(self) -> routing.Route:
        """Return Starlette's route, which serves the `installation` in the application's state."""

        async def answer(request: Request) -> Response:
            installation: Installation = request.app.state.installation
            given = await read_given(request)
            request.state.body = await request.body()
            with installation.lock:
                if not installation.has(self.since):
                    raise HTTPException(404)
                body = self.handler(self.opens(installation, request, given, self))
            if isinstance(body, Response):
                return body
            if isinstance(body, Empty):
                return encode(None) if body.is_null else empty(body.status)
            if isinstance(body, str):
                return csv(body)
            return empty(200) if body is None else encode(body)

        return routing.Route(self.path, answer, methods=[self.method])


class Router(Generic[C]):
    """The routes of a module: `@router("GET /labels")` declares the route of the handler that follows.

    Args:
        root: The path that all paths begin with.
        opens: The `opens` of all routes, see `Opens`.
        about: Default attributes of all routes, see `Route`.
    """

    def __init__(self, root: str, opens: Opens[C], **about: str) -> None:
        self.routes: list[Route[C]] = []
        self._root = root
        self._opens: Opens[C] = opens
        self._about = about

    def __call__(self, *requests: str, **about: str) -> Callable[[Callable[[C], B]], Callable[[C], B]]:
        """Declare routes such as "POST /labels", with their attributes."""

        def declare(handler: Callable[[C], B]) -> Callable[[C], B]:
            for request in requests:
                method, _, path = request.partition(" ")
                self.routes.append(Route(method, self._root + path, handler, self._opens, **self._about | about))
            return handler

        return declare


def read_json(text: str | bytes) -> Any:
    """Parse JSON.

    Raises:
        ValueError: it is no JSON, or half of a surrogate pair is in it, which is no text, and which no database stores.
    """
    value = json.loads(text)
    json.dumps(value, ensure_ascii=False).encode()
    return value


async def read_given(request: Request) -> Json:
    """Read the parameters of the body; a JSON list has none, since it has no names."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("multipart/"):
        async with request.form() as form:
            return nested([(name, await _file(value)) for name, value in form.multi_items()])
    if body and kind.startswith("application/json"):
        given = without_nulls(json.loads(body))
        return given if isinstance(given, dict) else {}
    return nested(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _file(value: UploadFile | str) -> Uploaded | str:
    if isinstance(value, str):
        return value
    content = await value.read()
    return Uploaded(value.filename or "", value.content_type or "application/octet-stream", len(content), content)


def nested(pairs: Iterable[tuple[str, Any]]) -> Json:
    """Convert names with brackets to objects and lists."""
    result: Json = {}
    for name, value in pairs:
        first, *keys = re.findall(r"[^\[\]]+|\[\]", name) or [name]
        at, key = result, first
        for following in keys:
            if following == "[]":
                break
            inner = at.setdefault(key, {})
            at, key = (inner if isinstance(inner, dict) else {}), following
        if keys and keys[-1] == "[]":
            values = at.setdefault(key, [])
            if isinstance(values, list):
                values.append(value)
        else:
            at[key] = value
    return result
