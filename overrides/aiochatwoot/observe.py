"""Seen from outside: what hooks are told and what is logged, without secrets and personal data.

URLs are shown without their query, which may hold a search term; bodies and headers are not shown at all.
"""

from __future__ import annotations

import logging
from typing import Protocol

import attrs
import httpx

from .errors import Attempt

logger = logging.getLogger("aiochatwoot")


@attrs.frozen
class RequestDetails:
    """An attempt that begins.

    Attributes:
        operation: The operation's id in the contract; None for `Chatwoot.request`.
        method: The HTTP method.
        url: The URL, without its query.
        attempt: The number of the attempt, from 1.
        key: The same for everything that belongs to this call.
    """

    operation: str | None
    method: str
    url: str
    attempt: int
    key: object = attrs.field(repr=False, eq=False)


@attrs.frozen
class ResponseDetails:
    """An attempt that ended, with an answer or without one.

    Attributes:
        request: The attempt as it began.
        attempt: How it went.
        status: The status code; None if there was no answer.
        request_id: The server's ``x-request-id``.
    """

    request: RequestDetails
    attempt: Attempt
    status: int | None
    request_id: str | None


@attrs.frozen
class RetryDetails:
    """An attempt that will be repeated.

    Attributes:
        request: The attempt as it began.
        attempt: How it went.
        reason: Why it is repeated, in words.
        wait: Seconds until the next attempt.
    """

    request: RequestDetails
    attempt: Attempt
    reason: str
    wait: float


class RequestHook(Protocol):
    """What may be passed as ``on_request=``: called before each attempt."""

    def __call__(self, details: RequestDetails, /) -> object: ...


class ResponseHook(Protocol):
    """What may be passed as ``on_response=``: called after each attempt."""

    def __call__(self, details: ResponseDetails, /) -> object: ...


class RetryHook(Protocol):
    """What may be passed as ``on_retry=``: called before the wait for the next attempt."""

    def __call__(self, details: RetryDetails, /) -> object: ...


@attrs.frozen(kw_only=True)
class Hooks:
    """The hooks of a client."""

    on_request: RequestHook | None = None
    on_response: ResponseHook | None = None
    on_retry: RetryHook | None = None

    def request(self, details: RequestDetails) -> None:
        """An attempt begins."""
        if self.on_request is not None:
            self.on_request(details)

    def response(self, details: ResponseDetails) -> None:
        """An attempt ended."""
        logger.debug(
            "%s %s: %s in %.3f s",
            details.request.method,
            details.request.url,
            details.attempt.outcome,
            details.attempt.duration,
        )
        if self.on_response is not None:
            self.on_response(details)

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
        if self.on_retry is not None:
            self.on_retry(details)


def without_query(url: httpx.URL | str) -> str:
    """A URL as it may be shown."""
    return str(url).partition("?")[0]


class _NoQueries(logging.Filter):
    """Takes the query out of the URLs that httpx logs, for the servers of our clients."""

    def __init__(self) -> None:
        super().__init__()
        self.hosts: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_query(each) if isinstance(each, httpx.URL) and each.host in self.hosts else each
                for each in record.args
            )
        return True


_no_queries = _NoQueries()


def keep_queries_out_of_logs(url: httpx.URL) -> None:
    """From now on httpx logs URLs of this host without their queries."""
    _no_queries.hosts.add(url.host)
    logging.getLogger("httpx").addFilter(_no_queries)
