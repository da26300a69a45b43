"""Contacts that are found and updated, or created, in one call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from aiochatwoot import Chatwoot, DecodeError, InvalidRequestError, ServerError, UnprocessableError
from aiochatwoot.testing import FakeChatwoot

from .conftest import load_capture
from .servers import client, replay

RANI: dict[str, Any] = {"name": "Rani", "email": "rani@customer.example", "phone_number": "+6281234567890"}


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    """A server without contacts."""
    with FakeChatwoot(sample=False) as server:
        yield server


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict") as client:
        yield client


def sent(server: FakeChatwoot) -> list[tuple[str, str]]:
    """Return the requests since the last call, each with the end of its path."""
    found = [(each.method, each.path.rpartition("/")[2]) for each in server.requests]
    server.requests.clear()
    return found


async def test_a_contact_that_is_new(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """A new contact is created with all values, in the inbox; the second call finds it, and writes nothing."""
    inbox = server.account.add_inbox()
    given: Any = RANI | {"identifier": "R-1", "custom_attributes": {"plan": "gold"}, "inbox_id": inbox.id}
    made = await chatwoot.contacts.upsert(**given)
    assert sent(server) == [("POST", "filter"), ("POST", "contacts")]
    again = await chatwoot.contacts.upsert(**given | {"email": "Rani@Customer.example"})

    assert sent(server) == [("POST", "filter")]
    assert made.id == again.id
    assert list(server.account.contacts) == [made.id]
    assert [each.inbox.id for each in server.account.contact_inboxes.values()] == [inbox.id]


@pytest.mark.parametrize("key", ["identifier", "email", "phone_number"])
async def test_each_key_finds_it(key: str, chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Any of the three keys is enough; different values are written, and attributes are merged."""
    contact = server.account.add_contact(**RANI, identifier="R-1", custom_attributes={"plan": "gold"})
    changed = await chatwoot.contacts.upsert(
        **{key: getattr(contact, key)}, name="Rani P", blocked=False, custom_attributes={"vip": True}
    )

    assert sent(server) == [("POST", "filter"), ("PUT", str(contact.id))]
    assert (contact.id, "Rani P", {"plan": "gold", "vip": True}) == (
        changed.id,
        changed.name,
        changed.custom_attributes,
    )


async def test_the_order_of_the_keys(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The identifier has precedence over the address, and that over the number; identifiers are case-sensitive."""
    other = server.account.add_contact(name="r", identifier="r-1")
    number = server.account.add_contact(name="N", phone_number=RANI["phone_number"])
    address = server.account.add_contact(name="A", email=RANI["email"])
    named = server.account.add_contact(name="I", identifier="R-1")

    assert (await chatwoot.contacts.upsert(identifier="R-1")).id == named.id
    assert (await chatwoot.contacts.upsert(identifier="r-1")).id == other.id
    assert (await chatwoot.contacts.upsert(email=RANI["email"], name="B")).id == address.id
    with pytest.raises(UnprocessableError):  # the number belongs to another contact
        await chatwoot.contacts.upsert(email=RANI["email"], phone_number=RANI["phone_number"])
    assert number.name == "N"


async def test_many_at_once(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Of ten concurrent calls for one contact, one creates it, and the others find it."""
    made = await asyncio.gather(*(chatwoot.contacts.upsert(**RANI, custom_attributes={"n": 1}) for _ in range(10)))

    assert len(server.account.contacts) == 1
    assert {each.id for each in made} == set(server.account.contacts)


@pytest.mark.parametrize(
    ("status", "found", "error"), [(422, True, None), (500, True, None), (422, False, UnprocessableError)]
)
async def test_another_program_is_faster(status: int, found: bool, error: type[Exception] | None) -> None:
    """After a rejected creation, the contact is searched again, since another program may have created it."""
    rows = load_capture("contacts").body
    row = rows["payload"][0] | RANI
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        asked.append(path.rpartition("/")[2])
        if path.endswith("/filter"):
            return httpx.Response(200, json=rows | {"payload": [row] if found and len(asked) > 1 else []})
        return httpx.Response(status, json={"message": "Email has already been taken", "attributes": ["email"]})

    async with client(handler, retry=None) as chatwoot:
        if error is None:
            assert (await chatwoot.contacts.upsert(**RANI)).id == row["id"]
        else:
            with pytest.raises(error):
                await chatwoot.contacts.upsert(**RANI)

    assert asked == ["filter", "contacts", "filter"]


async def test_other_errors_are_not_looked_into() -> None:
    """A proxy's error says nothing about the contact, and is raised."""
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return replay(load_capture("contacts")) if request.url.path.endswith("/filter") else httpx.Response(502)

    async with client(handler, retry=None) as chatwoot:
        with pytest.raises(ServerError):
            await chatwoot.contacts.upsert(identifier="nobody")

    assert len(asked) == 2


async def test_contacts_that_are_no_array() -> None:
    """If the search result is unusable, nothing is created."""
    async with client(lambda _: httpx.Response(200, json={"meta": {}, "payload": None}), drift="ignore") as chatwoot:
        with pytest.raises(DecodeError, match="the contacts are no array"):
            await chatwoot.contacts.upsert(identifier="R-1")


async def test_rows_that_are_no_contacts() -> None:
    """A row that stayed plain JSON is not the contact; attributes that are not an object differ from any."""
    row = load_capture("contacts").body["payload"][0] | {"identifier": "R-1", "custom_attributes": "odd"}
    asked: list[Any] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        one = {"payload": row}
        return httpx.Response(200, json={"meta": {}, "payload": [5, row]} if request.method == "POST" else one)

    async with client(handler, drift="ignore") as chatwoot:
        await chatwoot.contacts.upsert(identifier="R-1", custom_attributes={"plan": "gold"})

    assert asked == ["POST", "PUT"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "contacts.upsert: needs one of identifier, email, phone_number"),
        ({"email": "", "name": "Rani"}, "contacts.upsert: needs one of identifier, email, phone_number"),
        ({"identifier": "a\0"}, "identifier: a character that the server cannot store: 'a\\x00'"),
        ({"phone_number": 5}, "phone_number: expected text"),
    ],
)
async def test_what_identifies_nobody(arguments: dict[str, Any], message: str) -> None:
    """Without one of the three keys, or with an invalid one, nothing is sent."""
    async with client(lambda request: pytest.fail(f"sent {request.url}")) as chatwoot:
        with pytest.raises(InvalidRequestError) as caught:
            await chatwoot.contacts.upsert(**arguments)

    assert str(caught.value).startswith(message)
