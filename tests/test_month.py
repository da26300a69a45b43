"""A month of an account: events, search and reports agree."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest

from aiochatwoot import AuthenticationError, Chatwoot
from aiochatwoot.testing import FakeChatwoot

pytestmark = pytest.mark.usefixtures("one_attempt")

MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> float:
        return self.now.timestamp()

    def wait(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


async def test_a_month() -> None:
    """A customer writes; the agent is notified, searches and replies; the month's report counts it all."""
    clock = Clock()
    with FakeChatwoot(sample=False, clock=clock) as server:
        account = server.account
        inbox = account.add_inbox("Shop")
        bob = account.add_agent("Bob")
        inbox.members = [bob]
        account.add_label("parcel")
        async with (
            Chatwoot(server.base_url, token=server.token, account_id=1, drift="strict") as ada,
            Chatwoot(server.base_url, token=bob.token, account_id=1, drift="strict") as agent,
        ):
            contact = (await ada.contacts.create(name="Rani", email="rani@customer.example", inbox_id=inbox.id)).contact
            talk = await ada.conversations.create(contact_id=contact.id, inbox_id=inbox.id)
            await ada.messages.create(talk.id, content="Where is my parcel?", message_type="incoming")
            clock.wait(minutes=5)
            await ada.conversations.assign_agent(talk.id, assignee_id=bob.id)
            await ada.conversations.set_labels(talk.id, labels=["parcel"])

            (told,) = (await agent.notifications.list()).payload
            assert told.notification_type == "conversation_assignment"
            assert told.primary_actor
            assert (told.primary_actor.id, await agent.notifications.unread_count()) == (talk.id, 1)
            counts = await agent.conversations.unread_counts()
            assert (1, {str(inbox.id): 1}) == (counts.all_count, counts.inboxes)
            (found,) = await agent.search.messages(q="PARCEL")
            assert talk.id == found.conversation_id

            clock.wait(minutes=5)
            await agent.messages.create(found.conversation_id, content="On its way.")
            await agent.notifications.mark_read(told.id)
            clock.wait(hours=1)
            await ada.messages.create(talk.id, content="Thank you!", message_type="incoming")
            assert await agent.notifications.unread_count() == 1
            await agent.conversations.set_status(talk.id, status="resolved")
            account.add_csat_response(account.conversations[talk.id], 5, "Fast")

            month: Any = {"since": MONDAY.replace(day=1), "until": MONDAY.replace(day=30)}
            summary = await ada.reports.summary(type="account", **month)
            assert (
                summary.conversations_count,
                summary.incoming_messages_count,
                summary.outgoing_messages_count,
                summary.resolutions_count,
            ) == (1, 2, 1, 1)
            assert (summary.avg_first_response_time, summary.avg_resolution_time) == (600.0, 4200.0)
            days = await ada.reports.timeseries(metric="resolutions_count", type="label", id=1, **month)
            assert [day.timestamp.date() for day in days if day.value] == [MONDAY.date()]
            text = await ada.reports.agents_csv(**month)
            row = next(row for row in csv.DictReader(text.splitlines()[3:]) if row["Agent name"] == "Bob")
            assert (row["Avg first response time"], row["Resolution Count"]) == ("10 minutes", "1")
            assert (await ada.csat_survey_responses.metrics(**month)).ratings_count == {"5": 1}
            with pytest.raises(AuthenticationError):
                await agent.reports.summary(type="account", **month)
