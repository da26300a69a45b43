"""A server's version, clock and ids."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container
from functools import cache

from .journal import Journal

OLDEST_VERSION = "4.10.0"
DEFAULT_VERSION = "4.16.2"
"""The newest known version."""


class Host:
    """A server without its accounts.

    Args:
        clock: A function that returns seconds since 1970-01-01T00:00:00Z.
        version: The version of the server, such as "4.10.0".
        enterprise: Whether the server has the enterprise code, like the default image of Chatwoot.

    Raises:
        ValueError: the version is not among the known ones.
    """

    def __init__(self, clock: Callable[[], float], version: str = DEFAULT_VERSION, *, enterprise: bool = True) -> None:
        is_number = isinstance(version, str) and re.fullmatch(r"\d+\.\d+\.\d+", version, re.ASCII)
        if not is_number or not _numbers(OLDEST_VERSION) <= _numbers(version) <= _numbers(DEFAULT_VERSION):
            raise ValueError(f"version: expected one from {OLDEST_VERSION} to {DEFAULT_VERSION}, got {version!r}")
        self.clock = clock
        self.version = version
        self.enterprise = enterprise
        self.base_url = ""
        self.legacy = False
        """Whether it behaves as before 2.16: a list of messages ignores `after`."""
        # Tests add records in one thread while the server reads them in another.
        self.lock = Journal()
        self._version = _numbers(version)
        self._last_ids: dict[str, int] = {}

    def has(self, since: str) -> bool:
        """Return whether the server has the features of a version such as "4.16.0", or of the code "enterprise"."""
        return self.enterprise if since == "enterprise" else self._version >= _numbers(since)

    def now(self) -> dt.datetime:
        """Return the time of the server's clock, in UTC."""
        return dt.datetime.fromtimestamp(self.clock(), dt.UTC)

    def next_id(self, kind: str, wanted: int | None = None, taken: Container[int] = ()) -> int:
        """Reserve and return the wanted id, or else the next id after the highest one.

        Raises:
            ValueError: the wanted id is taken.
        """
        if wanted is not None and wanted in taken:
            raise ValueError(f"id: there is a record {wanted} already ({kind})")
        with self.lock:
            last = self._last_ids.get(kind, 0)
            number = last + 1 if wanted is None else wanted
            self._last_ids[kind] = max(last, number)
        return number


def is_version(text: str) -> bool:
    """Return whether a text is a version such as "4.16.0", or "enterprise"."""
    return re.fullmatch(r"enterprise|[0-9]+(\.[0-9]+)*", text) is not None


@cache
def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in version.split("."))
