"""`/cable`: Chatwoot's WebSocket with the Action Cable protocol."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from .._json.broadcasts import Broadcast, broadcasts
from .._state.account import Account, Installation
from .._state.clock import Json
from .._state.events import events_of
from .._state.journal import Commit
from .._state.people import Agent
from .._state.records import ContactInbox

_SUBPROTOCOL = "actioncable-v1-json"
_PRESENT = 20.0


@dataclass(eq=False)
class _Listener:
    """A subscription.

    Attributes:
        identifier: The client's identifier of the subscription, unchanged.
        who: The subscriber: a user, or a contact's identity in an inbox.
    """

    identifier: str
    account: Account
    who: Agent | ContactInbox

    def gets(self, broadcast: Broadcast) -> bool:
        if isinstance(self.who, Agent):
            # Only the user decides: a subscription to one account also gets the events of the user's other accounts.
            return self.who.token in {each.token for each in broadcast.agents}
        return self.who.pubsub_token == broadcast.contact


@dataclass(eq=False)
class _Connection:
    """A connection with a queue of outgoing messages; None ends it. `put` may be called from any thread."""

    loop: asyncio.AbstractEventLoop
    outgoing: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    listeners: list[_Listener] = field(default_factory=list)

    def put(self, frame: Json | None) -> None:
        text = None if frame is None else json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
        with suppress(RuntimeError):  # the event loop is closed
            self.loop.call_soon_threadsafe(self.outgoing.put_nowait, text)


class Cable:
    """The WebSocket of one server: its subscriptions and faults.

    Like a real server, it ignores a subscription with a wrong token, account, user or channel.

    Attributes:
        ping: Seconds between pings.
        is_silent: Whether it sends nothing on its open connections.
        refuses: Whether it refuses new connections, with 403.
    """

    def __init__(self, installation: Installation) -> None:
        self.ping = 3.0
        self.is_silent = False
        self.refuses = False
        self._installation = installation
        self._connections: set[_Connection] = set()
        self._seen: dict[Any, float] = {}
        installation.lock.listeners.append(self._on_commit)

    def __repr__(self) -> str:
        return f"<Cable {len(self._connections)} connections, {self.listeners} listeners>"

    @property
    def listeners(self) -> int:
        """The number of subscriptions."""
        return sum(len(each.listeners) for each in list(self._connections))

    def drop(self) -> None:
        """End all connections abruptly, like a network failure."""
        for each in list(self._connections):
            each.put(None)

    def disconnect(self, reason: str = "server_restart", *, reconnect: bool = True) -> None:
        """Send a disconnect message (a reason, and whether clients may reconnect), then end all connections."""
        self.send_frame({"type": "disconnect", "reason": reason, "reconnect": reconnect})
        self.drop()

    def send(self, message: object) -> None:
        """Send a message to every subscription, for example an event unknown to this server."""
        for connection in list(self._connections):
            for listener in connection.listeners:
                connection.put({"identifier": listener.identifier, "message": message})

    def send_frame(self, frame: Json) -> None:
        """Send a frame on every connection."""
        for each in list(self._connections):
            each.put(frame)

    def _on_commit(self, commit: Commit) -> None:
        if not self._connections:
            return
        for broadcast in broadcasts(list(events_of(self._installation, commit))):
            for connection in list(self._connections):
                for listener in connection.listeners:
                    if listener.gets(broadcast):
                        connection.put({"identifier": listener.identifier, "message": broadcast.message})

    # Used by the server only:

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one WebSocket until it is closed."""
        websocket = WebSocket(scope, receive, send)
        if scope["path"] != "/cable" or self.refuses:
            await websocket.close()
            return
        await websocket.accept(_SUBPROTOCOL if _SUBPROTOCOL in scope["subprotocols"] else None)
        connection = _Connection(asyncio.get_running_loop())
        connection.put({"type": "welcome"})
        self._connections.add(connection)
        tasks = [asyncio.create_task(each) for each in (self._write(connection, websocket), self._beat(connection))]
        try:
            while (message := await websocket.receive())["type"] != "websocket.disconnect":
                self._on_frame(connection, message.get("text") or "")
        finally:
            self._connections.discard(connection)
            for task in tasks:
                task.cancel()

    async def _write(self, connection: _Connection, websocket: WebSocket) -> None:
        while (text := await connection.outgoing.get()) is not None:
            if not self.is_silent:
                await websocket.send_text(text)
        await websocket.close()

    async def _beat(self, connection: _Connection) -> None:
        while True:
            await asyncio.sleep(self.ping)
            connection.put({"type": "ping", "message": int(self._installation.clock())})

    def _on_frame(self, connection: _Connection, text: str) -> None:
        """Handle a client's command; ignore anything else."""
        frame = _object(text)
        identifier = frame.get("identifier")
        if not isinstance(identifier, str):
            return
        with self._installation.lock:
            known = [each for each in connection.listeners if each.identifier == identifier]
            if frame.get("command") == "subscribe" and not known:
                self._subscribe(connection, identifier)
            elif frame.get("command") == "unsubscribe":
                connection.listeners = [each for each in connection.listeners if each not in known]
            elif known and _object(frame.get("data")).get("action") == "update_presence":
                self._tell_presence(connection, known[0])

    def _subscribe(self, connection: _Connection, identifier: str) -> None:
        listener = self._listener(identifier, _object(identifier))
        if listener is None:
            return
        connection.put({"identifier": identifier, "type": "confirm_subscription"})
        connection.listeners.append(listener)
        self._tell_presence(connection, listener)

    def _listener(self, identifier: str, wanted: Json) -> _Listener | None:
        if wanted.get("channel") != "RoomChannel":
            return None
        token, user = wanted.get("pubsub_token"), wanted.get("user_id")
        for account in self._installation.accounts.values():
            if user is None:
                for each in account.contact_inboxes.values():
                    if each.pubsub_token == token:
                        return _Listener(identifier, account, each)
            elif account.id == wanted.get("account_id"):
                agent = account.agents.get(user) if isinstance(user, int) else None
                return _Listener(identifier, account, agent) if agent and agent.pubsub_token == token else None
        return None

    def _tell_presence(self, connection: _Connection, listener: _Listener) -> None:
        """Record the subscriber's presence; send it the users' availability and, to users, the contacts online."""
        who, now, account = listener.who, self._installation.clock(), listener.account
        self._seen[who] = now

        def is_there(somebody: Agent | ContactInbox) -> bool:
            return now - self._seen.get(somebody, -_PRESENT) < _PRESENT

        users = {
            str(each.id): each.availability if is_there(each) or not each.auto_offline else "offline"
            for each in account.agents.values()
        }
        data: Json = {"account_id": account.id, "users": users}
        if isinstance(who, Agent):
            there = [each.contact.id for each in account.contact_inboxes.values() if is_there(each)]
            data["contacts"] = {str(number): "online" for number in there}
        message = {"event": "presence.update", "data": data}
        connection.put({"identifier": listener.identifier, "message": message})


def _object(text: object) -> Json:
    """Return the JSON object in a text; an empty one for anything else."""
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
