"""Webhook deliveries by the fake: their contents and times equal those of real servers."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from aiochatwoot import Deviation
from aiochatwoot.testing import FakeChatwoot
from aiochatwoot.webhooks import UnknownEvent, parse_unverified, unwrap

from ..conftest import CAPTURES
from .agreement import agrees
from .receivers import Scene


async def everything(scene: Scene) -> None:
    """Repeat the actions that were recorded at real servers."""
    async with scene.open() as http:

        async def ask(method: str, path: str, **given: Any) -> Any:
            answer = await http.request(method, path, json=given)
            assert answer.status_code == 200, answer.text
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
    """Each recorded delivery has an equivalent, by keys and types; no others are sent."""
    scene = Scene(version)
    await everything(scene)
    sent = [(each.kind, each.event, json.loads(each.body)) for each in scene.server.deliveries.sent]
    lines = map(json.loads, (CAPTURES / "webhooks.jsonl").read_text(encoding="utf-8").splitlines())
    real = [(row["kind"], row["event"], json.loads(row["body"])) for row in lines if row["version"] == version]

    unlike = [row[:2] for row in real if not any(row[:2] == each[:2] and agrees(row[2], each[2]) for each in sent)]
    assert unlike == []
    known = {row[:2] for row in real} | {("account", "inbox_created"), ("account", "inbox_updated")}
    known |= {("agent_bot", "message_updated")} | {("agent_bot", "conversation_status_changed")} & known
    assert {each[:2] for each in sent} <= known


@pytest.mark.parametrize("version", ["4.10.0", "4.16.2"])
async def test_what_it_sends_is_what_the_contract_says(version: str) -> None:
    """Each event is known, and has no deviations."""
    scene, drift = Scene(version), list[Deviation]()
    await everything(scene)
    events = [parse_unverified(body, on_drift=drift.append) for body in scene.bodies]

    assert drift == []
    assert [each for each in events if isinstance(each, UnknownEvent)] == []


async def test_each_receiver_has_a_secret_of_its_own() -> None:
    """Webhooks, bots and inboxes sign with their own secrets, with unique delivery ids."""
    scene = Scene("4.16.2")
    await everything(scene)
    secrets = {"account": scene.webhook.secret, "agent_bot": scene.bot.secret, "api_inbox": scene.api.secret}
    for each in scene.server.deliveries.sent:
        unwrap(each.body, each.headers, secrets[each.kind])

    assert len(set(secrets.values())) == 3
    assert len(scene.headers) == len({each["X-Chatwoot-Delivery"] for each in scene.headers}) > 40
    assert {each["User-Agent"] for each in scene.headers} == {"Ruby"}


@pytest.mark.parametrize(("version", "signed"), [("4.10.0", set()), ("4.12.0", {"account"})])
async def test_older_servers_do_not_sign(version: str, signed: set[str]) -> None:
    """Before 4.11.2 none is signed, before 4.13.0 only accounts' webhooks; the User-Agent differs, too."""
    scene = Scene(version)
    await everything(scene)
    sent = scene.server.deliveries.sent

    assert signed == {each.kind for each in sent if "X-Chatwoot-Signature" in each.headers}
    assert signed == {each.kind for each in sent if "X-Chatwoot-Delivery" in each.headers}
    assert all(each.headers["User-Agent"].startswith("rest-client/") for each in sent)


async def test_changes() -> None:
    """An event has the old and new values; a request without a change sends none."""
    scene = Scene("4.16.2")
    talk = scene.account.add_conversation(inbox=scene.api, assignee=scene.bot)
    async with scene.open() as http:
        for _ in range(2):
            await http.post(f"/conversations/{talk.id}/toggle_priority", json={"priority": "high"})
            await http.post(f"/conversations/{talk.id}/labels", json={"labels": ["vip", "late"]})
        await http.post(f"/conversations/{talk.id}/assignments", json={"assignee_id": 1})
    sent = [json.loads(each.body) for each in scene.server.deliveries.sent if each.kind == "api_inbox"]

    assert [each["event"] for each in sent] == ["conversation_updated"] * 3
    assert [change for each in sent for change in each["changed_attributes"] if "updated_at" not in change] == [
        {"priority": {"previous_value": None, "current_value": "high"}},
        {"cached_label_list": {"previous_value": "", "current_value": "vip, late"}},
        {"assignee_id": {"previous_value": None, "current_value": 1}},
    ]


async def test_what_tests_do_to_records_happens() -> None:
    """Changes by hand, and the end of a block under the lock, are delivered; an import is not."""
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
    assert scene.sent("account") == [
        "conversation_status_changed",
        "conversation_updated",
        "message_updated",
        "contact_updated",
    ]
    assert scene.sent("api_inbox") == ["conversation_status_changed", "conversation_updated", "message_updated"]


async def test_what_is_gone_does_not_happen() -> None:
    """A contact that was not created, or a deleted conversation, sends nothing."""
    scene = Scene("4.16.2")
    async with scene.open() as http:
        phone = scene.account.add_inbox("Sms", "Channel::Sms")
        answer = await http.post("/contacts", json={"name": "No phone", "inbox_id": phone.id})
        assert answer.status_code == 422
        with scene.server.installation.lock:
            talk = scene.account.add_conversation(contact=scene.account.add_contact(), inbox=scene.api)
            del scene.account.conversations[talk.id]
    assert scene.sent("account") == ["inbox_created", "contact_created"]


async def test_who_is_not_told() -> None:
    """Webhooks get only subscribed events, and nobody gets activity messages."""
    scene = Scene("4.16.2")
    scene.webhook.subscriptions = ["message_created"]
    scene.bot.outgoing_url = None
    talk = scene.account.add_conversation(inbox=scene.website)
    async with scene.open():
        scene.account.add_message(talk, "Hello")
        scene.account.add_message(talk, "Somebody did something", "activity")
        talk.status = "pending"
    assert [(each.kind, each.event) for each in scene.server.deliveries.sent] == [("account", "message_created")]


@pytest.fixture
def hook() -> Any:
    """A local web server that records requests: another fake."""
    with FakeChatwoot(sample=False, token="not-used") as server:
        yield server


async def test_over_http(hook: FakeChatwoot) -> None:
    """A local URL gets a POST from the server's own thread."""
    with FakeChatwoot(sample=False) as server:
        webhook = server.account.add_webhook(f"{hook.base_url}/hook")
        server.account.add_webhook("https://hook.example/chatwoot")
        server.account.add_webhook("http://[broken/")
        server.account.add_webhook("http://localhost.example/")
        server.account.add_contact("Zoë <b>")
        server.account.add_contact()
        server.deliveries.wait()
        request = hook.requests[0]

        assert [(each.method, each.path) for each in hook.requests] == [("POST", "/hook")] * 2
        assert getattr(unwrap(request.body, request.headers, webhook.secret), "name", None) == "Zoë <b>"
        assert b"\\u003cb\\u003e" in request.body
        assert [each.status for each in server.deliveries.sent] == [404, 404]


async def test_nobody_listens() -> None:
    """A closed port is no response; events while the server is stopped are sent when it starts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        server = FakeChatwoot(sample=False)
        server.account.add_webhook(f"http://127.0.0.1:{held.getsockname()[1]}/")
        server.account.add_contact()
        with pytest.raises(TimeoutError):
            server.deliveries.wait(0)
        with server:
            await server.deliveries.settled()
    assert [each.status for each in server.deliveries.sent] == [None]
