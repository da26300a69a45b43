"""The embedded server."""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from aiochatwoot import Chatwoot
from aiochatwoot.testing import (
    Account,
    Agent,
    Contact,
    Conversation,
    FakeChatwoot,
    Fault,
    FaultHit,
    Faults,
    Inbox,
    Message,
    RecordedRequest,
    faults,
)


async def serving() -> None:
    """The server is a context manager with the settings of a client and the recorded requests."""
    with FakeChatwoot(sample=False, account_id=7, rate_limit=10, clock=lambda: 0.0) as server:
        assert_type(server, FakeChatwoot)
        assert_type(server.base_url, str)
        assert_type(server.token, str)
        assert_type(server.account_id, int)
        assert_type(server.requests, list[RecordedRequest])
        assert_type(server.requests[0].body, bytes)
        async with Chatwoot(server.base_url, token=server.token, account_id=server.account_id) as chatwoot:
            assert_type((await chatwoot.profile.get()).id, int)


def arranging(server: FakeChatwoot) -> None:
    """The records that a test adds are records of the server, not models of the client."""
    account = server.account
    assert_type(account, Account)
    assert_type(account.add_agent("Bob", role="administrator"), Agent)
    assert_type(account.add_inbox(), Inbox)
    contact = account.add_contact("Rani", email="rani@customer.example")
    assert_type(contact, Contact)
    conversation = account.add_conversation(contact=contact, status="snoozed", labels=["vip"])
    assert_type(conversation, Conversation)
    assert_type(conversation.id, int)
    message = account.add_message(conversation, "Hello", "outgoing", created_at=dt.datetime.now(dt.UTC))
    assert_type(message, Message)


def failing(server: FakeChatwoot) -> None:
    """Functions create faults, and scripts apply them in order."""
    assert_type(server.faults, Faults)
    assert_type(faults.reset(after=True), Fault)
    assert_type(faults.status(502), Fault)
    server.faults.add(faults.reset(), faults.too_many_requests(3), faults.hang())
    for struck in server.faults.struck:
        assert_type(struck, FaultHit)
