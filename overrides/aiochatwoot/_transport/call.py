"""The context of one call, from its first attempt to its end."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable

import attrs

from .._product import CHATWOOT, Product
from .._texts import one_line
from .._urls import Url, without_query
from ..errors import (
    Attempt,
    ChatwootError,
    ClientStateError,
    ConnectionFailedError,
    DecodeError,
    InvalidRequestError,
    RequestRecord,
    RequestTimeoutError,
)
from ..limits import LimitedRequest, LimitWait
from ..settings import RetryPolicy
from .failures import NetworkFailure, without_frames

_WITHOUT_RESPONSE = (ClientStateError, ConnectionFailedError, RequestTimeoutError)


@attrs.define(kw_only=True, eq=False)
class CallContext:
    """The state of a running call; each step takes it as a parameter.

    Attributes:
        method: The HTTP method.
        url: The first URL of the call.
        policy: How often it is tried.
        repeatable: Whether the call is idempotent.
        deadline: When it must be over, by the clock of the event loop; None for never.
        max_body: Maximum bytes of a decompressed body.
        follow: For files at any URL: refuses a redirect's target by raising a ChatwootError. None: only redirects
            below the base URL are followed.
        check_address: For these files: refuses an IP address, or a host name, for a URL.
        is_download: Whether the caller reads the body of a success, as a stream.
        operation: The operation's id.
        not_found: The status with which the server reports a missing record.
        limited: The request as the rate limiter counts it.
        attempts: The records of its attempts so far.
        waiting_for: The current step, for the message if the deadline passes meanwhile.
        may_be_done: Whether the server may have executed the call: from the sending of a request until an outcome shows
            that it did not.
        why_not_retried: Why there was no further attempt.
        message: A better message for an error status than the server's own.
        redact: Removes tokens from a text.
        refusal: The limit that refused the last attempt, and when it has room again.
        retry_after: Seconds until there is room again, if the server or the limiter reports them.
        product: The kind of server.
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
    waiting_for: str = "preparing the request"
    may_be_done: bool = False
    why_not_retried: str | None = None
    message: str | None = None
    redact: Callable[[str], str] = str
    refusal: LimitWait | None = None
    retry_after: float | None = None
    product: Product = CHATWOOT

    @property
    def record(self) -> RequestRecord:
        """The request, as a record for an error."""
        return RequestRecord(self.method, self.redact(self.url.text))

    def shown(self, url: Url) -> str:
        """Return a URL of this call for hooks and logs: without its query, and without tokens."""
        return self.redact(without_query(url))

    def left(self) -> float:
        """Return the seconds until the deadline; infinite without one."""
        return math.inf if self.deadline is None else self.deadline - asyncio.get_running_loop().time()

    def check_in_time(self, size: int) -> None:
        """Raise if the deadline of a GET passed while its body was decoded. (Other methods have been executed anyway.)

        Raises:
            RequestTimeoutError: the deadline passed.
        """
        if self.method == "GET" and self.left() <= 0:
            raise self.complete(RequestTimeoutError(f"the deadline passed while decoding {size} bytes"))

    def complete(self, error: ChatwootError) -> ChatwootError:
        """Add this call's records to an error; remove tokens, and deeper frames, which hold the sent request."""
        error.message = self.redact(error.message)
        error.args = (error.message, *error.args[1:])
        error.request = error.request or self.record
        error.attempts = tuple(self.attempts)
        error.advice = error.advice or self.verdict(error)
        error.retry_after = self.retry_after if error.retry_after is None else error.retry_after
        return without_frames(error)

    def verdict(self, error: ChatwootError) -> str | None:
        """Return why there was no further attempt, and whether the caller may repeat a call that is not idempotent."""
        fate = None
        if not self.repeatable and self.may_be_done:
            # If a file cannot be read, its request was incomplete, and the server drops it.
            if not isinstance(error, InvalidRequestError):
                fate = f"not tried again, since the server may have done it; look before repeating the {self.method}"
        elif not self.repeatable and isinstance(error, _WITHOUT_RESPONSE):
            fate = f"the server did not do it; the {self.method} can be repeated"
        return "; ".join(filter(None, (self.why_not_retried, fate))) or None

    def failed(self, failure: NetworkFailure) -> ChatwootError:
        """Return the error for a missing or incomplete response."""
        failure.detail = one_line(self.redact(failure.detail))
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
