"""The sample account, identical on every start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._state.account import Account, MessageKind
from .._state.clock import Json
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
    # Ids count over the installation, so messages of different conversations interleave.
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
    """The account's users and contacts, and the topic of each conversation."""

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
        """Apply the state that requires all messages to exist."""
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
        self.account.add_csat_response(conversations[5], created_at=conversations[5].last_activity_at)
        for number in (1, SHOW_PIECE):
            conversation = conversations[number]
            conversation.agent_last_seen_at = conversation.last_activity_at - dt.timedelta(seconds=90)
            conversation.assignee_last_seen_at = conversation.agent_last_seen_at
            conversation.contact_last_seen_at = conversation.last_activity_at
        self.thanks.created_at = self.thanks.updated_at = NOW
        del self.account.agents[self.gita.id]

    def _special(self) -> dict[int, _Script]:
        """In order of their ids, so that contacts get ids in the same order."""
        api, website, mail = ({"inbox": inbox} for inbox in (self.api, self.website, self.mail))
        ada, bob = {"assignee": self.ada}, {"assignee": self.bob}
        browser = {
            "browser": {"browser_name": "Firefox", "platform_name": "Linux"},
            "referer": "https://shop.example/cart",
        }
        abroad = {"city": "Bandung", "country_code": "ID"}
        wholesale = {"plan": "wholesale", "seats": 12, "vip": True, "since": None}
        until = dt.datetime(2026, 11, 27, 1, 0, 0, 123_000, tzinfo=dt.UTC)
        putri = {"email": "putri@customer.example", "identifier": "crm-42", "phone_number": "+6281300004242"}
        gold = {"plan": "gold", "orders": 7}
        rows: list[tuple[int, float, Iterable[Line], Json, Json]] = [
            (
                1,
                9,
                dialogues.WHERE_IS_IT,
                _who("Emma Weiß", "emma@customer.example"),
                website | ada | _labels("delivery"),
            ),
            (2, 8, dialogues.ATTACHMENTS, _who("Zoë O’Neill 🦊", "+6281234567890"), api | bob | _labels("returns")),
            (
                *(3, 3, dialogues.SNOOZED, _who("Priya Raman", "priya@company.example")),
                website | ada | {"status": "snoozed", "priority": "medium", "snoozed_until": until},
            ),
            (
                *(4, 1, dialogues.BOT, _who("Budi Santoso", "+6281300002222")),
                api | {"assignee": self.robo, "status": "pending"},
            ),
            (
                *(5, 7, dialogues.RESOLVED, _who("Sari Dewi", "+6281300003333")),
                api | bob | {"team": self.support, "status": "resolved"},
            ),
            (
                *(6, 1, dialogues.BILLING, _who("Alex Moreau", "alex@customer.example") | {"identifier": "crm-77"}),
                website
                | {"team": self.billing, "priority": "urgent", "additional_attributes": browser}
                | {"custom_attributes": {"order_id": "BN-2011", "amount": 12.5}}
                | _labels("vip", "billing"),
            ),
            (
                *(7, 172, _standing_orders()),
                _who("Toko Kopi Senja", "+6281300004444")
                | {"custom_attributes": wholesale, "additional_attributes": abroad},
                api | bob | {"priority": "low"} | _labels("wholesale"),
            ),
            (
                *(8, 6, dialogues.AFTER_THE_MOVE, _who("Atelier Lindqvist", "atelier@studio.example")),
                mail | ada | _labels("wholesale"),
            ),
            (9, 2, dialogues.RIGHT_TO_LEFT, _who("عمر الهاشمي", "+971500000001"), api | ada | _labels("export")),
            (
                *(10, 4, dialogues.EMAIL, _who("Tomás Novák", "tomas@studio.example")),
                mail | ada | {"additional_attributes": {"mail_subject": "Order 77", "source": "email"}},
            ),
            (11, 5, (), {"name": ""}, website),
            (12, 12, dialogues.FORMER_AGENT, {"name": "Hana Sato"}, api | bob),
            (
                *(SHOW_PIECE, -0.125, dialogues.SHOW_PIECE),
                {"name": "Putri Wulandari", "custom_attributes": gold, **putri}
                | {"additional_attributes": {"city": "Jakarta", "country_code": "ID"}},
                website
                | ada
                | {"team": self.support, "priority": "high"}
                | {"custom_attributes": {"order_id": "BN-2042", "amount": 685_000}}
                | _labels("gift", "export"),
            ),
        ]
        return {
            number: _Script(self._open(number, days, contact=contact, **about), lines)
            for number, days, lines, contact, about in rows
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


def _who(name: str, address: str) -> Json:
    return {"name": name, "email" if "@" in address else "phone_number": address}


def _labels(*labels: str) -> Json:
    return {"labels": labels}


def _standing_orders() -> Iterator[Line]:
    """Months of the same: 1,234 messages, one every 200 minutes."""
    for index in range(_LONG):
        who, text = dialogues.STANDING_ORDER[index % len(dialogues.STANDING_ORDER)]
        yield Line(index * 200, who, text.format(n=index // len(dialogues.STANDING_ORDER) + 1))
