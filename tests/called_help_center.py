"""Calls of the operations of help centers, profiles and uploads, once each; see `called`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiochatwoot import Chatwoot, File

from .calling import CONVERSATION, Call, after, new_bot

PICTURE = File(b"\x89PNG\r\n\x1a\n", name="a.png", content_type="image/png")
AGENT = 1


async def _portal(c: Chatwoot) -> str:
    return (await c.portals.create(name="Help", slug="help")).slug


async def _category(c: Chatwoot) -> tuple[str, int]:
    portal = await _portal(c)
    return portal, (await c.categories.create(portal, name="Shipping", slug="shipping", locale="en")).id


async def _article(c: Chatwoot) -> tuple[str, int]:
    portal = await _portal(c)
    return portal, (await c.articles.create(portal, title="Where is it?", content="# Soon", author_id=AGENT)).id


def _with(make: Callable[[Chatwoot], Awaitable[Any]], call: Callable[..., Awaitable[Any]]) -> Call:
    """Call an operation on a record of a help center that must be created first."""
    return after(make, lambda c, made: call(c, *made))


CALLS: Mapping[str, Call] = {
    # --- portals ---
    "portals.list": _with(_article, lambda c, portal, article: c.portals.list()),
    "portals.create": lambda c: c.portals.create(name="Help", slug="help", config={"allowed_locales": ["en", "de"]}),
    "portals.get": _with(_category, lambda c, portal, category: c.portals.get(portal, locale="en")),
    "portals.update": after(_portal, lambda c, portal: c.portals.update(portal, header_text="How can we help?")),
    "portals.delete": _with(_article, lambda c, portal, article: c.portals.delete(portal)),
    # --- categories ---
    "categories.list": _with(_category, lambda c, portal, category: c.categories.list(portal, locale="en")),
    "categories.create": after(
        _portal, lambda c, portal: c.categories.create(portal, name="Shipping", slug="shipping", locale="en")
    ),
    "categories.get": _with(_category, lambda c, portal, category: c.categories.get(portal, category)),
    "categories.update": _with(
        _category, lambda c, portal, category: c.categories.update(portal, category, name="Returns")
    ),
    "categories.reorder": _with(
        _category, lambda c, portal, category: c.categories.reorder(portal, positions_hash={str(category): 5})
    ),
    "categories.delete": _with(_category, lambda c, portal, category: c.categories.delete(portal, category)),
    # --- articles ---
    "articles.list": _with(_article, lambda c, portal, article: c.articles.list(portal, query="where")),
    "articles.create": _with(
        _category,
        lambda c, portal, category: c.articles.create(
            portal, title="Where is it?", content="# Soon", author_id=AGENT, category_id=category, status="published"
        ),
    ),
    "articles.get": _with(_article, lambda c, portal, article: c.articles.get(portal, article)),
    "articles.update": _with(
        _article, lambda c, portal, article: c.articles.update(portal, article, status="published")
    ),
    "articles.reorder": _with(
        _article, lambda c, portal, article: c.articles.reorder(portal, positions_hash={str(article): 3})
    ),
    "articles.set_status": _with(
        _article, lambda c, portal, article: c.articles.set_status(portal, ids=[article], status="archived")
    ),
    "articles.set_category": _with(
        _category,
        lambda c, portal, category: _then_move(c, portal, category),
    ),
    "articles.delete": _with(_article, lambda c, portal, article: c.articles.delete(portal, article)),
    # --- profile ---
    "profile.get": lambda c: c.profile.get(),
    "profile.update": lambda c: c.profile.update(display_name="Ada", ui_settings={"a": 1}),
    "profile.set_availability": lambda c: c.profile.set_availability(account_id=1, availability="busy"),
    "profile.set_auto_offline": lambda c: c.profile.set_auto_offline(account_id=1, auto_offline=False),
    "profile.delete_avatar": lambda c: c.profile.delete_avatar(),
    "profile.set_active_account": lambda c: c.profile.set_active_account(account_id=1),
    # --- uploads, and other operations of bots, inboxes, contacts and agents ---
    "account.upload": lambda c: c.account.upload(attachment=PICTURE),
    "conversations.create_direct_upload": lambda c: c.conversations.create_direct_upload(
        CONVERSATION, filename="a.txt", byte_size=2, checksum="SfZoctCCwnaWRYPVkMOf8A==", content_type="text/plain"
    ),
    "contacts.import_csv": lambda c: c.contacts.import_csv(
        import_file=File(b"name,email\nA,a@b.example\n", name="c.csv")
    ),
    "contacts.export_csv": lambda c: c.contacts.export_csv(column_names=["id", "name"]),
    "contacts.attachments": lambda c: c.contacts.attachments(1),
    "contacts.delete_avatar": lambda c: c.contacts.delete_avatar(1),
    "contacts.remove_custom_attributes": lambda c: c.contacts.remove_custom_attributes(1, custom_attributes=["plan"]),
    "contacts.get_by_source_id": lambda c: _by_source(c),
    "agents.bulk_create": lambda c: c.agents.bulk_create(emails=["cy@batik.example"]),
    "agent_bots.delete_avatar": after(new_bot, lambda c, bot: c.agent_bots.delete_avatar(bot)),
    "agent_bots.reset_access_token": after(new_bot, lambda c, bot: c.agent_bots.reset_access_token(bot)),
    "agent_bots.reset_secret": after(new_bot, lambda c, bot: c.agent_bots.reset_secret(bot)),
    "inboxes.delete_avatar": lambda c: c.inboxes.delete_avatar(1),
    "inboxes.assignable_agents_of": lambda c: c.inboxes.assignable_agents_of(1),
    "inboxes.reset_secret": lambda c: c.inboxes.reset_secret(1),
}


async def _then_move(c: Chatwoot, portal: str, category: int) -> None:
    article = await c.articles.create(portal, title="Where is it?", author_id=AGENT)
    await c.articles.set_category(portal, ids=[article.id], category_id=category)


async def _by_source(c: Chatwoot) -> Any:
    contact = (await c.contacts.create(inbox_id=1, name="Known", source_id="known")).contact
    assert contact.id
    return await c.contacts.get_by_source_id(inbox_id=1, source_id="known")
