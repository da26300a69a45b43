"""The fake's `/cable`: its messages, their receivers, and its silence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from aiochatwoot.testing import FakeChatwoot

from ..conftest import CAPTURES
from .agreement import agrees

CAPTURED = [json.loads(line) for line in (CAPTURES / "cable.jsonl").read_text(encoding="utf-8").splitlines()]


class Browser:
    """A plain client of Action Cable.

    Attributes:
        events: The received events, with their data.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.identifier = ""
        self.events: list[tuple[str, Any]] = []

    async def frame(self) -> Any:
        async with asyncio.timeout(5):
            return json.loads(await self.socket.recv())

    async def subscribe(self, **wanted: Any) -> Any:
        self.identifier = json.dumps({"channel": "RoomChannel"} | wanted)
        await self.send("subscribe")
        return await self.frame()

    async def send(self, command: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"command": command, "identifier": self.identifier} | more))

    async def until(self, event: str) -> Any:
        """Collect events until one with this name; return its data."""
        while True:
            frame = await self.frame()
            if isinstance(frame.get("message"), dict):
                assert self.identifier == frame["identifier"]
                message = frame["message"]
                self.events.append((message["event"], message["data"]))
                if message["event"] == event:
                    return message["data"]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.events if name != "conversation.unread_count_changed"]


@asynccontextmanager
async def browser(server: FakeChatwoot, **options: Any) -> AsyncGenerator[Browser]:
    url = server.base_url.replace("http", "ws") + "/cable"
    async with connect(url, subprotocols=["actioncable-v1-json"], proxy=None, **options) as socket:  # type: ignore[list-item]
        client = Browser(socket)
        assert await client.frame() == {"type": "welcome"}
        yield client


async def ended(socket: ClientConnection) -> None:
    """Wait for the end of a connection; drop earlier messages."""
    with suppress(ConnectionClosed):
        async for _ in socket:
            pass


def user(server: FakeChatwoot) -> dict[str, Any]:
    return {"pubsub_token": server.agent.pubsub_token, "account_id": server.account_id, "user_id": server.agent.id}


async def test_a_subscription(server: FakeChatwoot) -> None:
    """A subscription is welcomed, confirmed with the identifier as sent, and gets the presence."""
    server.account.add_agent().auto_offline = False
    async with browser(server) as ada:
        confirmed = await ada.subscribe(**user(server))
        assert confirmed == {"identifier": ada.identifier, "type": "confirm_subscription"}
        expected = {"account_id": 1, "users": {"1": "online", "2": "online"}, "contacts": {}}
        assert await ada.until("presence.update") == expected
        assert ada.socket.subprotocol == "actioncable-v1-json"
        await ada.send("message", data=json.dumps({"action": "update_presence"}))
        assert await ada.until("presence.update") == expected
        assert repr(server.cable) == "<Cable 1 connections, 1 listeners>"
        await ada.send("unsubscribe")
        await ada.send("message", data=json.dumps({"action": "update_presence"}))
        assert (await ada.subscribe(**user(server)))["type"] == "confirm_subscription"
        assert server.cable.listeners == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"pubsub_token": "nope"},
        {"account_id": 2},
        {"user_id": 7},
        {"user_id": "1"},
        {"user_id": None},
        {"channel": "NopeChannel"},
    ],
    ids=str,
)
async def test_silence(server: FakeChatwoot, wrong: dict[str, Any]) -> None:
    """An unknown token is neither confirmed nor rejected; there are only pings, with the time."""
    server.cable.ping = 0.05
    server.installation.add_account()
    server.account.add_conversation()
    async with browser(server) as stranger:
        assert await stranger.subscribe(**user(server) | wrong) == {"type": "ping", "message": 1_795_161_630}
        assert (await stranger.frame())["type"] == "ping"
        assert server.cable.listeners == 0


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", '{"command": "subscribe", "identifier": {}}', "[" * 100_000])
async def test_what_is_no_command(server: FakeChatwoot, text: str) -> None:
    """Invalid and unknown commands, and binary messages, are ignored."""
    async with browser(server) as ada:
        await ada.socket.send(text)
        await ada.socket.send(text.encode())
        await ada.send("subscribe", data="{}")
        await ada.send("dance")
        assert (await ada.subscribe(**user(server)))["type"] == "confirm_subscription"
        await ada.send("subscribe")  # repeating it has no effect
        assert server.cable.listeners == 1


async def test_what_users_and_contacts_get(server: FakeChatwoot) -> None:
    """A contact gets only visible events: no notes, activities, own typing, or changes of others."""
    account = server.account
    bob = account.add_agent("Bob")
    talk = account.add_conversation()
    visitor, bob_the_customer = account.contact_inboxes[1], account.add_contact("Bob")
    async with browser(server) as ada, browser(server) as contact, browser(server) as outsider:
        await ada.subscribe(**user(server))
        await contact.subscribe(pubsub_token=visitor.pubsub_token)
        await outsider.subscribe(pubsub_token=bob.pubsub_token, account_id=1, user_id=bob.id)
        account.add_message(talk, "Hello")
        account.add_message(talk, f"[@Bob](mention://user/{bob.id}/Bob)", "outgoing", private=True)
        account.add_message(talk, "Somebody did something", "activity")
        account.type(talk, talk.contact)
        account.type(talk, server.agent)
        account.type(talk, server.agent, private=True)
        talk.contact_last_seen_at = server.installation.now()
        talk.contact = bob_the_customer
        account.contacts.pop(account.add_contact().id)
        account.add_label("last")
        talk.status = "resolved"
        await ada.until("conversation.status_changed")
        await contact.until("conversation.status_changed")
        await outsider.until("account.cache_invalidated")

    assert ada.names == [
        *("presence.update", "message.created", "contact.updated", "message.created", "message.created"),
        *("conversation.typing_on", "conversation.read", "conversation.contact_changed", "contact.created"),
        *("account.cache_invalidated", "conversation.status_changed"),
    ]
    assert contact.names == [
        "presence.update",
        "message.created",
        "conversation.typing_on",
        "conversation.status_changed",
    ]
    assert outsider.names == [
        *("presence.update", "contact.updated", "conversation.mentioned", "notification.created"),
        *("contact.created", "account.cache_invalidated"),
    ]
    assert "contacts" not in dict(contact.events)["presence.update"]


async def test_presence_ends(server: FakeChatwoot, clock: Any) -> None:
    """A client that sent nothing for 20 s is offline; users also get the contacts' presence."""
    talk = server.account.add_conversation()
    async with browser(server) as ada, browser(server) as contact:
        await contact.subscribe(pubsub_token=server.account.contact_inboxes[1].pubsub_token)
        assert (await contact.until("presence.update"))["users"] == {"1": "offline"}
        await ada.subscribe(**user(server))
        assert (await ada.until("presence.update"))["contacts"] == {str(talk.contact.id): "online"}
        clock.now += 20
        await ada.send("message", data=json.dumps({"action": "update_presence"}))
        assert (await ada.until("presence.update"))["contacts"] == {}


async def test_frames_are_those_of_real_servers(server: FakeChatwoot) -> None:
    """Each recorded event has an equivalent, by keys and types."""
    account, path = server.account, f"{server.base_url}/api/v1/accounts/1"
    headers = {"api_access_token": server.token}
    async with browser(server) as ada, httpx.AsyncClient(headers=headers) as http:

        async def ask(method: str, where: str, **given: Any) -> Any:
            answer = await http.request(method, path + where, json=given)
            assert answer.status_code == 200, answer.text

        await ada.subscribe(**user(server))
        talk = account.add_conversation(contact=account.add_contact("Rani"))
        message = account.add_message(talk, "Where is my parcel?")
        account.type(talk, talk.contact)
        talk.contact_last_seen_at = server.installation.now()
        one = f"/conversations/{talk.id}"
        await ask("POST", f"{one}/messages", content="On its way")
        await ask("POST", f"{one}/messages", content="[@Ada](mention://user/1/Ada)", private=True)
        bob = account.add_agent("Bob")
        await ask("POST", f"{one}/messages", content="[@Ada](mention://user/1/Ada)", private=True)
        account.add_message(talk, "[@Ada](mention://user/1/Ada)", "outgoing", sender=bob, private=True)
        await ask("POST", f"{one}/assignments", assignee_id=1)
        await ask("POST", f"{one}/assignments", team_id=account.add_team().id)
        await ask("POST", f"{one}/toggle_status", status="resolved")
        await ask("PATCH", f"{one}/messages/{message.id}", status="read")
        await ask("PUT", f"/contacts/{talk.contact.id}", name="Rani Newer")
        other = account.add_contact()
        await ask("POST", "/actions/contact_merge", base_contact_id=talk.contact.id, mergee_contact_id=other.id)
        await ask("DELETE", f"/contacts/{account.add_contact().id}")
        await ask("POST", "/labels", title="late")
        await ada.until("account.cache_invalidated")
        while "contact.merged" not in ada.names or ada.names[-1] != "account.cache_invalidated":
            await ada.until("account.cache_invalidated")

    frames = [json.loads(row["frame"]) for row in CAPTURED if (row["dir"], row["who"]) == ("in", "user")]
    real = [frame["message"] for frame in frames if isinstance(frame.get("message"), dict)]
    unlike = {
        each["event"]
        for each in real
        if not any(name == each["event"] and agrees(each["data"], data) for name, data in ada.events)
    }
    unlike -= {"conversation.typing_off"}  # same as typing_on
    assert unlike == set()
    assert {each["event"] for each in real} | {"contact.updated"} >= set(ada.names)


async def test_older_servers_do_not_count(server: FakeChatwoot) -> None:
    """Only 4.16.2 announces changed counts."""
    server.installation.version = "4.10.0"
    with FakeChatwoot(sample=False, version="4.10.0") as old:
        async with browser(old) as ada:
            await ada.subscribe(**user(old))
            old.account.add_message(old.account.add_conversation())
            old.account.add_label("last")
            await ada.until("account.cache_invalidated")
            assert "conversation.unread_count_changed" not in [name for name, _ in ada.events]


async def test_what_goes_wrong(server: FakeChatwoot) -> None:
    """Connections can end with or without a message, get unexpected frames, or go silent."""
    async with browser(server) as ada:
        await ada.subscribe(**user(server))
        server.cable.send({"event": "moon.landed", "data": {}})
        assert await ada.until("moon.landed") == {}
        server.cable.send_frame({"type": "odd"})
        assert await ada.frame() == {"type": "odd"}
        server.cable.disconnect("server_restart", reconnect=False)
        assert await ada.frame() == {"type": "disconnect", "reason": "server_restart", "reconnect": False}
        with pytest.raises(ConnectionClosed):
            await ada.frame()
    async with browser(server) as ada:
        server.cable.drop()
        with pytest.raises(ConnectionClosed):
            await ada.frame()
    server.cable.ping = 0.01
    async with browser(server) as ada:
        server.cable.is_silent = True
        server.account.add_label("nobody-hears")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ended(ada.socket), 0.1)


@pytest.mark.parametrize(
    ("path", "host"), [("/elsewhere", "127.0.0.1"), ("/cable", "evil.example"), ("/cable", "127.0.0.1")]
)
async def test_who_does_not_come_in(server: FakeChatwoot, path: str, host: str) -> None:
    """Other paths, pages of other hosts, and everybody during `refuses` are rejected."""
    server.cable.refuses = path == "/cable" and host == "127.0.0.1"
    url = server.base_url.replace("http", "ws") + path
    with pytest.raises(InvalidStatus, match="403"):
        async with connect(url, origin=f"http://{host}", proxy=None):  # type: ignore[arg-type]
            pass


async def test_the_end_of_the_server() -> None:
    """A server that stops closes its connections."""
    with FakeChatwoot(sample=False) as server:
        socket = await connect(server.base_url.replace("http", "ws") + "/cable", proxy=None)
    await asyncio.wait_for(ended(socket), 5)
    await socket.close()
