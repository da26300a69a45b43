"""The listening socket, which accepts connections or applies a fault to them.

asyncio's own servers accept every connection, and cannot reopen their port. This one decides for each connection.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from ..faults import ConnectionFault
from .fault_actions import reset
from .fault_queue import ConnectionTurn, FaultHit, Faults

HOST = "127.0.0.1"
_BACKLOG = 128
_PATIENCE = 5


def reserve(port: int) -> socket.socket:
    """Reserve a port with a socket that does not listen yet, so that connections are refused.

    Raises:
        OSError: the port is taken.
    """
    # asyncio sets TCP_NODELAY only if the protocol is given as TCP; without it a response can take 40 ms longer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On other systems than POSIX it would let two servers share one port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        listener.setblocking(False)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


class Listener:
    """The listening socket and its faults, in the running event loop.

    Args:
        listener: The socket from `reserve`.
        protocol: Returns the protocol of a new connection.
        connections: The open connections, which uvicorn keeps up to date.
        faults: The faults of the server.
    """

    def __init__(
        self, listener: socket.socket, protocol: Callable[[], H11Protocol], connections: set[Any], faults: Faults
    ) -> None:
        self._listener = listener
        self._port: int = listener.getsockname()[1]
        self._protocol = protocol
        self._connections = connections
        self._faults = faults
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._opening: set[asyncio.Task[Any]] = set()
        self._turn: ConnectionTurn | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._filler: socket.socket | None = None

    def open(self) -> None:
        self._listener.listen(_BACKLOG)
        self._watch()
        self._faults.watch(self._on_change)
        self._update()

    async def close(self) -> None:
        """Stop accepting connections, and wait for those that are being accepted."""
        self._faults.watch(None)
        self._unwatch()
        self._forget_timer()
        if self._filler is not None:
            self._filler.close()
        self._listener.close()
        await asyncio.gather(*self._opening, return_exceptions=True)

    def _on_change(self) -> None:
        if threading.get_ident() == self._thread:
            self._update()
            return
        asyncio.run_coroutine_threadsafe(self._update_from_outside(), self._loop).result(_PATIENCE)

    async def _update_from_outside(self) -> None:
        self._update()
        await asyncio.sleep(0)  # the loop's next iteration removes the closed connections

    def _update(self) -> None:
        """Replace the current fault by the next one, if that is another."""
        turn = self._faults.next_connection_fault()
        if turn is self._turn:
            return
        self._undo()
        self._turn = turn
        if turn is None:
            return
        for connection in list(self._connections):
            if not connection.transport.is_closing():
                connection.shutdown()
        fault = _fault(turn)
        if fault.kind in ("refuse", "unreachable"):
            self._faults.struck.append(FaultHit(fault, None))
            self._unwatch()
            if fault.kind == "refuse":
                self._refuse()
            else:
                self._fill()
            if fault.seconds is not None:
                self._timer = self._loop.call_later(fault.seconds, self._over, turn)

    def _refuse(self) -> None:
        # A socket stops listening only when it is closed. Between these two lines another process could take the port,
        # if it asks the system for any free port at that moment.
        self._listener.close()
        self._listener = reserve(self._port)

    def _fill(self) -> None:
        # A queue of length 0 holds one connection on Linux (listen(2)), so this connection fills it.
        self._listener.listen(0)
        self._filler = socket.socket()
        self._filler.setblocking(False)
        self._filler.connect_ex((HOST, self._port))

    def _over(self, turn: ConnectionTurn) -> None:
        self._timer = None
        self._faults.finish(turn, for_good=True)

    def _undo(self) -> None:
        """Accept connections as usual again."""
        self._forget_timer()
        kind = None if self._turn is None else _fault(self._turn).kind
        if kind in ("refuse", "unreachable"):
            self._listener.listen(_BACKLOG)
        if self._filler is not None:
            address = self._filler.getsockname()
            self._filler.close()
            self._filler = None
            self._admit(but=address)
        self._watch()

    def _arrived(self) -> None:
        """Handle a connection that waits in the queue."""
        turn = self._turn
        if turn is None:
            self._admit()
            return
        fault = _fault(turn)
        self._faults.struck.append(FaultHit(fault, None))
        if fault.kind == "slow_accept":
            self._unwatch()
            self._timer = self._loop.call_later(fault.seconds or 0, self._admit_late, turn)
            return
        connection, _ = self._accept()
        if connection is not None:
            reset(connection)
            connection.close()
        self._faults.finish(turn)

    def _admit_late(self, turn: ConnectionTurn) -> None:
        self._timer = None
        self._admit()
        self._watch()
        self._faults.finish(turn)

    def _admit(self, but: object = None) -> None:
        connection, address = self._accept()
        if connection is None:
            return
        if address == but:
            connection.close()
            return
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    def _accept(self) -> tuple[socket.socket, object] | tuple[None, None]:
        try:
            connection, address = self._listener.accept()
        except OSError:  # the connection left the queue
            return None, None
        connection.setblocking(False)
        return connection, address

    def _watch(self) -> None:
        self._loop.add_reader(self._listener, self._arrived)

    def _unwatch(self) -> None:
        if self._listener.fileno() >= 0:  # negative if the port was lost during "refuse"
            self._loop.remove_reader(self._listener)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _fault(turn: ConnectionTurn) -> ConnectionFault:
    assert isinstance(turn.fault, ConnectionFault)
    return turn.fault
