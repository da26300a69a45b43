"""The context of one call, from its first attempt to its end."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable

import attrs

from .._product import CHATWOOT, Product
from .._urls import Url, without_query
from ..errors import Attempt, ChatwootError, ConnectionFailedError, DecodeError, RequestRecord, RequestTimeoutError
from ..limits import LimitedRequest, LimitWait
from ..settings import RetryPolicy
from .failures import NetworkFailure, without_frames


@attrs.define(kw_only=True, eq=False)
class CallContext:
    """What is known about a call while it is under way; each step takes it as a parameter.

    Attributes:
        method: The HTTP method.
        url: Where the call goes first.
        policy: How often it is tried.
        repeatable: Whether doing it twice is the same as doing it once.
        deadline: When it must be over, by the clock of the event loop; None for never.
        max_body: Bytes that a decompressed body may have.
        follow: For files that may be anywhere: refuses a redirect's target by raising a ChatwootError. None: only
            redirects below the base URL are followed.
        check_address: For these: refuses an address, or the name of a host, for a URL.
        is_download: Whether the body of a success is left to the caller, who reads it while it comes.
        operation: The operation's id.
        not_found: The status with which the server reports a missing record.
        limited: What it counts as for the rate limiter.
        attempts: How its attempts went so far.
        waiting_for: What it is doing, for the message if the deadline passes meanwhile.
        why_not_retried: Why there was no further attempt.
        message: A better message for an error status than the server's own.
        redact: Takes tokens out of a text.
        refusal: The limit that refused the last attempt, and when it has room again.
        retry_after: Seconds after which there is room again, where the server or the limiter says so.
        product: What kind of server it goes to.
    """

    method: str
    url: Url
    policy: RetryPolicy
    repeatable: bool
    deadline: float | None = None
    max_body: int = 64 * 2**20
    follow: Callable[[Url], object] | None = None
    check_address: Callable[[Url, str], Awaitable[None]] | None = None
    is_download: bool = attrs.field(default=attrs.Factory(lambda self: self.follow is not None, takes_self=True))
    operation: str | None = None
    not_found: int = 404
    limited: LimitedRequest = attrs.Factory(lambda: LimitedRequest("request"))
    attempts: list[Attempt] = attrs.Factory(list)
    waiting_for: str = "waiting for the server"
    why_not_retried: str | None = None
    message: str | None = None
    redact: Callable[[str], str] = str
    refusal: LimitWait | None = None
    retry_after: float | None = None
    product: Product = CHATWOOT

    @property
    def record(self) -> RequestRecord:
        """The request, for an error."""
        return RequestRecord(self.method, self.redact(self.url.text))

    def shown(self, url: Url) -> str:
        """A URL of this call for hooks and logs: without its query, and without tokens."""
        return self.redact(without_query(url))

    def left(self) -> float:
        """Seconds until the deadline."""
        return math.inf if self.deadline is None else self.deadline - asyncio.get_running_loop().time()

    def check_in_time(self, size: int) -> None:
        """End a read whose body took until after the deadline to decode. What another method did is done.

        Raises:
            RequestTimeoutError: as it says.
        """
        if self.method == "GET" and self.left() <= 0:
            raise self.complete(RequestTimeoutError(f"the deadline passed while decoding {size} bytes"))

    def complete(self, error: ChatwootError) -> ChatwootError:
        """Add to an error what this call knows; take away tokens, and the frames below it, which hold what was sent."""
        error.message = self.redact(error.message)
        error.args = (error.message, *error.args[1:])
        error.request = error.request or self.record
        error.attempts = tuple(self.attempts)
        error.advice = error.advice or self.why_not_retried
        error.retry_after = self.retry_after if error.retry_after is None else error.retry_after
        return without_frames(error)

    def failed(self, failure: NetworkFailure) -> ChatwootError:
        """The error for a response that did not come, or not whole."""
        failure.detail = self.redact(failure.detail)
        failure.args = (failure.name, failure.detail)
        error: ChatwootError
        if failure.is_timeout:
            error = RequestTimeoutError(f"no response in time ({failure})")
        elif failure.name == "DecodingError":
            error = DecodeError(f"the body cannot be decompressed ({failure.detail})")
        else:
            error = ConnectionFailedError(f"no response ({failure})")
        error.__cause__ = failure
        return self.complete(error)
