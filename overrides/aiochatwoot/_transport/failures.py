"""The exception of adapters for a missing response, and errors without the locals of deeper frames."""

from __future__ import annotations

from typing import TypeVar

_Error = TypeVar("_Error", bound=BaseException)
# Refused connection, unknown name, failed TLS handshake, proxy without a tunnel, no free connection.
_NEVER_REACHED = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})
_TIMEOUTS = frozenset({"ConnectTimeout", "PoolTimeout", "ReadTimeout", "WriteTimeout"})


class NetworkFailure(Exception):
    """There was no complete response.

    Attributes:
        name: The kind of failure, in httpx's terms: ConnectError, ConnectTimeout, PoolTimeout, ProxyError, ReadError,
            ReadTimeout, RemoteProtocolError, WriteError, WriteTimeout, ...
        detail: More about it, without headers and URLs; may be empty.
    """

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail

    @property
    def never_reached_server(self) -> bool:
        """Whether the request certainly did not reach the application."""
        return self.name in _NEVER_REACHED

    @property
    def is_timeout(self) -> bool:
        """Whether a phase of the attempt took too long."""
        return self.name in _TIMEOUTS

    def __str__(self) -> str:
        return f"{self.name}: {self.detail}" if self.detail else self.name


def without_frames(error: _Error) -> _Error:
    """Remove tracebacks from an error and its causes: the locals of their frames hold the headers as sent."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        each = todo.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            todo += [each.__cause__, each.__context__]
    return error
