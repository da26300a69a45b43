"""The context of one call."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

import attrs
import httpx

from ..errors import Attempt
from ..settings import RetryPolicy

if TYPE_CHECKING:
    from .._wire.multipart import Multipart


MAX_REDIRECTS = 5


def can_be_sent_again(request: httpx.Request) -> bool:
    """Whether the body of a request is still there once it was sent."""
    return bool(getattr(request.stream, "replayable", isinstance(request.stream, httpx.ByteStream)))


CALL = "aiochatwoot.call"
"""Where a request carries its `Call`, among the extensions of httpx."""


@attrs.define(kw_only=True, eq=False)
class Call:
    """A call on its way through the transports.

    Attributes:
        policy: How often it is tried.
        repeatable: Whether the server may be asked twice.
        deadline: When it must be over, by the clock of the event loop; None for never.
        max_body: Bytes that a decoded body may have.
        streams: Whether the body of a success is read by the caller, while it comes.
        operation: The operation's id.
        attempts: How its attempts went so far.
        stage: What it is doing, for the message if the deadline passes meanwhile.
        note: Why there was no further attempt.
    """

    policy: RetryPolicy
    repeatable: bool
    deadline: float | None = None
    max_body: int = 64 * 2**20
    streams: bool = False
    operation: str | None = None
    attempts: list[Attempt] = attrs.Factory(list)
    stage: str = "waiting for the server"
    note: str | None = None

    def left(self) -> float:
        """Seconds until the deadline."""
        return math.inf if self.deadline is None else self.deadline - asyncio.get_running_loop().time()


def _put_body(request: httpx.Request, body: Multipart) -> None:
    """Give a request a body that is read while it is sent; httpx itself would read it only once."""
    request.stream = body
    request.headers.pop("Content-Length", None)  # of no body
    request.headers["Content-Type"] = body.content_type
    length = body.content_length
    request.headers.update({"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)})
