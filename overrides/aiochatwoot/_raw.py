"""Implements `Chatwoot.with_raw_response`, which returns a value together with its response."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, ParamSpec, TypeVar

import attrs

from ._core import Core, responses
from ._texts import quoted
from ._transport.call import CallContext
from ._transport.messages import Headers, Response
from ._wire.model import brief
from .concurrency import check_awaitable, check_function
from .errors import Attempt, InvalidRequestError

P = ParamSpec("P")
T = TypeVar("T")


@attrs.frozen(eq=False)
class RawResponse(Generic[T]):
    """The return value of a call, with its last response.

    Attributes:
        value: The return value of the call.
        status: The status code of the response.
        headers: Its headers, names in lower case; no cookies.
        request_id: The server's ``x-request-id``, which identifies the request for its operator; None if it sent none.
        attempts: Every attempt of the call, with the waits between them.
    """

    value: T = attrs.field(repr=brief)
    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    request_id: str | None
    attempts: tuple[Attempt, ...] = attrs.field(repr=False)


async def call_raw(
    core: Core, function: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
) -> RawResponse[T]:
    """Implement `Chatwoot.with_raw_response`."""
    check_function("with_raw_response", function)
    collected: list[tuple[Response, CallContext]] = []
    token = responses.set(collected)
    try:
        value = await check_awaitable("with_raw_response", function, function(*args, **kwargs))
    finally:
        responses.reset(token)
    if not collected:
        raise InvalidRequestError(f"with_raw_response: {quoted(function, 80)} called no server")
    response, call = collected[-1]
    headers = core.record(attrs.evolve(response, content=b""), call).headers
    request_id, attempts = headers.get("x-request-id"), tuple(call.attempts)
    return RawResponse(value, response.status, Headers(headers.items()), request_id, attempts)
