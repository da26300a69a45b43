"""Lists from which a loop removes the rows that it reads, on a server."""

from __future__ import annotations

from aiochatwoot import Chatwoot, models
from aiochatwoot.testing import FakeChatwoot


async def test_open_conversations_that_are_resolved_on_the_way() -> None:
    """An iterator over open conversations yields each once, although each leaves the list afterwards."""
    with FakeChatwoot(sample=False) as server:
        made = {server.account.add_conversation().id for _ in range(70)}
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            seen: list[int] = []
            async for each in chatwoot.conversations.iter(status="open"):
                seen.append(each.id)
                await chatwoot.conversations.set_status(each.id, status="resolved")

    assert sorted(made) == sorted(seen)


async def test_contacts_that_are_deleted_on_the_way() -> None:
    """The same holds for contacts that are deleted, several at a time."""
    with FakeChatwoot(sample=False) as server:
        made = {server.account.add_contact(email=f"{number}@a.example").id for number in range(50)}
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:

            async def delete(contact: models.Contact) -> int:
                await chatwoot.contacts.delete(contact.id)
                return contact.id

            deleted = [each.result() async for each in chatwoot.map(delete, chatwoot.contacts.iter(), limit=7)]

    assert sorted(made) == sorted(deleted)
