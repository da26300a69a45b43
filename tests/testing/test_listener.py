"""Faults of connections: which connections are accepted, and when."""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
import threading
import time
from typing import Any

import httpx
import pytest

from aiochatwoot.testing import FakeChatwoot, FaultHit, faults

from .conftest import Clock
from .wire import PATIENCE, Client, ask, connect, port_of, until

# A reset reaches a client while connecting, writing or reading, depending on timing; httpx continues after the second.
MET = (httpx.NetworkError, httpx.RemoteProtocolError)


def is_open(server: FakeChatwoot) -> bool:
    with contextlib.suppress(ConnectionRefusedError), connect(server):
        return True
    return False


def test_refuse(client: Client, server: FakeChatwoot) -> None:
    """Connections are refused until it is cleared, kept ones are closed; then the same port works again."""
    client.get()
    server.faults.add(faults.refuse())
    for _ in range(3):
        with pytest.raises(httpx.ConnectError, match="refused"):
            client.get()
    assert [faults.refuse()] == [each.fault for each in server.faults.struck]
    assert (faults.refuse(),) == server.faults.pending
    server.faults.clear()
    assert (client.get(), len(server.executions)) == (200, 2)


def test_refuse_for_some_time(client: Client, server: FakeChatwoot) -> None:
    """The fault ends by itself, as does a permanent one when cleared; then the script continues."""
    for put in (server.faults.add, server.faults.always):
        put(faults.refuse(0.01))
        assert faults.refuse(0.01) == server.faults.struck[-1].fault
        server.faults.add(faults.status(502))
        until(lambda: is_open(server))
        assert client.statuses(2) == [502, 200]


def test_the_port_stays_reserved(server: FakeChatwoot) -> None:
    """While it refuses, no other process can use the port."""
    server.faults.add(faults.refuse())
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port_of(server)))


def test_refuse_from_the_start(clock: Clock) -> None:
    """A fault added before the start applies immediately."""
    server = FakeChatwoot(sample=False, clock=clock)
    server.faults.add(faults.refuse())
    with server:
        with pytest.raises(ConnectionRefusedError):
            connect(server)
        with server.faults.scripted([faults.refuse()]):
            pass
    server.faults.clear()
    with server:
        assert ask(server).status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="the length of the queue of connections means something else")
def test_unreachable(client: Client, server: FakeChatwoot) -> None:
    """Connecting does not complete; afterwards responses are normal, and no fault was used up."""
    client.get()
    with server.faults.scripted([faults.unreachable()]):
        server.faults.add(faults.reset_on_accept())
        with pytest.raises(httpx.ConnectTimeout):
            client.get(timeout=PATIENCE / 2)
    with pytest.raises(MET):
        client.get()
    assert client.get() == 200
    server.faults.add(faults.unreachable())
    server.stop()  # while the queue is full


@pytest.mark.skipif(sys.platform != "linux", reason="the length of the queue of connections means something else")
def test_unreachable_while_others_wait(server: FakeChatwoot) -> None:
    """Connections that were in the queue are accepted afterwards."""
    server.faults.add(faults.slow_accept(0.01), faults.unreachable(0.01))
    request = f"GET /api/v1/profile HTTP/1.1\r\nHost: localhost\r\napi_access_token: {server.token}\r\n\r\n".encode()
    with connect(server) as first, connect(server) as second:
        for line in (first, second):
            line.sendall(request)
        assert [line.recv(12) for line in (first, second)] == [b"HTTP/1.1 200"] * 2
    assert len(server.faults.struck) == 2


def test_reset_on_accept(client: Client, server: FakeChatwoot) -> None:
    """A kept connection is closed first, so that the next request meets the fault; nothing is read."""
    client.get()
    server.faults.add(faults.reset_on_accept())
    with pytest.raises(MET):
        client.get()
    assert [FaultHit(faults.reset_on_accept(), None)] == server.faults.struck
    assert (client.get(), len(server.requests)) == (200, 2)


def test_reset_on_accept_always(server: FakeChatwoot) -> None:
    """Every connection is reset, until it is cleared."""
    server.faults.always(faults.reset_on_accept())
    assert [ask(server).end for _ in range(3)] == ["reset"] * 3
    server.faults.clear()
    assert ask(server).status == 200


def test_requests_and_connections_in_one_script(client: Client, server: FakeChatwoot) -> None:
    """The response before a connection fault is the last on its connection, so the order is certain."""
    for _ in range(20):
        server.faults.add(faults.status(502), faults.reset_on_accept(), faults.status(503))
        assert client.get() == 502
        with pytest.raises(MET):
            client.get()
        assert client.statuses(2) == [503, 200]


def test_a_request_under_way_is_answered(client: Client, server: FakeChatwoot) -> None:
    """A connection fault lets running requests finish, with `Connection: close`."""
    server.faults.add(faults.late(0.02))
    answers: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: answers.append(client.http.get(server.base_url)))
    thread.start()
    until(lambda: server.faults.struck)
    with server.faults.scripted([faults.refuse()]):
        thread.join()
    assert (answers[0].status_code, answers[0].headers["connection"]) == (404, "close")


def test_an_answer_on_its_way_arrives(server: FakeChatwoot) -> None:
    """A connection fault does not interrupt a response that is being sent, however slowly it is read."""
    size = 20 * 2**20
    server.faults.add(faults.cut(size, of=faults.status(200, bytes(size))))
    with connect(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head = line.recv(4, socket.MSG_WAITALL)
        server.faults.add(faults.refuse())
        received = len(head)
        while part := line.recv(2**20):
            received += len(part)
    assert size < received < size + 1000


def test_slow_accept(client: Client, server: FakeChatwoot) -> None:
    """The client is connected, and its request is read and executed later; the next one is on time."""
    client.get()
    server.faults.add(faults.slow_accept(0.03))
    begun = time.perf_counter()
    with connect(server, 0.02):
        assert (client.get(), client.get()) == (200, 200)
    assert time.perf_counter() - begun >= 0.03
    server.faults.always(faults.slow_accept(0.01))
    assert [ask(server).status for _ in range(2)] == [200, 200]
    assert len(server.faults.struck) == 3


def test_slow_accept_can_be_cleared(server: FakeChatwoot) -> None:
    """Waiting clients are accepted immediately; stopping does not wait either."""
    begun = time.perf_counter()
    for ends in (server.faults.clear, server.stop):
        server.faults.add(faults.slow_accept(60))
        with connect(server) as line:
            until(lambda: server.faults.struck)
            server.faults.struck.clear()
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            ends()
            assert _received(line) == (b"HTTP", b"")[server.stop == ends]
    assert time.perf_counter() - begun < 5


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(4)
    except ConnectionResetError:
        return b""


def test_a_client_that_left_the_queue(server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that disconnects before it is accepted is ignored."""
    left = threading.Event()

    class Deserted(socket.socket):
        def accept(self) -> Any:
            connection, _ = super().accept()
            connection.close()
            left.set()
            raise ConnectionAbortedError

    server.stop()
    with monkeypatch.context() as patched:
        patched.setattr(socket, "socket", Deserted)
        server.start()
    for script in ([], [faults.reset_on_accept()]):
        left.clear()
        with server.faults.scripted(script), socket.create_connection(("127.0.0.1", port_of(server))):
            assert left.wait(5)
            until(lambda: not server.faults.pending)
    server.stop()
    assert (server.requests, len(server.faults.struck)) == ([], 1)


def test_a_stop_while_others_come_in(server: FakeChatwoot) -> None:
    """Connections that are being accepted are closed, too: no socket stays open."""
    for _ in range(20):
        with contextlib.ExitStack() as stack:
            for _ in range(5):
                stack.enter_context(connect(server))
            server.stop()
        server.start()
    gc.collect()  # an open socket would cause a warning, which is an error


def test_nothing_is_left(server: FakeChatwoot) -> None:
    """After stopping during faults there are no threads, and no fault affects the next start."""
    before = threading.active_count()
    server.faults.add(faults.unreachable(60) if sys.platform == "linux" else faults.refuse(60))
    server.stop()
    assert threading.active_count() == before - 1
    server.faults.clear()
    server.start()
    assert ask(server).status == 200


def test_an_error_of_the_door_is_raised_where_the_fault_was_added(
    server: FakeChatwoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another process took the port, an OSError is raised."""
    from aiochatwoot.testing._http import listener

    def taken(_: int) -> socket.socket:
        raise OSError("in use")

    monkeypatch.setattr(listener, "reserve", taken)
    with pytest.raises(OSError, match="in use"):
        server.faults.add(faults.refuse())
