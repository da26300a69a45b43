"""Deliveries of webhooks by the fake: what it sends is what real servers sent, and when."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest

from aiochatwoot import Deviation
from aiochatwoot.testing import (
    AgentBot,
    Conversation,
    Delivery,
    DeliveryFault,
    FakeChatwoot,
    Inbox,
    delivery_faults,
    faults,
)
from aiochatwoot.webhooks import UnknownEvent, parse_unverified, unwrap

from .. import virtual
from ..conftest import CAPTURES
from .agreement import agrees

EVERY_EVENT = (
    *("conversation_status_changed", "conversation_updated", "conversation_created", "contact_created"),
    *("contact_updated", "message_created", "message_updated", "webwidget_triggered", "inbox_created", "inbox_updated"),
    *("conversation_typing_on", "conversation_typing_off"),
)


class Scene:
    """A server with all kinds of receivers, and what they were sent."""

    def __init__(self, version: str) -> None:
        self.server = FakeChatwoot(sample=False, version=version)
        self.account = self.server.account
        self.webhook = self.account.add_webhook(subscriptions=EVERY_EVENT)
        self.bot: AgentBot = self.account.add_bot("Robo")
        self.api: Inbox = self.account.add_inbox()
        self.api.channel = {"webhook_url": "https://api.example/hook"}
        self.website = self.account.add_inbox("Website", "Channel::WebWidget")
        self.website.bot = self.bot
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        self.headers.append(headers)
        self.bodies.append(body)
        return 200

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(self.server.app)
        path = f"http://fake/api/v1/accounts/{self.account.id}"
        headers = {"api_access_token": self.server.token}
        async with (
            httpx.AsyncClient(transport=transport, base_url=path, headers=headers) as http,
            self.server.deliveries.to(self.receive),
        ):
            yield http

    def sent(self, kind: str) -> list[str]:
        return [each.event for each in self.server.deliveries.sent if each.kind == kind]


async def everything(scene: Scene) -> None:
    """Let happen what was recorded at real servers."""
    async with scene.open() as http:

        async def ask(method: str, path: str, **given: Any) -> Any:
            answer = await http.request(method, path, json=given)
            assert 200 == answer.status_code, answer.text
            return answer.json() if answer.content else None

        await ask("POST", "/inboxes", name="Evt", channel={"type": "api"})
        await ask("PATCH", "/inboxes/3", name="Evt 2", greeting_enabled=True)
        found = await ask("POST", "/contacts", name="Rani", inbox_id=scene.api.id, email="rani@customer.example")
        contact = found["payload"]["contact"]["id"]
        await ask("PUT", f"/contacts/{contact}", name="Rani Newer", custom_attributes={"plan": "gold"})
        team = scene.account.add_team()
        scene.account.add_label("vip")
        message = {"content": "Welcome!"}
        made = await ask(
            "POST", "/conversations", inbox_id=scene.api.id, contact_id=contact, message=message, team_id=team.id
        )
        await about(ask, f"/conversations/{made['id']}")
        talk = scene.account.conversations[made["id"]]
        talk.inbox = scene.api
        survey = scene.account.add_message(talk, "Rate us", "template", content_type="input_csat")
        survey.content_attributes = {"submitted_values": {"csat_survey_response": {"rating": 5}}}

        visitor = scene.account.add_contact_inbox(scene.account.add_contact("Visitor"), scene.website)
        scene.account.open_widget(visitor)
        talk = scene.account.add_conversation(
            contact=visitor.contact, inbox=scene.website, source_id=visitor.source_id, assignee=scene.server.agent
        )
        scene.account.open_widget(visitor)
        scene.account.add_message(talk, "From the widget")
        scene.account.add_message(talk, "I am a bot", "outgoing", sender=scene.bot)
        await ask("POST", f"/conversations/{talk.id}/assignments", assignee_id=0)
        await ask("POST", f"/conversations/{talk.id}/toggle_status", status="resolved")
        await ask("POST", f"/conversations/{talk.id}/toggle_status", status="open")


async def about(ask: Any, path: str) -> None:
    files = {"message_type": "incoming", "content": "From the customer"}
    wrote = await ask("POST", f"{path}/messages", **files)
    await ask("PATCH", f"{path}/messages/{wrote['id']}", status="read")
    await ask("POST", f"{path}/messages", content="Your parcel is on its way")
    await ask("POST", f"{path}/labels", labels=["vip"])
    await ask("POST", f"{path}/assignments", assignee_id=1)
    await ask("POST", f"{path}/toggle_typing_status", typing_status="on")
    await ask("POST", f"{path}/toggle_typing_status", typing_status="off", is_private=True)
    await ask("POST", f"{path}/toggle_typing_status", typing_status="thinking")
    await ask("POST", f"{path}/toggle_status", status="snoozed", snoozed_until=4_000_000_000)
    await ask("POST", f"{path}/toggle_status", status="pending")


@pytest.mark.parametrize("version", ["4.10.0", "4.16.2"])
async def test_what_it_sends_is_what_real_servers_sent(version: str) -> None:
    """Each recorded delivery has its like, key by key and type by type; nothing else is sent to anybody."""
    scene = Scene(version)
    await everything(scene)
    sent = [(each.kind, each.event, json.loads(each.body)) for each in scene.server.deliveries.sent]
    lines = map(json.loads, (CAPTURES / "webhooks.jsonl").read_text(encoding="utf-8").splitlines())
    real = [(row["kind"], row["event"], json.loads(row["body"])) for row in lines if row["version"] == version]

    unlike = [row[:2] for row in real if not any(row[:2] == each[:2] and agrees(row[2], each[2]) for each in sent)]
    assert [] == unlike
    known = {row[:2] for row in real} | {("account", "inbox_created"), ("account", "inbox_updated")}
    known |= {("agent_bot", "message_updated")} | {("agent_bot", "conversation_status_changed")} & known
    assert {each[:2] for each in sent} <= known


@pytest.mark.parametrize("version", ["4.10.0", "4.16.2"])
async def test_what_it_sends_is_what_the_contract_says(version: str) -> None:
    """Each event is known, and deviates nowhere."""
    scene, drift = Scene(version), list[Deviation]()
    await everything(scene)
    events = [parse_unverified(body, on_drift=drift.append) for body in scene.bodies]

    assert [] == drift
    assert [] == [each for each in events if isinstance(each, UnknownEvent)]


async def test_each_receiver_has_a_secret_of_its_own() -> None:
    """Webhooks, bots and inboxes sign with theirs, under a delivery id that is not used again."""
    scene = Scene("4.16.2")
    await everything(scene)
    secrets = {"account": scene.webhook.secret, "agent_bot": scene.bot.secret, "api_inbox": scene.api.secret}
    for each in scene.server.deliveries.sent:
        unwrap(each.body, each.headers, secrets[each.kind])

    assert 3 == len(set(secrets.values()))
    assert len(scene.headers) == len({each["X-Chatwoot-Delivery"] for each in scene.headers}) > 40
    assert {"Ruby"} == {each["User-Agent"] for each in scene.headers}


@pytest.mark.parametrize(("version", "signed"), [("4.10.0", set()), ("4.12.0", {"account"})])
async def test_older_servers_do_not_sign(version: str, signed: set[str]) -> None:
    """Before 4.11.2 none is signed, and before 4.13.0 only those of accounts; the client's name is another one."""
    scene = Scene(version)
    await everything(scene)
    sent = scene.server.deliveries.sent

    assert signed == {each.kind for each in sent if "X-Chatwoot-Signature" in each.headers}
    assert signed == {each.kind for each in sent if "X-Chatwoot-Delivery" in each.headers}
    assert all(each.headers["User-Agent"].startswith("rest-client/") for each in sent)


async def test_changes() -> None:
    """An event says what changed, from what to what; a request that changes nothing is none."""
    scene = Scene("4.16.2")
    talk = scene.account.add_conversation(inbox=scene.api, assignee=scene.bot)
    async with scene.open() as http:
        for _ in range(2):
            await http.post(f"/conversations/{talk.id}/toggle_priority", json={"priority": "high"})
            await http.post(f"/conversations/{talk.id}/labels", json={"labels": ["vip", "late"]})
        await http.post(f"/conversations/{talk.id}/assignments", json={"assignee_id": 1})
    sent = [json.loads(each.body) for each in scene.server.deliveries.sent if each.kind == "api_inbox"]

    assert ["conversation_updated"] * 3 == [each["event"] for each in sent]
    assert [
        {"priority": {"previous_value": None, "current_value": "high"}},
        {"cached_label_list": {"previous_value": "", "current_value": "vip, late"}},
        {"assignee_id": {"previous_value": None, "current_value": 1}},
    ] == [change for each in sent for change in each["changed_attributes"] if "updated_at" not in change]


async def test_what_tests_do_to_records_happens() -> None:
    """A record that is changed by hand, and the end of a block under the lock, tell receivers; an import does not."""
    scene = Scene("4.16.2")
    talk = scene.account.add_conversation(inbox=scene.api)
    message = scene.account.add_message(talk, "old", imported=True)
    async with scene.open():
        talk.status = "resolved"
        message.content = "new"
        with scene.server.installation.lock:
            talk.contact.name = "Rani"
            talk.contact.name = "Rina"
            talk.priority = "low"
            talk.priority = None
    assert ["conversation_status_changed", "conversation_updated", "message_updated", "contact_updated"] == scene.sent(
        "account"
    )
    assert ["conversation_status_changed", "conversation_updated", "message_updated"] == scene.sent("api_inbox")


async def test_what_is_gone_does_not_happen() -> None:
    """Nothing is told of a contact that could not be made, or of a conversation that was deleted meanwhile."""
    scene = Scene("4.16.2")
    async with scene.open() as http:
        phone = scene.account.add_inbox("Sms", "Channel::Sms")
        answer = await http.post("/contacts", json={"name": "No phone", "inbox_id": phone.id})
        assert 422 == answer.status_code
        with scene.server.installation.lock:
            talk = scene.account.add_conversation(contact=scene.account.add_contact(), inbox=scene.api)
            del scene.account.conversations[talk.id]
    assert ["inbox_created", "contact_created"] == scene.sent("account")


async def test_who_is_not_told() -> None:
    """Webhooks get what they subscribed to, and nobody gets activity messages."""
    scene = Scene("4.16.2")
    scene.webhook.subscriptions = ["message_created"]
    scene.bot.outgoing_url = None
    talk = scene.account.add_conversation(inbox=scene.website)
    async with scene.open():
        scene.account.add_message(talk, "Hello")
        scene.account.add_message(talk, "Somebody did something", "activity")
        talk.status = "pending"
    assert [("account", "message_created")] == [(each.kind, each.event) for each in scene.server.deliveries.sent]


# --- in time ---


def sending(what: Callable[[Scene, Conversation], Awaitable[None]], script: list[DeliveryFault]) -> Scene:
    """Send a bot what happens, with faults, in virtual time."""
    scene = Scene("4.16.2")
    scene.account.webhooks.clear()
    talk = scene.account.add_conversation(inbox=scene.website, status="pending")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        scene.server.installation.clock = lambda: 1000 + loop.time()
        scene.server.deliveries.faults.add(*script)
        async with scene.open():
            await what(scene, talk)

    virtual.run(main)
    return scene


def texts(scene: Scene) -> list[str]:
    return [str(json.loads(body).get("content")) for body in scene.bodies]


def times(scene: Scene) -> list[int]:
    return [int(each["X-Chatwoot-Timestamp"]) - 1000 for each in scene.headers]


async def three(scene: Scene, talk: Conversation) -> None:
    for text in "abc":
        scene.account.add_message(talk, text, "outgoing", private=True)


def test_in_order() -> None:
    """Without faults, deliveries come once, in order."""
    assert list("abc") == texts(sending(three, [delivery_faults.ok()]))


def test_late() -> None:
    """A late one is overtaken, and signed when it is sent."""
    scene = sending(three, [delivery_faults.late(7.0)])

    assert list("bca") == texts(scene)
    assert [0, 0, 7] == times(scene)


@pytest.mark.parametrize("same_id", [True, False])
def test_twice(same_id: bool) -> None:
    """One comes again, under the same id or another one."""
    scene = sending(three, [delivery_faults.twice(same_id=same_id)])
    ids = [each["X-Chatwoot-Delivery"] for each in scene.headers]

    assert list("aabc") == texts(scene)
    assert same_id is (ids[0] == ids[1])


def test_reordered() -> None:
    """One goes behind those that come later, and does not wait for them forever."""
    assert list("bac") == texts(sending(three, [delivery_faults.reordered()]))
    assert list("bca") == texts(sending(three, [delivery_faults.reordered(2)]))
    scene = sending(three, [delivery_faults.ok(), delivery_faults.ok(), delivery_faults.reordered(within=4.0)])
    assert list("abc") == texts(scene)
    assert [0, 0, 4] == times(scene)
    scene = sending(three, [delivery_faults.reordered(within=1.0), delivery_faults.ok(), delivery_faults.late(5.0)])
    assert list("bac") == texts(scene)


def test_lost() -> None:
    """One never comes."""
    scene = sending(three, [delivery_faults.lost()])

    assert list("bc") == texts(scene)
    assert [delivery_faults.lost()] == scene.server.deliveries.faults.struck


def test_stale_and_wrongly_signed() -> None:
    """A timestamp is too old, a secret wrong, a body another one."""
    script = [delivery_faults.stale(600), delivery_faults.wrong_secret("x"), delivery_faults.other_body(b"{}")]
    scene = sending(three, script)

    unwrap(scene.bodies[0], scene.headers[0], scene.bot.secret, now=lambda: 400)
    unwrap(scene.bodies[1], scene.headers[1], "x", now=lambda: 1000)
    assert b"{}" == scene.bodies[2]


def test_a_rotated_secret() -> None:
    """From one on all are signed with another secret."""
    scene = sending(three, [delivery_faults.ok(), delivery_faults.rotated_secret("new")])

    assert "new" == scene.bot.secret
    assert [False, True, True] == [
        is_signed_with("new", body, headers) for body, headers in zip(scene.bodies, scene.headers, strict=True)
    ]


def is_signed_with(secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    with suppress(Exception):
        unwrap(body, headers, secret, now=lambda: 1000)
        return True
    return False


def test_a_bot_is_asked_three_times() -> None:
    """After 429 and 500 it is sent again 3 s later, twice, under the same id and signed anew; others go on."""
    script = [delivery_faults.answered(500), delivery_faults.ok(), delivery_faults.ok(), delivery_faults.answered(429)]
    scene = sending(three, [*script, delivery_faults.answered(500)])
    sent = scene.server.deliveries.sent

    assert list("abcaa") == texts(scene)[:5]
    assert [0, 0, 0, 3, 6] == times(scene)[:5]
    assert [500, 200, 200, 429, 500] == [each.status for each in sent][:5]
    assert [1, 1, 1, 2, 3] == [each.attempt for each in sent][:5]
    assert 1 == len({scene.headers[number]["X-Chatwoot-Delivery"] for number in (0, 3, 4)})


@pytest.mark.parametrize("fault", [delivery_faults.answered(404), delivery_faults.slow_receiver()])
def test_a_bot_that_fails(fault: DeliveryFault) -> None:
    """Other failures are not tried again; a message opens its conversation, which the history says."""
    scene = sending(three, [fault])
    talk = scene.account.conversations[1]

    assert list("abc") == texts(scene)[:3]
    assert "open" == talk.status
    assert "Conversation was marked open by system due to an error with the agent bot." == talk.messages[-1].content


def test_a_bot_that_fails_later() -> None:
    """Where nobody waits for the bot, or it was no message, its failure changes nothing."""

    async def write(scene: Scene, talk: Conversation) -> None:
        talk.status = "resolved"
        scene.account.add_message(talk, "a", "outgoing")

    scene = sending(write, [delivery_faults.answered(404)] * 5)
    assert "resolved" == scene.account.conversations[1].status
    assert {404} == {each.status for each in scene.server.deliveries.sent}


@pytest.mark.parametrize(("status", "error"), [(500, "500"), (None, "Timed out reading data from server")])
def test_an_api_inbox_that_fails(status: int | None, error: str) -> None:
    """Nobody but bots is asked again; the message has failed, which is an event of its own."""
    fault = delivery_faults.slow_receiver() if status is None else delivery_faults.answered(status)

    async def write(scene: Scene, _: Conversation) -> None:
        scene.server.deliveries.faults.always(fault, when=lambda delivery: delivery.kind == "api_inbox")
        scene.account.add_message(scene.account.add_conversation(inbox=scene.api), "a", "outgoing")

    scene = sending(write, [])
    message = scene.account.conversations[2].messages[0]

    assert ("failed", {"external_error": error}) == (message.status, message.content_attributes)
    assert ["message_created", "message_updated"] == [each for each in scene.sent("api_inbox") if "mess" in each]
    assert {1} == {each.attempt for each in scene.server.deliveries.sent}


def test_a_slow_receiver() -> None:
    """A receiver has 5 s; one that fails is one that answers 500."""
    scene = Scene("4.16.2")

    async def main() -> tuple[float, list[int | None]]:
        async def receive(headers: Mapping[str, str], body: bytes) -> int:
            if b"slow" in body:
                await asyncio.sleep(60)
            raise RuntimeError("A bug")

        async with scene.server.deliveries.to(receive):
            scene.account.add_contact("slow")
            scene.account.add_contact("fast")
        return asyncio.get_running_loop().time(), [each.status for each in scene.server.deliveries.sent]

    assert (5.0, [None, 500]) == virtual.run(main)[0]


def test_what_is_not_delivered() -> None:
    """Where a block is left by an exception, nothing is sent any more, and nobody waits for it."""
    scene = Scene("4.16.2")

    async def main() -> list[Delivery]:
        with suppress(ZeroDivisionError):
            async with scene.server.deliveries.to(lambda *_: asyncio.sleep(60, 200)):
                for _ in range(3):
                    scene.account.add_contact()
                await asyncio.sleep(0)
                scene.account.add_contact()
                raise ZeroDivisionError
        await scene.server.deliveries.settled()
        return scene.server.deliveries.sent

    assert ([], 0.0) == virtual.run(main)
    assert "<Deliveries 0 sent, 0 to come>" == repr(scene.server.deliveries)


async def test_who_no_longer_waits() -> None:
    """Whoever gave up waiting is left alone."""
    server = FakeChatwoot(sample=False)
    server.account.add_webhook("http://127.0.0.1/")
    server.account.add_contact()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(server.deliveries.settled(), 0.001)
    async with server.deliveries.to(Scene("4.16.2").receive):
        pass
    assert [200] == [each.status for each in server.deliveries.sent]


async def test_a_contact_types() -> None:
    """The API of contacts tells that they type, and that they stopped."""
    scene = Scene("4.16.2")
    talk = scene.account.add_conversation(inbox=scene.api)
    path = f"/public/api/v1/inboxes/{scene.api.identifier}/contacts/{talk.source_id}/conversations/{talk.id}"
    async with scene.open() as http:
        for status in ("on", "off", "maybe"):
            await http.post(f"http://fake{path}/toggle_typing", json={"typing_status": status})
    assert ["conversation_typing_on", "conversation_typing_off"] == scene.sent("api_inbox")
    assert {talk.contact.id} == {json.loads(body)["user"]["id"] for body in scene.bodies}


def test_only_faults_of_deliveries() -> None:
    """What is no fault of a delivery is refused."""
    server: Any = FakeChatwoot(sample=False)
    with pytest.raises(TypeError, match="none of a delivery"):
        server.deliveries.faults.add(faults.reset())

    server.deliveries.faults.always(delivery_faults.lost())
    assert "<DeliveryFaults 1 to come>" == repr(server.deliveries.faults)
    assert "<DeliveryFault lost>" == repr(delivery_faults.lost())


# --- over HTTP ---


@pytest.fixture
def hook() -> Any:
    """A web server of this machine that keeps what it got: another fake."""
    with FakeChatwoot(sample=False, token="not-used") as server:
        yield server


async def test_over_http(hook: FakeChatwoot) -> None:
    """A URL of this machine is sent a POST from the server's own thread."""
    with FakeChatwoot(sample=False) as server:
        webhook = server.account.add_webhook(f"{hook.base_url}/hook")
        server.account.add_webhook("https://hook.example/chatwoot")
        server.account.add_webhook("http://[broken/")
        server.account.add_webhook("http://localhost.example/")
        server.account.add_contact("Zoë <b>")
        server.account.add_contact()
        server.deliveries.wait()
        request = hook.requests[0]

        assert [("POST", "/hook")] * 2 == [(each.method, each.path) for each in hook.requests]
        assert "Zoë <b>" == getattr(unwrap(request.body, request.headers, webhook.secret), "name", None)
        assert b"\\u003cb\\u003e" in request.body
        assert [404, 404] == [each.status for each in server.deliveries.sent]


async def test_nobody_listens() -> None:
    """A port where nobody listens is no answer; what happens while the server is stopped is sent when it starts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        server = FakeChatwoot(sample=False)
        server.account.add_webhook(f"http://127.0.0.1:{held.getsockname()[1]}/")
        server.account.add_contact()
        with pytest.raises(TimeoutError):
            server.deliveries.wait(0)
        with server:
            await server.deliveries.settled()
    assert [None] == [each.status for each in server.deliveries.sent]
