"""Protocols of rate limiters, for custom limiters such as one shared by several processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import attrs

from ._wire.operation import RateLimitRule


@attrs.frozen
class LimitedRequest:
    """The properties of a request that rate limits depend on.

    Attributes:
        operation: Method and path template: ``GET /api/v1/accounts/{account_id}/conversations/meta``.
        account: The account id in the path; empty if there is none.
        conversation: The conversation id in the path; empty if there is none.
        token: Identifies the access token: a hash, never the token itself.
        rules: The limits that the contract names for the operation.
        origin: The server: ``https://chat.example.com:443``.
    """

    operation: str
    account: str = ""
    conversation: str = ""
    token: str = ""
    rules: tuple[RateLimitRule, ...] = ()
    origin: str = ""


@attrs.frozen
class LimitWait:
    """A wait for a limit.

    Attributes:
        rule: The rule: its name in the contract, ``requests`` for all requests of the address, or method and path
            template of an operation that the server refused without a known rule.
        limit: The same, in words: ``the rate limit of 3000 requests a minute``.
        seconds: Seconds until the next request is allowed.
    """

    rule: str
    limit: str
    seconds: float


class LimitPlace(Protocol):
    """A reserved place for one request. Call either `begin` and then `end`, or `give_back`. No method blocks."""

    def begin(self) -> bool:
        """Use the place now.

        Returns:
            False if the window of the place is over or full: call `acquire` again.
        """
        ...

    def give_back(self) -> None:
        """Release the place unused."""
        ...

    def end(
        self, status: int | None, *, date: str | None = None, retry_after: float | None = None, counts: bool = True
    ) -> LimitWait | None:
        """Report the outcome of the request.

        Args:
            status: The status code; None if there was no response.
            date: The response's ``date`` header.
            retry_after: Seconds that the server asked to wait; None if it did not, or if they are negative.
            counts: Whether a 429 counts as a refusal by this limit. False for a plan's quota, or a Retry-After that
                cannot be used.

        Returns:
            The rule that rejected the request, and how long it stays closed; None if no rule did.
        """
        ...


class RateLimiter(Protocol):
    """A rate limiter for ``rate_limit=``."""

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object]) -> LimitPlace:
        """Reserve a place for a request, and wait until the request may be sent.

        Args:
            request: The request.
            allow: Call it before each wait. It raises to refuse the wait; let the exception propagate.
        """
        ...


class StoreLostError(Exception):
    """The store is unavailable; the message gives the reason, without parts of its URL."""


class LimitStore(Protocol):
    """Counters that several workers with a common limit share."""

    async def lease(self, key: str, window: int, places: int, *, is_doubtful: bool) -> tuple[int, int]:
        """Lease places of a minute.

        Args:
            key: The server and the counted address.
            window: The minute, counted from the epoch.
            places: Number of places to lease.
            is_doubtful: Whether other workers may have sent requests in this minute that the store does not count.

        Returns:
            The leased places of the minute, including these; and the last minute that the store may know only in part,
            because its memory began in it, or because it was doubtful.

        Raises:
            StoreLostError: the store did not respond.
        """
        ...
