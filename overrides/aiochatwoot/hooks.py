"""Hooks and logging, without secrets and personal data.

URLs are shown without their query, which may hold a search term; bodies and headers are not shown at all.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

import attrs

from .errors import Attempt, SettingsError

logger = logging.getLogger("aiochatwoot")
D = TypeVar("D")


@attrs.frozen
class RequestDetails:
    """An attempt that begins.

    Attributes:
        operation: The operation, such as ``conversations.get``; None for `Chatwoot.request`.
        method: The HTTP method.
        url: The URL, without its query.
        attempt: The number of the attempt, from 1.
        key: Identifies the call: equal in all of its records.
    """

    operation: str | None
    method: str
    url: str
    attempt: int
    key: object = attrs.field(repr=False, eq=False)


@attrs.frozen
class ResponseDetails:
    """An attempt that ended, with or without a response.

    Attributes:
        request: The attempt as it began.
        attempt: How it went.
        status: The status code; None if there was no response.
        request_id: The server's ``x-request-id``.
        attempts: Every attempt of the call so far, this one included, with the waits between them.
    """

    request: RequestDetails
    attempt: Attempt
    status: int | None
    request_id: str | None
    attempts: tuple[Attempt, ...]


@attrs.frozen
class RetryDetails:
    """An attempt that will be repeated.

    Attributes:
        request: The attempt as it began.
        attempt: How it went.
        reason: Why it is repeated, as text.
        wait: Seconds until the next attempt.
    """

    request: RequestDetails
    attempt: Attempt
    reason: str
    wait: float


@attrs.frozen
class WaitDetails:
    """An attempt that waits before it is sent.

    Attributes:
        request: The attempt as it began.
        reason: What it waits for, in words: a place in the rate limit, or a free slot.
        wait: Expected seconds, as far as known; None for a slot. `Attempt.queued` has the actual seconds.
        rule: The rate limit: its name in the contract, ``requests`` for all requests of this address, or method and
            path of an operation that the server refused without a known rule. None for a slot.
    """

    request: RequestDetails
    reason: str
    wait: float | None
    rule: str | None = None


class RequestHook(Protocol):
    """A function to pass as ``on_request=``: called before each attempt."""

    def __call__(self, details: RequestDetails, /) -> object: ...


class ResponseHook(Protocol):
    """A function to pass as ``on_response=``: called after each attempt."""

    def __call__(self, details: ResponseDetails, /) -> object: ...


class RetryHook(Protocol):
    """A function to pass as ``on_retry=``: called before the wait for the next attempt."""

    def __call__(self, details: RetryDetails, /) -> object: ...


class WaitHook(Protocol):
    """A function to pass as ``on_wait=``: called before an attempt waits for the rate limit or a slot."""

    def __call__(self, details: WaitDetails, /) -> object: ...


_WINDOW = 60.0


@attrs.frozen(kw_only=True)
class Hooks:
    """The hooks of a client. An exception of a hook is logged, and does not affect the call."""

    on_request: RequestHook | None = None
    on_response: ResponseHook | None = None
    on_retry: RetryHook | None = None
    on_wait: WaitHook | None = None
    _logged: dict[str | None, float] = attrs.field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for name in ("on_request", "on_response", "on_retry", "on_wait"):
            hook = getattr(self, name)
            if hook is not None and (not callable(hook) or inspect.iscoroutinefunction(hook)):
                raise SettingsError(f"{name}: expected a function that is not async, got {hook!r:.80}")

    @property
    def wants_response(self) -> bool:
        """Whether `response` has a hook; building its details costs time in each attempt."""
        return self.on_response is not None or logger.isEnabledFor(logging.DEBUG)

    def request(self, details: RequestDetails) -> None:
        """An attempt begins."""
        _tell(self.on_request, details)

    def response(self, details: ResponseDetails) -> None:
        """An attempt ended."""
        logger.debug(
            "%s %s: %s in %.3f s, after %.3f s in the queue",
            details.request.method,
            details.request.url,
            details.attempt.outcome,
            details.attempt.duration,
            details.attempt.queued,
        )
        _tell(self.on_response, details)

    def retry(self, details: RetryDetails) -> None:
        """An attempt will be repeated."""
        logger.warning(
            "%s %s: attempt %d: %s; again in %.1f s",
            details.request.method,
            details.request.url,
            details.attempt.number,
            details.reason,
            details.wait,
        )
        _tell(self.on_retry, details)

    def wait(self, details: WaitDetails) -> None:
        """An attempt waits before it is sent; the first for a slot, and for each rule, in a minute is logged."""
        now = asyncio.get_running_loop().time()
        if now - self._logged.get(details.rule, -_WINDOW) >= _WINDOW:
            self._logged[details.rule] = now
            known = "" if details.wait is None else f" for {details.wait:.1f} s"
            logger.info("%s %s: waits%s for %s", details.request.method, details.request.url, known, details.reason)
        _tell(self.on_wait, details)


def _tell(hook: Callable[[D], object] | None, details: D) -> None:
    """Call a hook. Its exceptions are logged: they lose no response, and swallow no cancellation."""
    if hook is not None:
        try:
            hook(details)
        except Exception:
            logger.exception("A hook failed")
