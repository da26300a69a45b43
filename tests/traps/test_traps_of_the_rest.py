"""Traps of the server's API with lists, errors, macros and searches that this client avoids: a test for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from aiochatwoot import (
    Action,
    ApiStatusError,
    Chatwoot,
    ConversationFilter,
    InvalidRequestError,
    NotFoundError,
    RetryPolicy,
    ServerError,
)
from aiochatwoot.testing import FakeChatwoot

from .sending import bare, sent

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]


async def test_updated_within_is_one_page(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """With `updated_within` the server sends all rows whatever the page: the iterator sends one request."""
    for _ in range(30):
        server.account.add_conversation()
    found = [row.id async for row in chatwoot.conversations.iter(updated_within=3600)]

    assert (31, 1) == (len(set(found)), len(server.requests))


async def test_errors_are_asked_for_as_json(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Without an Accept header, unknown routes respond in HTML: the client asks for JSON."""
    with pytest.raises(ApiStatusError) as caught:
        await chatwoot.request("GET", "/api/v1/accounts/1/nonsense")

    assert "application/json" == server.requests[-1].headers["accept"]
    assert {"status": 404, "error": "Not Found"} == caught.value.body


async def test_a_macro_keeps_its_visibility(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """An update without a visibility resets it: the client requires one with each update."""
    macro = await chatwoot.macros.create(name="Close", visibility="global", actions=[Action.resolve_conversation()])
    path = f"/api/v1/accounts/{server.account_id}/macros/{macro.id}"
    changed: Any = await chatwoot.request("PATCH", path, json={"name": "Close it"})
    assert None is changed["payload"]["visibility"]

    with pytest.raises(TypeError, match="visibility"):
        await chatwoot.macros.update(macro.id, name="Close it")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match=r"^visibility"):
        await chatwoot.macros.update(macro.id, name="Close it", visibility=None)  # type: ignore[arg-type]
    assert "global" == (await chatwoot.macros.update(macro.id, visibility="global")).visibility


async def test_a_macro_that_does_not_exist_is_not_run(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server reports success for it: the client reads the macro first."""
    path = f"/api/v1/accounts/{server.account_id}/macros/99/execute"
    assert None is await chatwoot.request("POST", path, json={"conversation_ids": [42]})

    with pytest.raises(NotFoundError, match="no macro 99 in account 1: Not Found"):
        await chatwoot.macros.execute(99, conversation_ids=[42])
    assert "GET" == server.requests[-1].method


MISSING: list[tuple[str, Callable[[Chatwoot], Awaitable[Any]]]] = [
    ("automation rule", lambda c: c.automation_rules.get(99)),
    ("automation rule", lambda c: c.automation_rules.delete(99)),
    ("automation rule", lambda c: c.automation_rules.clone(99)),
    ("macro", lambda c: c.macros.delete(99)),
    ("campaign", lambda c: c.campaigns.get(99)),
    ("custom role", lambda c: c.custom_roles.update(99, description="x")),
    ("app", lambda c: c.integrations.get_app("99")),
    ("sla policy", lambda c: c.sla_policies.get(99)),
    ("portal slug", lambda c: c.portals.get("99")),
    ("portal slug", lambda c: c.portals.delete("99")),
    ("portal slug", lambda c: c.articles.list("99")),
    ("portal slug", lambda c: c.categories.list("99")),
]


@pytest.mark.parametrize(("thing", "call"), MISSING)
async def test_missing_records_that_are_a_500(
    server: FakeChatwoot, thing: str, call: Callable[[Chatwoot], Awaitable[Any]]
) -> None:
    """The error says that the record may be missing, and the call is not retried, which would be useless."""
    retry = RetryPolicy(attempts=4, base=0.01)
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, retry=retry) as chatwoot:
        with pytest.raises(ServerError) as caught:
            await call(chatwoot)

    assert f"Internal Server Error, or no {thing} 99 in account 1" == caught.value.message
    assert 1 == len(server.requests)


async def test_null_in_a_list(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server drops null in lists: it is refused at any depth."""
    await bare(chatwoot, "/42/custom_attributes", {"custom_attributes": {"a": [1, None]}})
    assert {"a": [1]} == server.account.conversations[42].custom_attributes

    with pytest.raises(InvalidRequestError, match=r"^custom_attributes\.a\.b: None in a list"):
        await chatwoot.conversations.set_custom_attributes(42, custom_attributes={"a": {"b": [1, None]}})


@pytest.mark.parametrize("key", ["identifier", "phone_number"])
async def test_an_empty_text_that_must_be_unique(key: str, chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server stores it, and fails on the next contact with it: it is refused, and None is sent instead."""
    contact = server.account.conversations[42].contact.id
    path = f"/api/v1/accounts/{server.account_id}/contacts/{contact}"
    changed: Any = await chatwoot.request("PUT", path, json={key: ""})
    assert "" == changed["payload"][key]

    with pytest.raises(InvalidRequestError, match=f"^{key}: is empty$"):
        await chatwoot.contacts.update(contact, **{key: ""})  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match=f"^{key}: is empty$"):
        await chatwoot.contacts.create(inbox_id=1, **{key: ""})  # type: ignore[arg-type]
    await chatwoot.contacts.update(contact, **{key: None})
    assert {key: None} == sent(server)


SEARCHES: list[Callable[[Chatwoot], Awaitable[Any]]] = [
    lambda c: c.contacts.search(q=""),
    lambda c: anext(c.contacts.iter_search(q="")),
    lambda c: c.companies.search(q=""),
    lambda c: c.companies.search_contacts(1, q=""),
]


@pytest.mark.parametrize("call", SEARCHES)
async def test_searching_for_nothing(
    call: Callable[[Chatwoot], Awaitable[Any]], chatwoot: Chatwoot, server: FakeChatwoot
) -> None:
    """The server finds no contact and counts null, or rejects it: an empty text is not sent."""
    path = f"/api/v1/accounts/{server.account_id}/contacts/search"
    assert None is (await chatwoot.request("GET", path, params={"q": ""}))["meta"]["count"]

    with pytest.raises(InvalidRequestError, match=r"^q: is empty$"):
        await call(chatwoot)


async def test_days_before(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """Chatwoot 4.16.2 fails on the operator, whatever the attribute: an equivalent condition with the day is sent."""
    condition = {"attribute_key": "created_at", "filter_operator": "days_before", "values": [1]}
    with pytest.raises(ServerError):
        await bare(chatwoot, "/filter", {"payload": [condition]})

    assert [] == (await chatwoot.conversations.filter(payload=ConversationFilter.created_at.days_before(1))).payload

    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    (condition,) = sent(server)["payload"]
    assert ("is_less_than", [yesterday.isoformat()]) == (condition["filter_operator"], condition["values"])


async def test_the_layout_of_mails_is_text(chatwoot: Chatwoot, server: FakeChatwoot) -> None:
    """The server would store a dump of an object, which is not a valid layout: the client accepts only text."""
    path = f"/api/v1/accounts/{server.account_id}/branded_email_layout"
    dump: Any = await chatwoot.request("PATCH", path, json={"branded_email_layout": {"body": "<html>"}})
    assert "<html>" != dump["branded_email_layout"]

    with pytest.raises(InvalidRequestError, match=r"^branded_email_layout: expected str"):
        await chatwoot.account.set_branded_email_layout(branded_email_layout={"body": "<html>"})  # type: ignore[arg-type]
