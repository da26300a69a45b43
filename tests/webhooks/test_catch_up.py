"""Catching up: the events found through the API, the span of a run, and errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot
from aiochatwoot.errors import AuthenticationError, ServerError, SettingsError
from aiochatwoot.testing import FakeChatwoot, RecordedRequest, faults
from aiochatwoot.webhooks import CatchUp, Event, MemoryStore, catch_up, is_recovered
from aiochatwoot.webhooks._payload import keys_of

from ..virtual import VirtualLoop, run_virtual
from .recovering import client, delivered, is_at, server

HOUR = 3600.0


class Clock:
    """A fixed number of seconds since the epoch."""

    def __init__(self, now: float = 1_795_944_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake(clock: Clock) -> FakeChatwoot:
    return server(clock)


@pytest.fixture
def found(fake: FakeChatwoot, clock: Clock) -> Callable[..., Any]:
    """Catch up with a single store; return the names and ids of the events."""
    store = MemoryStore(now=clock)

    async def find(**options: Any) -> list[tuple[str, int]]:
        client_options = options.pop("client", {})
        async with client(fake, **client_options) as chatwoot:
            events = [each async for each in catch_up(chatwoot, store, now=clock, **options)]
        assert all(is_recovered(each) for each in events)
        return [(each.event, each.to_dict()["id"]) for each in events]

    return find


def paths(fake: FakeChatwoot, name: str) -> list[RecordedRequest]:
    """Return the requests whose path has this end."""
    return [each for each in fake.requests if each.path.endswith(name)]


async def test_the_first_time_begins_now(fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]) -> None:
    """Earlier changes yield no events; later ones yield events once."""
    talk = fake.account.add_conversation()
    fake.account.add_contact(email="long-ago@customer.example")
    fake.account.add_message(talk, "long ago")
    clock.now += 10
    assert await found() == []

    clock.now += 10
    fake.account.add_message(talk, "first")
    fake.account.add_message(talk, "second", "outgoing")
    fake.account.add_message(talk, "Ada was assigned", "activity")
    other = fake.account.add_conversation(contact=fake.account.add_contact(email="a@customer.example"))
    fake.account.add_message(other, "third", "template")

    assert await found() == [
        ("message_created", 2),
        ("message_created", 3),
        ("conversation_updated", 1),
        ("conversation_created", 2),
        ("message_created", 5),
        ("contact_created", 3),
    ]
    assert await found() == []
    clock.now += 1000
    assert await found() == []


async def test_what_the_loop_did_not_finish_comes_again(fake: FakeChatwoot, clock: Clock) -> None:
    """An event is recorded when the next one is requested, and the time when there are no more."""
    store = MemoryStore(now=clock)
    async with client(fake) as chatwoot:

        async def find(most: int) -> list[int]:
            found: list[int] = []
            async with aclosing(catch_up(chatwoot, store, events=["message_created"], now=clock)) as events:
                async for event in events:
                    found.append(event.to_dict()["id"])
                    if len(found) == most:
                        break
            return found

        await find(0)
        for _ in range(5):
            clock.now += 50
            fake.account.add_message(fake.account.add_conversation())
        assert await find(2) == [1, 2]
        assert await find(2) == [2, 3]
        assert await find(9) == [3, 4, 5]
        assert await find(9) == []


async def test_what_was_handled_when_it_was_delivered_is_not_found(fake: FakeChatwoot, clock: Clock) -> None:
    """A delivered event and the API's version of it have a common key."""
    store = MemoryStore(now=clock)
    async with client(fake) as chatwoot:
        assert [each async for each in catch_up(chatwoot, store, now=clock)] == []
        contact = fake.account.add_contact(email="a@customer.example")
        talk = fake.account.add_conversation(contact=contact)
        seen: list[tuple[str, object]] = [
            ("conversation.created", talk),
            ("message.created", fake.account.add_message(talk)),
            ("contact.created", contact),
            ("conversation.updated", talk),
        ]
        for name, record in seen:
            for key in keys_of(delivered(fake, name, record), "d-1"):
                await store.add(key)
        assert [each.event async for each in catch_up(chatwoot, store, now=clock)] == []

        clock.now += 5
        fake.account.add_message(talk)
        assert [each.event async for each in catch_up(chatwoot, store, now=clock)] == [
            "message_created",
            "conversation_updated",
        ]


async def test_which_events(fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]) -> None:
    """Only requested events of requested inboxes are yielded, without unnecessary requests."""
    other = fake.account.add_inbox("Other")
    await found()
    clock.now += 5
    for inbox in fake.account.inboxes.values():
        fake.account.add_message(fake.account.add_conversation(inbox=inbox))
    fake.account.add_contact(email="a@customer.example")

    fake.requests.clear()
    assert await found(events=["message_updated"]) == []
    assert [each.path for each in fake.requests] == ["/api/v1/profile"]
    clock.now -= 5  # as if this run had not happened
    assert await found(events=["conversation_created"], inboxes=[other.id]) == [("conversation_created", 2)]
    assert not paths(fake, "/messages")
    assert not paths(fake, "/contacts")
    assert await found(inboxes=[other.id]) == [("message_created", 2)]
    assert await found() == [("conversation_created", 1), ("message_created", 1), ("contact_created", 3)]


async def test_a_long_absence(fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]) -> None:
    """After some hours conversations are requested by their ids, so that no response contains all of them."""
    for _ in range(60):
        fake.account.add_message(fake.account.add_conversation())
    clock.now += 100
    await found()
    clock.now += 3 * HOUR
    for number in (60, 3, 26):
        clock.now += HOUR
        fake.account.add_message(fake.account.conversations[number])
    clock.now += HOUR
    fake.requests.clear()

    assert await found(events=["message_created"]) == [("message_created", number) for number in (62, 63, 61)]
    assert len(paths(fake, "/filter")) == 3 + 4, "and some above the last number, where there may be more"
    assert "updated_within" not in repr([each.query for each in fake.requests])


async def test_more_than_one_response_may_have(fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]) -> None:
    """If the response with all conversations would be too large, they are requested by their ids."""
    await found()
    clock.now += 5
    for _ in range(100):
        fake.account.add_message(fake.account.add_conversation())

    assert len(await found(events=["message_created"], client={"max_body": 100_000})) == 100
    assert len(paths(fake, "/filter")) == 4 + 4


def test_a_late_response() -> None:
    """A response covers a span before its creation: a late one is requested again."""
    loop = VirtualLoop(has_sockets=False)
    fake, waits = server(loop.epoch), [500]

    async def slowly(request: httpx.Request) -> None:
        if request.url.path.endswith("/conversations") and waits:
            await asyncio.sleep(waits.pop())

    async def main() -> list[int]:
        store = MemoryStore(now=loop.time)
        options: dict[str, Any] = {"events": ["message_created"], "now": loop.epoch}
        async with client(fake, middleware=[slowly], deadline=None) as chatwoot:
            await store.set_cursor("http://127.0.0.1:1 1", loop.epoch())
            await asyncio.sleep(100)
            fake.account.add_message(fake.account.add_conversation())
            return [each.to_dict()["id"] async for each in catch_up(chatwoot, store, **options)]

    assert run_virtual(main(), loop) == [1]
    assert [dict(each.query)["updated_within"] for each in paths(fake, "/conversations")] == ["161", "661"]


async def test_the_clock_is_that_of_the_server(fake: FakeChatwoot, clock: Clock) -> None:
    """The server's clock counts: a machine whose clock is wrong, or is set meanwhile, misses nothing."""
    with FakeChatwoot(sample=False) as real:
        store, talk = MemoryStore(), real.account.add_conversation()
        async with Chatwoot(real.base_url, token=real.token, account_id=real.account_id) as chatwoot:
            found: list[int] = []
            for wrong in map(Clock, (-1e6, 1e6, 0)):
                events = catch_up(chatwoot, store, events=["message_created"], now=wrong)
                found.append(len([each async for each in events]))
                real.account.add_message(talk)

    assert found == [0, 1, 1]


async def test_rows_that_are_not_what_the_contract_says(
    fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]
) -> None:
    """Rows that are not objects are skipped; rows without identifying values are yielded each time."""
    await found()
    clock.now += 5
    fake.account.add_message(fake.account.add_conversation())
    fake.account.add_contact(email="a@customer.example")
    strange: dict[str, Any] = {
        "/messages": {"meta": {}, "payload": [7, {"message_type": 1}]},
        "/contacts": {"meta": {}, "payload": ["x"]},
        "/inboxes": {"payload": [1]},
    }
    for ending, body in strange.items():
        fake.faults.always(faults.status(200, body), when=partial(is_at, ending))
    store = MemoryStore(now=clock)
    await store.set_cursor("http://127.0.0.1:1 1", clock.now - 5)
    async with client(fake, drift="ignore") as chatwoot:
        for _ in range(2):
            events = [each async for each in catch_up(chatwoot, store, events=["message_created"], now=clock)]
            assert [each.to_dict().get("id") for each in events] == [None]
        assert [each.event async for each in catch_up(chatwoot, store, events=["contact_created"], now=clock)] == []


async def test_a_conversation_that_is_deleted_meanwhile(
    fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]
) -> None:
    """A conversation that is deleted meanwhile yields no event."""
    await found()
    clock.now += 5
    talks = [fake.account.add_conversation() for _ in range(2)]
    for talk in talks:
        fake.account.add_message(talk)
    fake.faults.add(faults.status(404, {"error": "Resource could not be found"}), when=lambda r: "/1/m" in r.path)

    assert await found(events=["message_created"]) == [("message_created", 2)]


async def test_a_conversation_that_cannot_be_read(fake: FakeChatwoot, clock: Clock, found: Callable[..., Any]) -> None:
    """The others are yielded, then the error is raised; the next run requests it again."""
    await found()
    clock.now += 5
    for _ in range(3):
        fake.account.add_message(fake.account.add_conversation())
    store, got = MemoryStore(now=clock), list[Event]()
    await store.set_cursor("http://127.0.0.1:1 1", clock.now - 5)
    fake.faults.always(faults.status(500), when=lambda r: "/2/m" in r.path)
    async with client(fake, retry=None) as chatwoot:
        with pytest.raises(ServerError):  # noqa: PT012  # of the loop, when it has ended
            async for each in catch_up(chatwoot, store, events=["message_created"], now=clock):
                got.append(each)
        fake.faults.clear()
        clock.now += 1000
        got += [each async for each in catch_up(chatwoot, store, events=["message_created"], now=clock)]

    assert [each.to_dict()["id"] for each in got] == [1, 3, 2]


def test_many_conversations_that_cannot_be_read() -> None:
    """After the third error, no more conversations are requested."""
    loop = VirtualLoop(has_sockets=False)
    fake = server(loop.epoch)
    fake.faults.always(faults.status(500), when=lambda r: "/messages" in r.path and "/1/m" not in r.path)

    async def first_is_slow(request: httpx.Request) -> None:
        await asyncio.sleep("/1/messages" in request.url.path)

    async def main() -> None:
        store = MemoryStore(now=loop.time)
        options: dict[str, Any] = {"events": ["message_created"], "now": loop.epoch}
        async with client(fake, middleware=[first_is_slow], retry=None) as chatwoot:
            await store.set_cursor("http://127.0.0.1:1 1", loop.epoch())
            for _ in range(20):
                fake.account.add_message(fake.account.add_conversation())
            events = catch_up(chatwoot, store, **options)
            assert (await anext(events)).to_dict()["id"] == 1
            with pytest.raises(ServerError):
                await anext(events)

    run_virtual(main(), loop)
    assert len(paths(fake, "/messages")) < 8


async def test_whose_token(fake: FakeChatwoot, clock: Clock) -> None:
    """A bot's token is refused, with the reason; so are an account without the user, and a wrong token."""
    fake.installation.add_account(id=2)
    wanted: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"token": fake.account.add_bot(name="Robo").token}, SettingsError, "a bot's token, and servers let bots list"),
        ({"account_id": 2}, SettingsError, "account_id: the token's user is not in account 2"),
        ({"token": "not-the-token"}, AuthenticationError, "Invalid Access Token"),
    ]
    for settings, kind, problem in wanted:
        async with client(fake, **settings) as chatwoot:
            with pytest.raises(kind, match=problem):
                await anext(catch_up(chatwoot, MemoryStore(), now=clock))


async def test_one_event_as_a_text(fake: FakeChatwoot, clock: Clock) -> None:
    """A single text instead of names is refused: it would match no event."""
    async with client(fake) as chatwoot:
        with pytest.raises(SettingsError, match=r"^events: expected several names, got the text 'message_created'"):
            await anext(catch_up(chatwoot, MemoryStore(), events="message_created", now=clock))


async def test_settings(fake: FakeChatwoot) -> None:
    """An account, from the client or the argument, and an interval above 0 are required."""
    async with client(fake, account_id=None) as chatwoot:
        with pytest.raises(SettingsError, match=r"^account_id: "):
            CatchUp(chatwoot)
        assert CatchUp(chatwoot, account_id=3).account == 3
        with pytest.raises(SettingsError, match="every: expected seconds above 0, got nan"):
            CatchUp(chatwoot, account_id=3, every=float("nan"))
