"""Routes of the application: reads requests, and writes a handler's result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette import routing
from starlette.requests import Request
from starlette.responses import Response

from .._state.account import Installation
from .._state.clock import Json
from .call import Empty, read_given
from .responses import csv, empty, encode


def endpoint(
    installation: Installation, method: str, path: str, handle: Callable[[Request, Json], Any]
) -> routing.Route:
    """The route of a handler, which takes the request and its body's parameters."""

    async def answer(request: Request) -> Response:
        given = await read_given(request)
        with installation.lock:
            body = handle(request, given)
        if isinstance(body, Empty):
            return encode(None) if body.is_null else empty(body.status)
        if isinstance(body, str):
            return csv(body)
        return empty(200) if body is None else encode(body)

    return routing.Route(path, answer, methods=[method])
