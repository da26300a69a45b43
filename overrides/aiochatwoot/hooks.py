"""Hooks and logging, without secrets and personal data.

URLs are shown without their query, which may hold a search term. Bodies and headers are not shown.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

import attrs

from ._texts import quoted
from .errors import Attempt, ChatwootError, SettingsError

logger = logging.getLogger("aiochatwoot")
D = TypeVar("D")


@attrs.frozen
class RequestDetails:
    """The start of an attempt.

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
    """The end of an attempt, with or without a response.

    Attributes:
        request: The details from the start of the attempt.
        attempt: The record of the attempt.
        status: The status code; None if there was no response.
        request_id: The server's ``x-request-id``; None if missing.
        attempts: Every attempt of the call so far, including this one, with the waits between them.
    """

    request: RequestDetails
    attempt: Attempt
    status: int | None
    request_id: str | None
    attempts: tuple[Attempt, ...]


@attrs.frozen
class RetryDetails:
    """A failed attempt that will be retried.

    Attributes:
        request: The details from the start of the attempt.
        attempt: The record of the attempt.
        reason: Why it is retried, as text.
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
        request: The details from the start of the attempt.
        reason: Why it waits, as text: for a place in the rate limit, or for a free slot.
        wait: Expected seconds, as far as known; None for a slot. `Attempt.queued` has the actual seconds.
        rule: The rate limit: its name in the contract, ``requests`` for all requests of this address, or method and
            path of an operation that the server refused without a known rule. None for a slot.
    """

    request: RequestDetails
    reason: str
    wait: float | None
    rule: str | None = None


class RequestHook(Protocol):
    """A function for ``on_request=``: called before each attempt."""

    def __call__(self, details: RequestDetails, /) -> object: ...


class ResponseHook(Protocol):
    """A function for ``on_response=``: called after each attempt."""

    def __call__(self, details: ResponseDetails, /) -> object: ...


class RetryHook(Protocol):
    """A function for ``on_retry=``: called before the wait for the next attempt."""

    def __call__(self, details: RetryDetails, /) -> object: ...


class WaitHook(Protocol):
    """A function for ``on_wait=``: called before an attempt waits for the rate limit or a slot."""

    def __call__(self, details: WaitDetails, /) -> object: ...


_WINDOW = 60.0


def is_async(function: object) -> bool:
    """Return whether a function is async: its caller would have to await what it returns."""
    while isinstance(function, partial):
        function = function.func
    called = getattr(type(function), "__call__", None)  # noqa: B004 - of an object
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(called)


def check_hook(name: str, hook: object, error: type[ChatwootError] = SettingsError) -> None:
    """Reject a hook that is neither None nor a function that is not async.

    Raises:
        SettingsError: it is something else, or another `error`.
    """
    if hook is not None and (not callable(hook) or is_async(hook)):
        raise error(f"{name}: expected a function that is not async, got {quoted(hook, 80)}")


@attrs.frozen(kw_only=True)
class Hooks:
    """The hooks of a client. Exceptions of a hook are logged, and do not affect the call."""

    on_request: RequestHook | None = None
    on_response: ResponseHook | None = None
    on_retry: RetryHook | None = None
    on_wait: WaitHook | None = None
    _logged: dict[str | None, float] = attrs.field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for name in ("on_request", "on_response", "on_retry", "on_wait"):
            check_hook(name, getattr(self, name))

    @property
    def wants_response(self) -> bool:
        """Whether there is a `response` hook; building its details takes time."""
        return self.on_response is not None or logger.isEnabledFor(logging.DEBUG)

    def request(self, details: RequestDetails) -> None:
        """Report the start of an attempt."""
        _tell(self.on_request, details)

    def response(self, details: ResponseDetails) -> None:
        """Report the end of an attempt."""
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
        """Report a retry."""
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
        """Report a wait before sending. The first wait for a slot, and for each rule, in a minute is logged."""
        now = asyncio.get_running_loop().time()
        if now - self._logged.get(details.rule, -_WINDOW) >= _WINDOW:
            self._logged[details.rule] = now
            known = "" if details.wait is None else f" for {details.wait:.1f} s"
            logger.info("%s %s: waits%s for %s", details.request.method, details.request.url, known, details.reason)
        _tell(self.on_wait, details)


def _tell(hook: Callable[[D], object] | None, details: D) -> None:
    """Call a hook. Its exceptions are logged: they must not lose the response or swallow a cancellation."""
    if hook is not None:
        try:
            hook(details)
        except Exception:
            logger.exception("A hook failed")
