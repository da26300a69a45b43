"""Keeps headers, broken responses and proxy passwords of our requests out of httpcore's logs."""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar

is_ours: ContextVar[bool] = ContextVar("aiochatwoot_is_ours", default=False)
"""Set by the adapters while they are inside the library."""
_MODULES = ("connection", "http11", "http2", "proxy", "socks")
# From here on a message may hold the reason of a response, which may repeat a token or the credentials of a proxy; its
# headers (session cookies, signed URLs); bytes of one that could not be read; or the credentials of a SOCKS proxy.
_SECRET = re.compile(r"((?:\(b'HTTP/[\d.]+', \d+| exception=\w*))[\s\S]*|(?:, \[\(| auth=)[\s\S]*")


class _OursWithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if is_ours.get():
            record.msg = _SECRET.sub(lambda found: found[1] or "", str(record.msg))
        return True


_filter = _OursWithoutSecrets()


def keep_logs_quiet(core: str) -> None:
    """Filter the loggers of ``httpcore`` or ``httpcore2``; calling it again does nothing."""
    for name in _MODULES:
        logging.getLogger(f"{core}.{name}").addFilter(_filter)
