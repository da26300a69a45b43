"""Requests and responses of the pipeline, made by hand; and networks that are only a function."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiochatwoot._transport.messages import Headers, Response
from aiochatwoot._urls import parse_url

BASE = parse_url("https://chat.example/support")


class Body:
    """A body in pieces; an error among them is raised in its turn.

    Attributes:
        closed: How often it was closed.
    """

    def __init__(self, *pieces: bytes | BaseException) -> None:
        self.pieces = pieces
        self.closed = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, BaseException):
                raise piece
            yield piece

    async def aclose(self) -> None:
        self.closed += 1


NO_BODY = Body()


def response(status: int = 200, content: bytes = b"", url: str = BASE.text, **headers: str) -> Response:
    """A response that was read; underscores in names of headers stand for dashes."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Response(status, Headers(pairs), NO_BODY, parse_url(url), content)
