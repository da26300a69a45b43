"""Keeps URLs with their queries out of the logs of httpx and httpcore."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

_is_ours: ContextVar[bool] = ContextVar("aiochatwoot_is_ours", default=False)
_2 = httpx.__name__.removeprefix("httpx")  # where httpx2 is in httpx's place
_LOGGERS = tuple(
    logging.getLogger(f"httpcore{_2}.{name}") for name in ("connection", "http11", "http2", "proxy", "socks")
)


class _Discretion(logging.Filter):
    """Takes out of what httpcore logs of our requests what may be personal or secret.

    That is, at DEBUG, the headers of answers, with session cookies and with the signed URLs that redirects lead to, and
    what it could not read of an answer.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if _is_ours.get():
            message = str(record.msg).partition(", [(")[0]
            before, name, error = message.partition(" exception=")
            record.msg = before + name + error.partition("(")[0]
        return True


_discretion = _Discretion()


@contextmanager
def discreet_logs() -> Generator[None]:
    """What httpcore logs of requests made inside is without queries, headers and broken answers."""
    for each in _LOGGERS:
        each.addFilter(_discretion)  # again does nothing
    token = _is_ours.set(True)
    try:
        yield
    finally:
        _is_ours.reset(token)
