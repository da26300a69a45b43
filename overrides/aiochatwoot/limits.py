"""Protocols of rate limiters: what may take the place of the client's own, such as one that several processes share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import attrs

from ._wire.operation import RateLimitRule


@attrs.frozen
class LimitedRequest:
    """What a limiter knows of a request.

    Attributes:
        operation: Method and path template: ``GET /api/v1/accounts/{account_id}/conversations/meta``.
        account: The account id in the path; empty where there is none.
        conversation: The conversation id in the path; empty where there is none.
        token: Identifies the access token: a hash, never the token itself.
        rules: The limits that the contract names for the operation.
    """

    operation: str
    account: str = ""
    conversation: str = ""
    token: str = ""
    rules: tuple[RateLimitRule, ...] = ()


@attrs.frozen
class LimitWait:
    """A wait for a limit.

    Attributes:
        rule: The rule: its name in the contract, ``requests`` for all requests of the address, or method and path
            template of an operation that the server refused without a known rule.
        limit: The same, in words: ``the rate limit of 3000 requests a minute``.
        seconds: Seconds until there is room.
    """

    rule: str
    limit: str
    seconds: float


class LimitPlace(Protocol):
    """Room for one request. Either `begin` and then `end`, or `give_back`; none of them blocks."""

    def begin(self) -> bool:
        """Use the place, now. False if its window is over or turned out to be full: the place is gone, and `acquire`
        gives another.
        """
        ...

    def give_back(self) -> None:
        """The place will not be used."""
        ...

    def end(
        self, status: int | None, *, date: str | None = None, retry_after: float | None = None, counts: bool = True
    ) -> LimitWait | None:
        """A response came.

        Args:
            status: The status code; None if there was no response.
            date: The response's ``date`` header.
            retry_after: Seconds that the server asked to wait, if it did and they are not negative.
            counts: Whether a 429 tells anything about a limit; one of a plan's quota, or without a usable wait, does
                not.

        Returns:
            The rule that refused, and when it has room again; None if no rule refused.
        """
        ...


class RateLimiter(Protocol):
    """What may be passed as ``rate_limit=``: gives out room for requests to one server."""

    async def acquire(self, request: LimitedRequest, /, allow: Callable[[LimitWait], object]) -> LimitPlace:
        """Take room for a request, and wait until it may be sent.

        Args:
            request: The request.
            allow: Called before each wait; refuses it by raising an error, which has to get through.
        """
        ...
