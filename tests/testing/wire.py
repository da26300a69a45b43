"""A client that sees bytes: what HTTP libraries hide is what these tests are about."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Literal, TypeAlias

import attrs

from aiochatwoot.testing import FakeChatwoot

End: TypeAlias = Literal["closed", "reset", "silent"]
PATIENCE = 0.04


@attrs.frozen
class Seen:
    """What came over the wire: the head, the body, how it ended ("silent" is not at all, in time) and when."""

    head: str
    body: bytes
    end: End
    seconds: float

    @property
    def status(self) -> int:
        return int(self.head.split(" ")[1])

    def header(self, name: str) -> str | None:
        lines = [line.partition(": ") for line in self.head.split("\r\n")]
        return next((value for key, _, value in lines if key.lower() == name), None)


def port_of(server: FakeChatwoot) -> int:
    return int(server.base_url.rsplit(":", 1)[1])


def connect(server: FakeChatwoot, timeout: float = 5) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port_of(server)), timeout)


def until(condition: Callable[[], object]) -> None:
    """Wait for what happens in the server's thread."""
    deadline = time.perf_counter() + 5
    while not condition():
        assert deadline > time.perf_counter(), "it does not happen"
        time.sleep(0.0005)


def ask(server: FakeChatwoot, method: str = "GET", path: str = "/api/v1/profile", patience: float = 5) -> Seen:
    """One request on a connection of its own, with `Connection: close`: what comes until the connection ends."""
    begun = time.perf_counter()
    request = f"{method} {path} HTTP/1.1\r\nHost: x\r\napi_access_token: {server.token}\r\nConnection: close\r\n\r\n"
    data = b""
    end: End = "closed"
    try:
        with connect(server, patience) as line:
            line.sendall(request.encode())
            while part := line.recv(65536):
                data += part
    except TimeoutError:
        end = "silent"
    except ConnectionError:
        end = "reset"
    head, _, body = data.partition(b"\r\n\r\n")
    return Seen(head.decode("latin-1"), body, end, time.perf_counter() - begun)
