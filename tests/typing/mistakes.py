# pyright: reportUnnecessaryTypeIgnoreComment=true
"""Mistakes that type checkers must find; if they miss one, they report its ignore comment as unused."""

from __future__ import annotations

from aiochatwoot import UNSET, Chatwoot, ContactFilter, ConversationFilter, File, Outcome, RetryPolicy, models
from aiochatwoot.testing import FakeChatwoot


async def arguments(chatwoot: Chatwoot) -> None:
    """Unknown arguments, missing ones, and wrong types."""
    await chatwoot.conversations.list(state="open")  # type: ignore[call-arg]
    await chatwoot.conversations.list(status="opened")  # type: ignore[arg-type]
    await chatwoot.conversations.list(page="2")  # type: ignore[arg-type]
    await chatwoot.conversations.get()  # type: ignore[call-arg]
    await chatwoot.conversations.get("42")  # type: ignore[arg-type]
    await chatwoot.conversations.get(42, 2)  # type: ignore[call-arg]
    await chatwoot.messages.create(content="Hello")  # type: ignore[call-arg]
    await chatwoot.messages.create(42, "Hello")  # type: ignore[call-arg]
    await chatwoot.messages.create(42, private=UNSET)  # type: ignore[arg-type]
    await chatwoot.messages.create(42, private="yes")  # type: ignore[arg-type]
    await chatwoot.conversations.assign_agent(42)  # type: ignore[call-arg]
    await chatwoot.conversations.set_priority(42, priority="highest")  # type: ignore[arg-type]
    await chatwoot.conversations.set_status(42, status="snoozed")  # type: ignore[arg-type]
    await chatwoot.conversations.snooze(42, snoozed_until=1763863200)  # type: ignore[arg-type]
    await chatwoot.conversations.filter(payload="status = open")  # type: ignore[arg-type]
    await chatwoot.contacts.create(mail="rani@customer.example")  # type: ignore[call-arg]
    await chatwoot.contact.get(7)  # type: ignore[attr-defined]
    await chatwoot.with_raw_response(chatwoot.conversations.get, "42")  # type: ignore[arg-type]
    await chatwoot.with_raw_response(chatwoot.conversations.get, 42, page=2)  # type: ignore[call-arg]
    await chatwoot.with_raw_response(chatwoot.conversations.get(42))  # type: ignore[arg-type]


async def answers(chatwoot: Chatwoot, message: models.Message, outcome: Outcome[int, str]) -> None:
    """Values that may be None, coroutines that were not awaited, and missing attributes."""
    conversation = chatwoot.conversations.get(42)
    print(conversation.status)  # type: ignore[attr-defined]
    whole = await chatwoot.conversations.get_whole(42)
    print(whole.sender)  # type: ignore[attr-defined]
    print(whole.waiting_since.year)  # type: ignore[union-attr]
    len(message.attachments)  # type: ignore[arg-type]
    print(whole.meta.assignee.name)  # type: ignore[union-attr]
    print(UNSET.name)  # type: ignore[attr-defined]
    whole.priority.upper()  # type: ignore[union-attr]
    outcome.value.upper()  # type: ignore[union-attr]
    print(models.MessageStatus.ARRIVED)  # type: ignore[attr-defined]
    for each in chatwoot.conversations.iter():  # type: ignore[attr-defined]
        print(each)
    await chatwoot.conversations.history(42)  # type: ignore[misc]


def construction() -> None:
    """Settings, models, files and filters."""
    Chatwoot("https://chat.example", "secret")  # type: ignore[call-arg]
    Chatwoot(api_access_token="secret")  # type: ignore[call-arg]
    Chatwoot(drift="loud")  # type: ignore[arg-type]
    Chatwoot(token=lambda: 7)  # type: ignore[arg-type]
    Chatwoot(on_drift=lambda: None)  # type: ignore[arg-type]
    Chatwoot(transport="httpx")  # type: ignore[arg-type]
    Chatwoot(middleware=[lambda: None])  # type: ignore[list-item]
    Chatwoot().with_options(headers={"X-A": 1})  # type: ignore[dict-item]
    Chatwoot().with_options(base_url="https://other.example")  # type: ignore[call-arg]
    RetryPolicy(retries=3)  # type: ignore[call-arg]
    models.FilterCondition(attribute_key="status")  # type: ignore[call-arg]
    models.ConversationFirstMessage("Hello")  # type: ignore[call-arg]
    File("invoice.pdf")  # type: ignore[arg-type]
    ConversationFilter.status.equal_to("opened")  # type: ignore[arg-type]
    ConversationFilter.created_at.contains("2026")  # type: ignore[attr-defined]
    ConversationFilter.inbox_id.equal_to("1")  # type: ignore[arg-type]
    print(ConversationFilter.status.equal_to("open") & ContactFilter.labels.is_present())  # type: ignore[operator]
    FakeChatwoot(accounts=2)  # type: ignore[call-arg]
    FakeChatwoot().account.add_agent(role="owner")  # type: ignore[arg-type]
