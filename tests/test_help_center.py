"""A help center from draft to search; also profiles, files and contacts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from aiochatwoot import ApiStatusError, Chatwoot, File, NotFoundError, ServerError, UnprocessableError, models
from aiochatwoot.testing import FakeChatwoot

pytestmark = [pytest.mark.behaviour, pytest.mark.usefixtures("one_attempt")]

PICTURE = File(b"\x89PNG\r\n\x1a\n", name="a.png", content_type="image/png")


@pytest.fixture
def server() -> Iterator[FakeChatwoot]:
    """A server with one administrator."""
    with FakeChatwoot(sample=False) as server:
        yield server


@pytest.fixture
async def chatwoot(server: FakeChatwoot) -> AsyncIterator[Chatwoot]:
    """A client of the administrator; a deviation is an error."""
    async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id, drift="strict") as chatwoot:
        yield chatwoot


async def _written(chatwoot: Chatwoot, *titles: str) -> tuple[int, list[int]]:
    """Create a category of the portal "help" with published articles."""
    await chatwoot.portals.create(name="Help", slug="help", config={"allowed_locales": ["en", "de"]})
    category = await chatwoot.categories.create("help", name="Shipping", slug="shipping", locale="en")
    author = (await chatwoot.profile.get()).id
    articles = [
        await chatwoot.articles.create(
            "help", title=title, content=f"About {title}", author_id=author, category_id=category.id
        )
        for title in titles
    ]
    return category.id, [article.id for article in articles]


async def test_a_help_center_is_written_and_searched(chatwoot: Chatwoot) -> None:
    """Articles start as drafts, are published together, found by text, status and category, and counted."""
    category, (parcels, refunds) = await _written(chatwoot, "Parcels", "Refunds")
    await chatwoot.articles.set_status("help", ids=[refunds], status="published")

    assert [each.id for each in (await chatwoot.articles.list("help")).payload] == [refunds, parcels]
    assert [each.id async for each in chatwoot.articles.iter("help", query="ABOUT PARC")] == [parcels]
    assert [each.id async for each in chatwoot.articles.iter("help", status=1, author_id=1)] == [refunds]
    page = await chatwoot.articles.list("help", category_slug="shipping", locale="en", page=2)
    assert (page.payload, page.meta.current_page, page.meta.articles_count) == ([], "2", 2)
    assert (
        page.meta.all_articles_count,
        page.meta.draft_articles_count,
        page.meta.published_count,
        page.meta.mine_articles_count,
    ) == (2, 1, 1, 2)
    portal = await chatwoot.portals.get("help", locale="en")
    assert (portal.meta.all_articles_count, portal.meta.categories_count) == (2, 1)
    assert [(each.code, each.articles_count, each.categories_count) for each in portal.config.allowed_locales] == [
        ("en", 2, 1),
        ("de", 0, 0),
    ]
    assert (await chatwoot.articles.get("help", parcels)).category.id == category


async def test_articles_are_ordered_moved_and_deleted(chatwoot: Chatwoot) -> None:
    """The server spaces out positions; an article survives its category, but not its help center."""
    category, (first, second, third) = await _written(chatwoot, "One", "Two", "Three")

    assert await chatwoot.articles.reorder("help", positions_hash={str(third): 0}) == {
        str(third): 10,
        str(first): 20,
        str(second): 30,
    }
    listed = [each.id async for each in chatwoot.articles.iter("help", category_slug="shipping")]
    assert listed == [third, first, second]
    renamed = await chatwoot.articles.update(
        "help", first, title="The first", status=models.ArticleStatusChange.ARCHIVED
    )
    assert (renamed.title, renamed.status) == ("The first", models.ArticleStatus.ARCHIVED)
    other = await chatwoot.categories.create("help", name="Returns", slug="returns", locale="en")
    await chatwoot.articles.set_category("help", ids=[second], category_id=other.id)
    await chatwoot.categories.delete("help", category)
    assert (await chatwoot.articles.get("help", second)).category.id == other.id
    assert (await chatwoot.articles.get("help", first)).category.id is None
    await chatwoot.articles.delete("help", second)
    with pytest.raises(NotFoundError, match=f"no article {second}"):
        await chatwoot.articles.get("help", second)
    await chatwoot.portals.delete("help")
    assert (await chatwoot.portals.list()).payload == []


async def test_categories_are_ordered(chatwoot: Chatwoot) -> None:
    """Categories are listed by their positions, in one language."""
    shipping, _ = await _written(chatwoot)
    returns = await chatwoot.categories.create("help", name="Returns", slug="returns", locale="en", position=1)
    await chatwoot.categories.create("help", name="Versand", slug="shipping", locale="de")

    assert [each.id for each in (await chatwoot.categories.list("help")).payload] == [returns.id, shipping]
    await chatwoot.categories.reorder("help", positions_hash={str(shipping): 0})
    assert [each.id for each in (await chatwoot.categories.list("help", locale="en")).payload] == [shipping, returns.id]
    assert (await chatwoot.categories.get("help", shipping)).position == 0


async def test_what_a_help_center_refuses(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Unknown portals are a server error, taken slugs and empty lists are refused, agents can only read."""
    await _written(chatwoot, "Parcels")
    with pytest.raises(ServerError):
        await chatwoot.portals.get("nope")
    with pytest.raises(UnprocessableError, match="Slug has already been taken"):
        await chatwoot.portals.create(name="Help", slug="help")
    with pytest.raises(ApiStatusError, match="No articles found to process"):
        await chatwoot.articles.set_status("help", ids=[999], status="draft")
    with pytest.raises(ServerError):
        await chatwoot.request("POST", f"/api/v1/accounts/{server.account_id}/portals/help/articles/reorder", json={})
    gone = f"/api/v1/accounts/{server.account_id}/portals/help/articles/bulk_actions/delete_articles"
    await chatwoot.request("DELETE", gone, json={"ids": [1]})
    assert (await chatwoot.articles.list("help")).payload == []

    agent = server.account.add_agent("Budi", token="token-of-budi")
    async with Chatwoot(server.base_url, token=agent.token, account_id=server.account_id) as as_agent:
        assert [each.slug for each in (await as_agent.portals.list()).payload] == ["help"]
        with pytest.raises(ApiStatusError, match="not authorized"):
            await as_agent.portals.delete("help")


async def test_a_profile_is_changed(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Names, signature and availability are stored; a foreign account and a wrong password are refused."""
    changed = await chatwoot.profile.update(display_name="Ada", message_signature="-- Ada", ui_settings={"a": 1})
    assert (
        changed.display_name,
        changed.available_name,
        changed.message_signature,
        changed.ui_settings,
    ) == ("Ada", "Ada", "-- Ada", {"a": 1})
    await chatwoot.profile.set_auto_offline(account_id=server.account_id, auto_offline=False)
    busy = await chatwoot.profile.set_availability(account_id=server.account_id, availability="busy")
    assert busy.accounts[0].availability_status == models.Availability.BUSY
    await chatwoot.profile.set_active_account(account_id=server.account_id)
    assert (await chatwoot.profile.delete_avatar()).accounts[0].active_at is not None
    with pytest.raises(NotFoundError):
        await chatwoot.profile.set_active_account(account_id=99)
    with pytest.raises(UnprocessableError, match="Invalid current password"):
        await chatwoot.profile.update(current_password="wrong", password="Better1!", password_confirmation="Better1!")
    with pytest.raises(UnprocessableError, match="profile"):
        await chatwoot.request("PUT", "/api/v1/profile", json={"profile": {}})


async def test_files_are_uploaded(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """An image gets a URL; other files, empty uploads and unusable URLs are refused."""
    stored = await chatwoot.account.upload(attachment=PICTURE)
    assert stored.file_url.startswith(server.base_url)
    with pytest.raises(UnprocessableError, match="only images and videos"):
        await chatwoot.account.upload(attachment=File(b"x", name="x.txt"))
    with pytest.raises(UnprocessableError, match="only images and videos"):
        await chatwoot.account.upload(external_url="https://x.example/x.exe")
    with pytest.raises(UnprocessableError, match="No file or URL provided"):
        await chatwoot.account.upload()
    server.account.add_conversation(id=1)
    prepared = await chatwoot.conversations.create_direct_upload(
        1, filename="a.txt", byte_size=2, checksum="SfZoctCCwnaWRYPVkMOf8A==", content_type="text/plain"
    )
    assert prepared.direct_upload.headers == {"Content-Type": "text/plain"}
    with pytest.raises(UnprocessableError, match="blob"):
        await chatwoot.request("POST", f"/api/v1/accounts/{server.account_id}/conversations/1/direct_uploads", json={})


async def test_contacts_come_as_csv_and_are_found_by_their_inbox(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Lines with a known address change nothing; an inbox's name leads to its contact, or to a clear error."""
    server.account.add_contact("Known", email="known@customer.example")
    lines = b"name,email\nAnother,known@customer.example\nNew,new@customer.example\n,\n"
    await chatwoot.contacts.import_csv(import_file=File(lines, name="contacts.csv"))
    await chatwoot.contacts.export_csv(column_names=["name"])
    assert {each.name async for each in chatwoot.contacts.iter()} == {"Known", "New"}

    inbox = server.account.add_inbox()
    made = await chatwoot.contacts.create(
        inbox_id=inbox.id, name="Rani", source_id="rani-1", custom_attributes={"a": 1}
    )
    found = await chatwoot.contacts.get_by_source_id(inbox_id=inbox.id, source_id="rani-1")
    assert made.contact.id == found.id
    with pytest.raises(NotFoundError, match="inbox_id"):
        await chatwoot.contacts.get_by_source_id(inbox_id=inbox.id, source_id="nobody")
    left = await chatwoot.contacts.remove_custom_attributes(found.id, custom_attributes=["a", "unknown"])
    assert left.custom_attributes == {}
    assert (await chatwoot.contacts.delete_avatar(found.id)).thumbnail == ""


async def test_attachments_of_a_contact_are_of_all_conversations(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """The newest come first, each with its conversation."""
    conversation = server.account.add_conversation(id=7)
    await chatwoot.messages.create(7, content="One", attachments=[PICTURE])
    await chatwoot.messages.create(7, content="Two", attachments=[PICTURE])

    page = await chatwoot.contacts.attachments(conversation.contact.id)

    assert page.meta.total_count == 2
    assert [each.conversation_id for each in page.payload] == [7, 7]


async def test_agents_are_invited_and_secrets_made_anew(server: FakeChatwoot, chatwoot: Chatwoot) -> None:
    """Invalid addresses are skipped; a new token and a new secret replace the old ones."""
    await chatwoot.agents.bulk_create(emails=["budi@shop.example", "nope", "budi@shop.example"])
    assert {each.email for each in await chatwoot.agents.list()} == {"budi@shop.example", server.agent.email}

    bot, inbox = server.account.add_bot(token="token-of-the-bot"), server.account.add_inbox()
    before = await chatwoot.agent_bots.get(bot.id)
    renewed = await chatwoot.agent_bots.reset_access_token(bot.id)
    assert before.access_token != renewed.access_token == bot.token
    assert before.secret != (await chatwoot.agent_bots.reset_secret(bot.id)).secret == bot.secret
    assert (await chatwoot.agent_bots.delete_avatar(bot.id)).thumbnail == ""
    secret = (await chatwoot.inboxes.get(inbox.id)).secret
    assert (await chatwoot.inboxes.reset_secret(inbox.id)).secret != secret
    await chatwoot.inboxes.delete_avatar(inbox.id)
    assert [each.id for each in await chatwoot.inboxes.assignable_agents_of(inbox.id)] == [server.agent.id]


async def test_an_older_server_does_not_know_what_came_later() -> None:
    """Operations added in 4.14 and 4.16 are unknown routes on 4.10.0."""
    with FakeChatwoot(sample=False, version="4.10.0") as server:
        bot, contact = server.account.add_bot(), server.account.add_contact()
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            with pytest.raises(NotFoundError, match="the server has no POST"):
                await chatwoot.agent_bots.reset_secret(bot.id)
            with pytest.raises(NotFoundError, match="the server has no GET"):
                await chatwoot.contacts.attachments(contact.id)
