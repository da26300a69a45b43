"""Which failures may be repeated, and how long the server asks to wait."""

from __future__ import annotations

import math
import random

import attrs
import httpx

from .._wire.timestamps import header_date
from .rate_limit import WINDOW

IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})


@attrs.define
class RetryBudget:
    """A token bucket that keeps an outage from being made worse.

    Each call puts in `deposit`, each retry takes 1; without a whole token there is no retry. With 1,000 callers in an
    outage that makes (1000 + 10 + 1000 * 0.08) / 1000 = 1.09 attempts a call. Waiting out a rate limit takes nothing:
    it sends no request that the server did not ask for.

    Attributes:
        tokens: How many retries there are now.
        limit: How many there can be.
        deposit: What each call adds.
    """

    tokens: float = 10.0
    limit: float = 10.0
    deposit: float = 0.08

    def call(self) -> None:
        """A call began."""
        self.tokens = min(self.limit, self.tokens + self.deposit)

    def take(self) -> bool:
        """Take a token for a retry; False if there is none."""
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


def was_not_seen(outcome: httpx.Response | BaseException) -> bool:
    """Whether the application surely did not see the request: there was no connection, or it was over the limit."""
    if isinstance(outcome, httpx.Response):
        return outcome.status_code == 429
    # httpx raises ConnectError for a refused connection, an unknown name and a failed TLS handshake, and ProxyError
    # where a proxy opens no tunnel.
    return isinstance(outcome, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError)


def server_wait(response: httpx.Response, now: float, random_: random.Random) -> float | None:
    """Seconds that the server asked to wait, if it did.

    Retry-After (RFC 9110, section 10.2.3) is a number of seconds or an HTTP date; fractions are taken, too. A 429
    without it is Chatwoot's own: the next clock minute has room again. It begins by the server's clock, as its ``date``
    says, and not all callers come back in its first moment.

    Args:
        response: The answer.
        now: Epoch seconds by the clock of this machine.
        random_: Where jitter comes from.
    """
    server_now = header_date(response.headers.get("date"))
    given = response.headers.get("retry-after", "").strip()
    if given:
        try:
            seconds = float(given)
        except ValueError:
            at = header_date(given)
            seconds = math.nan if at is None else at - (now if server_now is None else server_now)
        if math.isfinite(seconds):
            return max(0.0, seconds)
    if response.status_code != 429:
        return None
    # The date has whole seconds: up to one second of the minute may be over already, or not have begun.
    return WINDOW - (now if server_now is None else server_now) % WINDOW + 1.0 + random_.uniform(0.0, 2.0)


def _is_rate_limit(outcome: object) -> bool:
    return isinstance(outcome, httpx.Response) and outcome.status_code == 429
