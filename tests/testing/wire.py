"""A client at the level of bytes, for behaviour that HTTP libraries hide."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Literal, TypeAlias

import attrs
import httpx

from aiochatwoot.testing import FakeChatwoot

End: TypeAlias = Literal["closed", "reset", "silent"]
PATIENCE = 0.05


@attrs.frozen
class Seen:
    """The received head and body, how it ended ("silent": not in time) and when."""

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
    """Wait for an event in the server's thread."""
    deadline = time.perf_counter() + 5
    while not condition():
        assert deadline > time.perf_counter(), "it does not happen"
        time.sleep(0.0005)


def ask(server: FakeChatwoot, method: str = "GET", path: str = "/api/v1/profile", patience: float = 5) -> Seen:
    """Send one request on its own connection, with `Connection: close`, and read until the connection ends.

    Args:
        patience: Seconds without new data after which it stops reading.
    """
    begun = time.perf_counter()
    request = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\napi_access_token: {server.token}\r\nConnection: close\r\n\r\n"
    )
    struck = len(server.faults.struck)
    data = b""
    end: End = "closed"
    try:
        with connect(server, patience) as line:
            line.sendall(request.encode())
            if patience <= PATIENCE:  # the time starts when the fault applies
                until(lambda: len(server.faults.struck) > struck)
            while part := line.recv(65536):
                data += part
    except TimeoutError:
        end = "silent"
    except ConnectionError:
        end = "reset"
    seen, _, body = data.partition(b"\r\n\r\n")
    return Seen(seen.decode("latin-1"), body, end, time.perf_counter() - begun)


class Client:
    """A client that keeps its connections."""

    def __init__(self, server: FakeChatwoot, http: httpx.Client) -> None:
        self.server = server
        self.http = http

    def get(self, path: str = "/api/v1/profile", timeout: float = 5) -> int:
        headers = {"api_access_token": self.server.token}
        return self.http.get(self.server.base_url + path, headers=headers, timeout=timeout).status_code

    def statuses(self, count: int) -> list[int]:
        return [self.get() for _ in range(count)]
