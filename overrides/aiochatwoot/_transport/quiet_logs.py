"""Filters httpcore's logs of our requests: no headers, broken responses or proxy passwords."""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar

is_ours: ContextVar[bool] = ContextVar("aiochatwoot_is_ours", default=False)
"""Whether the current code is inside the library on behalf of an adapter."""
_MODULES = ("connection", "http11", "http2", "proxy", "socks")
# From here on, a message may contain a response's reason phrase, which may repeat a token or a proxy's credentials; its
# headers (session cookies, signed URLs); unreadable bytes; or the credentials of a SOCKS proxy.
_SECRET = re.compile(r"((?:\(b'HTTP/[\d.]+', \d+| exception=\w*))[\s\S]*|(?:, \[\(| auth=)[\s\S]*")


class _OursWithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if is_ours.get():
            record.msg = _SECRET.sub(lambda found: found[1] or "", str(record.msg))
        return True


_filter = _OursWithoutSecrets()


def keep_logs_quiet(core: str) -> None:
    """Install the filter on the loggers of ``httpcore`` or ``httpcore2``; calling it again has no effect."""
    for name in _MODULES:
        logging.getLogger(f"{core}.{name}").addFilter(_filter)
