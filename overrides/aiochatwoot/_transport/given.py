"""The adapter to a `Network` from the caller."""

from __future__ import annotations

from collections.abc import AsyncIterator

import attrs

from ..errors import ChatwootError
from .adapting import SentBody, shown
from .failures import NetworkFailure
from .messages import Network, Request, RequestBody, Response, ResponseBody

_FAILURES = (OSError, EOFError, UnicodeError, ExceptionGroup)


class GivenNetwork:
    """Wraps a `Network` from the caller, and translates errors of sockets, TLS and text encoding.

    Args:
        network: The network.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    async def send(self, request: Request) -> Response:
        """Send one request."""
        body = None if request.body is None or isinstance(request.body, bytes) else _WatchedBody(request.body)
        if body is not None:
            request = attrs.evolve(request, body=body)
        try:
            response = await self._network.send(request)
        except _FAILURES as error:
            if isinstance(error, ChatwootError):
                raise
            failure = (None if body is None else body.outcome()) or _failure(error)
        else:
            response.body = _GivenBody(response.body)
            return response
        del request  # a traceback shows the locals of this frame
        raise failure

    async def aclose(self) -> None:
        """Close the network."""
        await self._network.aclose()


class _WatchedBody(SentBody):
    def __init__(self, body: RequestBody) -> None:
        super().__init__(body)
        self.content_type = body.content_type
        self.content_length = body.content_length
        self.replayable = body.replayable

    async def aclose(self) -> None:
        """Do nothing: the session closes the body itself."""


class _GivenBody:
    def __init__(self, body: ResponseBody) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._body:
                yield chunk
            return
        except _FAILURES as error:
            failure = _failure(error)
        raise failure

    async def aclose(self) -> None:
        await self._body.aclose()


def _failure(error: BaseException) -> NetworkFailure:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return NetworkFailure("ReadTimeout" if isinstance(error, TimeoutError) else "ReadError", shown(error))
