"""Operations: their arguments and results."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any, assert_type

from aiochatwoot import (
    UNSET,
    Action,
    AutomationFilter,
    Chatwoot,
    ContactFilter,
    ConversationFilter,
    Cursor,
    File,
    Paginator,
    models,
)


async def reading(chatwoot: Chatwoot) -> None:
    """Methods that return one conversation, one page, all pages and all messages."""
    assert_type(await chatwoot.conversations.get(42), models.Conversation)
    assert_type(await chatwoot.conversations.get(42, account_id=2), models.Conversation)
    assert_type(await chatwoot.conversations.get_whole(42), models.Conversation)

    page = await chatwoot.conversations.list(status="open", labels=["vip"], page=2)
    assert_type(page, models.ConversationPage)
    assert_type(page.meta, models.ConversationCounts)
    assert_type(page.payload, list[models.Conversation])

    assert_type(chatwoot.conversations.iter(limit=50), Paginator[models.ConversationPage, models.Conversation])
    conversations = chatwoot.conversations.iter(cursor="conversations.list:7:5012")
    assert_type(conversations.cursor, Cursor | None)
    async for each_page in conversations.pages():
        assert_type(each_page, models.ConversationPage)
    async for conversation in chatwoot.conversations.iter(status=models.ConversationStatusFilter.OPEN):
        assert_type(conversation, models.Conversation)

    assert_type(chatwoot.conversations.history(42), AsyncIterator[models.Message])
    async for message in chatwoot.conversations.history(42, newest_first=True, limit=10):
        assert_type(message, models.Message)

    assert_type((await chatwoot.messages.list(42, before=7)).payload, list[models.Message])
    assert_type((await chatwoot.profile.get()).name, str)


async def writing(chatwoot: Chatwoot) -> None:
    """Enum arguments are members or their texts; None is null if the API has null, and otherwise omits the argument."""
    assert_type(await chatwoot.messages.create(42, content="Hello"), models.Message)
    assert_type(await chatwoot.messages.create(42, content=None, private=None, echo_id=None), models.Message)
    await chatwoot.messages.create(42, content=UNSET)
    await chatwoot.messages.create(42, message_type="outgoing", content_attributes={"items": []})
    await chatwoot.messages.create(42, message_type=models.MessageDirection.OUTGOING)

    first: models.ConversationFirstMessage = models.ConversationFirstMessage(content="Welcome!")
    assert_type(await chatwoot.conversations.create(contact_id=7, inbox_id=1, message=first), models.Conversation)
    assert_type(await chatwoot.conversations.create(source_id="x", message={"content": "Hi"}), models.Conversation)

    await chatwoot.conversations.create(contact_id=7, inbox_id=1, message_attachments=[File(b"x", name="x.txt")])
    await chatwoot.messages.create(42, attachments=[File(b"x", name="x.ogg")], is_voice_message=True)
    assert_type(await chatwoot.conversations.set_status(42, status="resolved"), models.ConversationStatusChange)
    assert_type(await chatwoot.conversations.set_priority(42, priority="high"), None)
    assert_type(await chatwoot.conversations.set_priority(42, priority=None), None)
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    assert_type(await chatwoot.conversations.snooze(42, snoozed_until=tomorrow), models.ConversationStatusChange)
    assert_type(await chatwoot.conversations.assign_agent(42, assignee_id=1), models.User)
    assert_type(await chatwoot.conversations.set_labels(42, labels=("vip", "new")), list[str])
    assert_type(await chatwoot.conversations.add_labels(42, {"vip"}), list[str])
    assert_type(await chatwoot.conversations.merge_custom_attributes(42, {"plan": "gold"}), Any)


async def contacts(chatwoot: Chatwoot) -> None:
    """A new contact has its identity in an inbox."""
    made = await chatwoot.contacts.create(inbox_id=1, name="Rani", email="rani@customer.example")
    assert_type(made, models.CreatedContact)
    assert_type(made.contact, models.Contact)
    assert_type(made.contact_inbox, models.CreatedContactInbox)
    await chatwoot.conversations.create(source_id=made.contact_inbox.source_id)
    assert_type(await chatwoot.contacts.get(7), models.Contact)
    assert_type(await chatwoot.contacts.delete(7), None)
    async for contact in chatwoot.contacts.iter_search(q="rani", sort="-created_at"):
        assert_type(contact, models.Contact)
        assert_type(contact.email, str | None)
    assert_type(await chatwoot.contacts.upsert(email="rani@customer.example", name="Rani"), models.Contact)
    assert_type(await chatwoot.contacts.change_labels(7, add=["vip"], remove={"new"}), list[str])
    assert_type(await chatwoot.contacts.remove_labels(7, ["vip"]), list[str])


async def filters(chatwoot: Chatwoot) -> None:
    """A joined filter keeps its class, and endpoints accept it."""
    assert_type(ConversationFilter.status.equal_to("open", "pending"), ConversationFilter)
    wanted = ConversationFilter.status.equal_to("open") & (
        ConversationFilter.labels.is_present() | ConversationFilter.assignee_id.not_equal_to(1)
    )
    assert_type(wanted, ConversationFilter)
    assert_type(wanted & ConversationFilter.created_at.is_greater_than(dt.date(2026, 1, 1)), ConversationFilter)
    assert_type(ConversationFilter.custom("plan").contains("gold"), ConversationFilter)
    assert_type(ContactFilter.email.contains("@customer.example"), ContactFilter)
    assert_type(ContactFilter.blocked.equal_to(True), ContactFilter)

    assert_type(await chatwoot.conversations.filter(payload=wanted), models.ConversationPage)
    assert_type(
        chatwoot.conversations.iter_filter(payload=wanted, limit=9),
        Paginator[models.ConversationPage, models.Conversation],
    )
    assert_type(
        chatwoot.contacts.iter_filter(payload=ContactFilter.name.equal_to("Rani")),
        Paginator[models.ContactPage, models.Contact],
    )


async def automations(chatwoot: Chatwoot) -> None:
    """Rules accept conditions and actions as expressions or in the server's format; macros require a visibility."""
    wanted = AutomationFilter.content.contains("refund") & AutomationFilter.message_type.equal_to("incoming")
    assert_type(wanted, AutomationFilter)
    assert_type(AutomationFilter.custom_of_contact("plan").equal_to("gold"), AutomationFilter)
    rule = await chatwoot.automation_rules.create(
        name="Refunds", event_name="message_created", conditions=wanted, actions=[Action.add_label("refund")]
    )
    assert_type(rule, models.AutomationRule)
    assert_type(rule.event_name, models.AutomationEvent)
    assert_type((await chatwoot.macros.update(1, visibility="global")).visibility, models.MacroVisibility | None)
    assert_type(await chatwoot.macros.execute(1, conversation_ids=[42]), None)
    assert_type(chatwoot.companies.iter_contacts(1), Paginator[models.CompanyContactPage, models.CompanyContact])
    assert_type((await chatwoot.companies.get(1)).last_activity_at, dt.datetime | None)
