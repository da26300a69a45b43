"""Search over the contents of FakeChatwoot."""

from __future__ import annotations

import datetime as dt

import pytest

from aiochatwoot import Chatwoot, ServerError
from aiochatwoot.testing import Article, Category, FakeChatwoot, Portal

from .conftest import Clock

pytestmark = pytest.mark.usefixtures("one_attempt")


async def test_messages(server: FakeChatwoot, chatwoot: Chatwoot, clock: Clock) -> None:
    """Messages are filtered by sender, inbox and range, the newest first; the default range is the last months."""
    account, now = server.account, dt.datetime.fromtimestamp(clock.now, dt.UTC)
    rani, inbox, site = account.add_contact("Rani"), account.add_inbox(), account.add_inbox("Site")
    talk = account.add_conversation(contact=rani, inbox=inbox)
    old = account.add_message(talk, "A PARCEL", created_at=now - dt.timedelta(days=200))
    mine = account.add_message(talk, "Your parcel", "outgoing", created_at=now - dt.timedelta(days=2))
    hers = account.add_message(talk, "My parcel", created_at=now - dt.timedelta(days=1))
    there = account.add_message(account.add_conversation(inbox=site), "A parcel")
    account.add_message(talk, "parcel", "activity")

    async def found(**more: object) -> list[int]:
        return [row.id for row in await chatwoot.search.messages(q=" parcel ", **more)]  # type: ignore[arg-type]

    assert await found() == [there.id, hers.id, mine.id]
    assert await found(from_="contact:1") == [hers.id]
    assert await found(from_="agent:1") == [mine.id]
    assert await found(inbox_id=site.id) == [there.id]
    assert await found(since=now - dt.timedelta(days=300), until=now - dt.timedelta(days=2)) == [mine.id, old.id]
    assert await found(page=2) == []


async def test_each_kind(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Contacts, articles and conversations that contain the text; or all kinds in one request."""
    account = server.account
    rani = account.add_contact("Rani", email="rani@customer.example")
    account.add_contact("Rani the visitor")
    talk = account.add_conversation(contact=rani, assignee=server.agent)
    account.add_message(talk, "rani here")
    empty = account.add_conversation(contact=rani)
    portal = account.add(Portal, name="Help", slug="help")
    category = account.add(Category, name="Shipping", slug="shipping", portal=portal)
    for status, number in (("published", category.id), ("published", None), ("draft", None)):
        account.add(Article, title="For Rani", status=status, category_id=number, portal=portal, author=server.agent)
    found = await chatwoot.search.all(q="RANI")
    assert [row.id for row in found.contacts] == [rani.id]
    assert [row.content for row in found.messages] == ["rani here"]
    assert [(row.category_name, row.locale) for row in found.articles] == [(None, "en"), ("Shipping", "en")]
    assert [(row["id"], {"id": row["agent"]["id"]} if row["agent"] else {}) for row in found.conversations] == [
        (empty.id, {}),
        (talk.id, {"id": 1}),
    ]
    assert [row.id async for row in chatwoot.search.iter_contacts(q="rani")] == [rani.id]
    assert len(await chatwoot.search.articles(q="rani")) == 2
    with pytest.raises(ServerError):
        await chatwoot.request("GET", "/api/v1/accounts/1/search/conversations", params={"q": "rani"})


async def test_agents_find_what_they_see(server: FakeChatwoot) -> None:
    """An agent finds no messages of inboxes without membership."""
    server.account.add_message(server.account.add_conversation(), "parcel")
    agent = server.account.add_agent("Bob")
    async with Chatwoot(server.base_url, token=agent.token, account_id=1) as chatwoot:
        assert await chatwoot.search.messages(q="parcel") == []
