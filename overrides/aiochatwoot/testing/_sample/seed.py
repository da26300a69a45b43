"""The sample account: the same on every start, so that what it shows can be written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._state.account import Account, MessageKind
from .._state.people import Agent, AgentBot
from .._state.records import Conversation
from . import dialogues
from .dialogues import Line, Who

NOW = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
SHOW_PIECE = 42
_LAST = 60
_BEFORE = 52
_LONG = 1234
_KINDS: Mapping[Who, MessageKind] = {
    "contact": "incoming",
    "agent": "outgoing",
    "note": "outgoing",
    "bot": "outgoing",
    "activity": "activity",
    "template": "template",
}


@dataclass(frozen=True)
class _Script:
    conversation: Conversation
    lines: Iterable[Line]


def seed(account: Account, ada: Agent) -> None:
    """Fill an empty account: 60 conversations, of which 1 to 12 and 42 have something special.

    1 a plain dialogue, 2 attachments of every kind, 3 snoozed, 4 a bot's, 5 resolved, 6 urgent and unassigned,
    7 with 1,234 messages, 8 partly imported, 9 right to left, 10 e-mail, 11 empty, 12 a deleted agent, 42 to show.
    """
    cast = _Cast(account, ada)
    scripts = list(cast.scripts())
    # Ids count over the installation: what is said in one conversation comes between what is said in others.
    spoken = sorted(
        (
            (script.conversation.created_at + dt.timedelta(minutes=line.minute), script.conversation, line)
            for script in scripts
            for line in script.lines
        ),
        key=lambda each: each[0],
    )
    for time, conversation, line in spoken:
        cast.say(time, conversation, line)
    cast.finish()
    account.installation.add_account("Another company")


class _Cast:
    """Everybody in the account, and what each conversation is about."""

    def __init__(self, account: Account, ada: Agent) -> None:
        self.account = account
        self.ada = ada
        self.bob = account.add_agent("Bob Wijaya", email="bob@batik.example", custom_attributes={"desk": 4})
        self.gita = account.add_agent("Gita Former", email="gita@batik.example")
        self.robo = account.add_bot("Robo")
        self.billing = account.add_team("billing", description="Billing desk")
        self.support = account.add_team("support", members=[ada, self.bob])
        self.api = account.add_inbox("WhatsApp", "Channel::Api")
        self.website = account.add_inbox("Website", "Channel::WebWidget")
        self.mail = account.add_inbox("Mail", "Channel::Email")
        for inbox in (self.api, self.website, self.mail):
            inbox.members = [ada, self.bob]
        for title in ("billing", "delivery", "export", "gift", "returns", "vip", "wholesale"):
            account.add_label(title)
        self.thanks = account.add_canned_response("thanks", "Thank you for writing, {{contact.name}}!")
        self._people = {agent.name: agent for agent in account.agents.values()}

    def scripts(self) -> Iterator[_Script]:
        """Every conversation with its lines, in the order of their ids."""
        special = self._special()
        for number in range(1, _LAST + 1):
            yield special[number] if number in special else self._short(number)

    def say(self, time: dt.datetime, conversation: Conversation, line: Line) -> None:
        sender: Agent | AgentBot | None = self._people[line.by] if line.by else None
        if line.who == "note" and sender is None:
            sender = self.ada
        message = self.account.add_message(
            conversation,
            line.text,
            _KINDS[line.who],
            sender=sender,
            private=line.who == "note",
            created_at=time,
            **line.extra,
        )
        message.sender_deleted = sender is self.gita

    def finish(self) -> None:
        """What is true only after everything was said."""
        conversations = self.account.conversations
        moved = conversations[8]
        for index, text in enumerate(dialogues.BEFORE_THE_MOVE):
            self.account.add_message(
                moved,
                text,
                "outgoing" if index % 2 else "incoming",
                imported=True,
                created_at=moved.created_at + dt.timedelta(days=index - 90),
            )
        conversations[5].waiting_since = None
        for number in (1, SHOW_PIECE):
            conversation = conversations[number]
            conversation.agent_last_seen_at = conversation.last_activity_at - dt.timedelta(seconds=90)
            conversation.assignee_last_seen_at = conversation.agent_last_seen_at
            conversation.contact_last_seen_at = conversation.last_activity_at
        self.thanks.created_at = self.thanks.updated_at = NOW
        del self.account.agents[self.gita.id]

    def _special(self) -> dict[int, _Script]:
        """In the order of their numbers, so that contacts are numbered likewise."""
        return {
            number: _Script(self._open(number, days, **about), lines)
            for number, (days, about, lines) in {
                1: (9, self._emma(), dialogues.WHERE_IS_IT),
                2: (8, self._damaged(), dialogues.ATTACHMENTS),
                3: (3, self._party(), dialogues.SNOOZED),
                4: (1, self._hours(), dialogues.BOT),
                5: (7, self._washing(), dialogues.RESOLVED),
                6: (1, self._charged_twice(), dialogues.BILLING),
                7: (172, self._coffee_shop(), _standing_orders()),
                8: (6, self._moved(), dialogues.AFTER_THE_MOVE),
                9: (2, self._omar(), dialogues.RIGHT_TO_LEFT),
                10: (4, self._order_by_mail(), dialogues.EMAIL),
                11: (5, self._nobody(), ()),
                12: (12, self._indigo(), dialogues.FORMER_AGENT),
                SHOW_PIECE: (-0.125, self._gift(), dialogues.SHOW_PIECE),
            }.items()
        }

    def _open(self, number: int, days_ago: float, *, contact: Mapping[str, Any], **about: Any) -> Conversation:
        created_at = NOW - dt.timedelta(days=days_ago)
        return self.account.add_conversation(
            id=number,
            contact=self.account.add_contact(**contact, created_at=created_at),
            created_at=created_at,
            **about,
        )

    def _short(self, number: int) -> _Script:
        name, text = dialogues.OPENERS[number % len(dialogues.OPENERS)]
        # The last ones begin while the show-piece is talked about, five minutes after each other.
        days_ago = (_LAST - number) / 10 if number <= _BEFORE else -0.125 - (number - _BEFORE) / 288
        conversation = self._open(
            number,
            days_ago,
            contact={"name": name, "identifier": f"guest-{number}"},
            inbox=self.website if number % 2 else self.api,
            assignee=self.bob if number % 5 == 0 else None,
        )
        return _Script(conversation, (Line(0, "contact", text),))

    def _emma(self) -> dict[str, Any]:
        contact = {"name": "Emma Weiß", "email": "emma@customer.example"}
        return {"contact": contact, "inbox": self.website, "assignee": self.ada, "labels": ["delivery"]}

    def _damaged(self) -> dict[str, Any]:
        contact = {"name": "Zoë O’Neill 🦊", "phone_number": "+6281234567890"}
        return {"contact": contact, "inbox": self.api, "assignee": self.bob, "labels": ["returns"]}

    def _party(self) -> dict[str, Any]:
        return {
            "contact": {"name": "Priya Raman", "email": "priya@company.example"},
            "inbox": self.website,
            "assignee": self.ada,
            "status": "snoozed",
            "priority": "medium",
            "snoozed_until": dt.datetime(2026, 11, 27, 1, 0, 0, 123_000, tzinfo=dt.UTC),
        }

    def _hours(self) -> dict[str, Any]:
        contact = {"name": "Budi Santoso", "phone_number": "+6281300002222"}
        return {"contact": contact, "inbox": self.api, "assignee": self.robo, "status": "pending"}

    def _washing(self) -> dict[str, Any]:
        return {
            "contact": {"name": "Sari Dewi", "phone_number": "+6281300003333"},
            "inbox": self.api,
            "assignee": self.bob,
            "team": self.support,
            "status": "resolved",
        }

    def _charged_twice(self) -> dict[str, Any]:
        return {
            "contact": {"name": "Alex Moreau", "email": "alex@customer.example", "identifier": "crm-77"},
            "inbox": self.website,
            "team": self.billing,
            "labels": ["vip", "billing"],
            "priority": "urgent",
            "custom_attributes": {"order_id": "BN-2011", "amount": 12.5},
            "additional_attributes": {
                "browser": {"browser_name": "Firefox", "platform_name": "Linux"},
                "referer": "https://shop.example/cart",
            },
        }

    def _coffee_shop(self) -> dict[str, Any]:
        return {
            "contact": {
                "name": "Toko Kopi Senja",
                "phone_number": "+6281300004444",
                "custom_attributes": {"plan": "wholesale", "seats": 12, "vip": True, "since": None},
                "additional_attributes": {"city": "Bandung", "country_code": "ID"},
            },
            "inbox": self.api,
            "assignee": self.bob,
            "priority": "low",
            "labels": ["wholesale"],
        }

    def _moved(self) -> dict[str, Any]:
        contact = {"name": "Atelier Lindqvist", "email": "atelier@studio.example"}
        return {"contact": contact, "inbox": self.mail, "assignee": self.ada, "labels": ["wholesale"]}

    def _omar(self) -> dict[str, Any]:
        contact = {"name": "عمر الهاشمي", "phone_number": "+971500000001"}
        return {"contact": contact, "inbox": self.api, "assignee": self.ada, "labels": ["export"]}

    def _order_by_mail(self) -> dict[str, Any]:
        contact = {"name": "Tomás Novák", "email": "tomas@studio.example"}
        about = {"additional_attributes": {"mail_subject": "Order 77", "source": "email"}}
        return {"contact": contact, "inbox": self.mail, "assignee": self.ada, **about}

    def _nobody(self) -> dict[str, Any]:
        return {"contact": {"name": ""}, "inbox": self.website}

    def _indigo(self) -> dict[str, Any]:
        return {"contact": {"name": "Hana Sato"}, "inbox": self.api, "assignee": self.bob}

    def _gift(self) -> dict[str, Any]:
        return {
            "contact": {
                "name": "Putri Wulandari",
                "email": "putri@customer.example",
                "phone_number": "+6281300004242",
                "identifier": "crm-42",
                "custom_attributes": {"plan": "gold", "orders": 7},
                "additional_attributes": {"city": "Jakarta", "country_code": "ID"},
            },
            "inbox": self.website,
            "assignee": self.ada,
            "team": self.support,
            "priority": "high",
            "labels": ["gift", "export"],
            "custom_attributes": {"order_id": "BN-2042", "amount": 685_000},
        }


def _standing_orders() -> Iterator[Line]:
    """Months of the same: 1,234 messages, one every 200 minutes."""
    for index in range(_LONG):
        who, text = dialogues.STANDING_ORDER[index % len(dialogues.STANDING_ORDER)]
        yield Line(index * 200, who, text.format(n=index // len(dialogues.STANDING_ORDER) + 1))
