"""Deliveries in virtual time: faults, repetitions, and a server's behaviour when it gives up."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from aiochatwoot.testing import Conversation, Delivery, DeliveryFault, FakeChatwoot, delivery_faults, faults
from aiochatwoot.webhooks import unwrap

from .. import virtual
from .receivers import Scene


def sending(what: Callable[[Scene, Conversation], Awaitable[None]], script: list[DeliveryFault]) -> Scene:
    """Send events to a bot with faults, in virtual time."""
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
    assert texts(sending(three, [delivery_faults.ok()])) == list("abc")


def test_late() -> None:
    """A late delivery is overtaken, and signed when it is sent."""
    scene = sending(three, [delivery_faults.late(7.0)])

    assert texts(scene) == list("bca")
    assert times(scene) == [0, 0, 7]


@pytest.mark.parametrize("same_id", [True, False])
def test_twice(same_id: bool) -> None:
    """A delivery is repeated, with the same id or another one."""
    scene = sending(three, [delivery_faults.twice(same_id=same_id)])
    ids = [each["X-Chatwoot-Delivery"] for each in scene.headers]

    assert texts(scene) == list("aabc")
    assert same_id is (ids[0] == ids[1])


def test_reordered() -> None:
    """A delivery is sent after later ones, or after a time limit."""
    assert texts(sending(three, [delivery_faults.reordered()])) == list("bac")
    assert texts(sending(three, [delivery_faults.reordered(2)])) == list("bca")
    scene = sending(three, [delivery_faults.ok(), delivery_faults.ok(), delivery_faults.reordered(within=4.0)])
    assert texts(scene) == list("abc")
    assert times(scene) == [0, 0, 4]
    scene = sending(three, [delivery_faults.reordered(within=1.0), delivery_faults.ok(), delivery_faults.late(5.0)])
    assert texts(scene) == list("bac")


def test_lost() -> None:
    """A lost delivery is never sent."""
    scene = sending(three, [delivery_faults.lost()])

    assert texts(scene) == list("bc")
    assert [delivery_faults.lost()] == scene.server.deliveries.faults.struck


def test_stale_and_wrongly_signed() -> None:
    """A timestamp is too old, a secret wrong, or the body replaced."""
    script = [delivery_faults.stale(600), delivery_faults.wrong_secret("x"), delivery_faults.other_body(b"{}")]
    scene = sending(three, script)

    unwrap(scene.bodies[0], scene.headers[0], scene.bot.secret, now=lambda: 400)
    unwrap(scene.bodies[1], scene.headers[1], "x", now=lambda: 1000)
    assert scene.bodies[2] == b"{}"


def test_a_rotated_secret() -> None:
    """From this delivery on, all are signed with another secret."""
    scene = sending(three, [delivery_faults.ok(), delivery_faults.rotated_secret("new")])

    assert scene.bot.secret == "new"
    assert [
        is_signed_with("new", body, headers) for body, headers in zip(scene.bodies, scene.headers, strict=True)
    ] == [False, True, True]


def is_signed_with(secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    with suppress(Exception):
        unwrap(body, headers, secret, now=lambda: 1000)
        return True
    return False


def test_a_bot_is_asked_three_times() -> None:
    """After 429 and 500 it is sent again after 3 s, twice, with the same id and a new signature; others continue."""
    script = [delivery_faults.answered(500), delivery_faults.ok(), delivery_faults.ok(), delivery_faults.answered(429)]
    scene = sending(three, [*script, delivery_faults.answered(500)])
    sent = scene.server.deliveries.sent

    assert texts(scene)[:5] == list("abcaa")
    assert times(scene)[:5] == [0, 0, 0, 3, 6]
    assert [each.status for each in sent][:5] == [500, 200, 200, 429, 500]
    assert [each.attempt for each in sent][:5] == [1, 1, 1, 2, 3]
    assert len({scene.headers[number]["X-Chatwoot-Delivery"] for number in (0, 3, 4)}) == 1


@pytest.mark.parametrize("fault", [delivery_faults.answered(404), delivery_faults.slow_receiver()])
def test_a_bot_that_fails(fault: DeliveryFault) -> None:
    """Other failures are not retried; a failed message opens its conversation, with an activity."""
    scene = sending(three, [fault])
    talk = scene.account.conversations[1]

    assert texts(scene)[:3] == list("abc")
    assert talk.status == "open"
    assert talk.messages[-1].content == "Conversation was marked open by system due to an error with the agent bot."


def test_a_bot_that_fails_later() -> None:
    """If the conversation is not the bot's, or the event no message, its failure changes nothing."""

    async def write(scene: Scene, talk: Conversation) -> None:
        talk.status = "resolved"
        scene.account.add_message(talk, "a", "outgoing")

    scene = sending(write, [delivery_faults.answered(404)] * 5)
    assert scene.account.conversations[1].status == "resolved"
    assert {each.status for each in scene.server.deliveries.sent} == {404}


@pytest.mark.parametrize(("status", "error"), [(500, "500"), (None, "Timed out reading data from server")])
def test_an_api_inbox_that_fails(status: int | None, error: str) -> None:
    """Only bots are retried; the message is marked failed, with an event."""
    fault = delivery_faults.slow_receiver() if status is None else delivery_faults.answered(status)

    async def write(scene: Scene, _: Conversation) -> None:
        scene.server.deliveries.faults.always(fault, when=lambda delivery: delivery.kind == "api_inbox")
        scene.account.add_message(scene.account.add_conversation(inbox=scene.api), "a", "outgoing")

    scene = sending(write, [])
    message = scene.account.conversations[2].messages[0]

    assert ("failed", {"external_error": error}) == (message.status, message.content_attributes)
    assert [each for each in scene.sent("api_inbox") if "mess" in each] == ["message_created", "message_updated"]
    assert {each.attempt for each in scene.server.deliveries.sent} == {1}


def test_a_slow_receiver() -> None:
    """A receiver has 5 s; an exception counts as a 500."""
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

    assert virtual.run(main)[0] == (5.0, [None, 500])


def test_what_is_not_delivered() -> None:
    """If a block is left by an exception, nothing more is sent or awaited."""
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

    assert virtual.run(main) == ([], 0.0)
    assert repr(scene.server.deliveries) == "<Deliveries 0 sent, 0 to come>"


async def test_who_no_longer_waits() -> None:
    """A waiter that gave up is not notified."""
    server = FakeChatwoot(sample=False)
    server.account.add_webhook("http://127.0.0.1/")
    server.account.add_contact()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(server.deliveries.settled(), 0.001)
    async with server.deliveries.to(Scene("4.16.2").receive):
        pass
    assert [each.status for each in server.deliveries.sent] == [200]


async def test_a_contact_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contacts' API reports typing, and its end."""
    # URLs of contacts are secret, and other tests check the logs; httpx itself logs URLs.
    monkeypatch.setattr(logging.getLogger("httpx"), "disabled", True)
    scene = Scene("4.16.2")
    talk = scene.account.add_conversation(inbox=scene.api)
    path = f"/public/api/v1/inboxes/{scene.api.identifier}/contacts/{talk.source_id}/conversations/{talk.id}"
    async with scene.open() as http:
        for status in ("on", "off", "maybe"):
            await http.post(f"http://fake{path}/toggle_typing", json={"typing_status": status})
    assert scene.sent("api_inbox") == ["conversation_typing_on", "conversation_typing_off"]
    assert {json.loads(body)["user"]["id"] for body in scene.bodies} == {talk.contact.id}


def test_only_faults_of_deliveries() -> None:
    """Objects that are not delivery faults are refused."""
    server: Any = FakeChatwoot(sample=False)
    with pytest.raises(TypeError, match="none of a delivery"):
        server.deliveries.faults.add(faults.reset())

    server.deliveries.faults.always(delivery_faults.lost())
    assert repr(server.deliveries.faults) == "<DeliveryFaults 1 to come>"
    assert repr(delivery_faults.lost()) == "<DeliveryFault lost>"
