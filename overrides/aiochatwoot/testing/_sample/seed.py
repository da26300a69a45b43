"""The sample account, identical on every start; `conversations.json` contains its conversations.

There `about` has arguments of `Account.add_conversation`. Each line is a message: the minutes since the conversation
began, who writes, the text, and further arguments of `Account.add_message`. `by` names a sender instead of the default.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .._state.account import Account
from .._state.clock import Json
from .._state.people import Agent
from .._state.records import Attachment, Conversation, MessageKind

_NOW = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
_LAST = 60
_BEFORE = 52
_LONG = 1234
_KINDS: Mapping[str, MessageKind] = {
    "contact": "incoming",
    "agent": "outgoing",
    "note": "outgoing",
    "bot": "outgoing",
    "activity": "activity",
    "template": "template",
}


class _Line(NamedTuple):
    time: dt.datetime
    conversation: Conversation
    who: str
    text: str | None
    more: Json


def seed(account: Account, ada: Agent) -> None:
    """Fill an empty account with 60 conversations. Each of 1 to 12 and 42 shows a special case.

    1 a plain dialogue, 2 attachments of every kind, 3 snoozed, 4 with a bot, 5 resolved, 6 urgent and unassigned,
    7 with 1,234 messages, 8 partly imported, 9 right to left, 10 e-mail, 11 empty, 12 a deleted agent, 42 for demos.
    """
    data = json.loads(Path(__file__).with_name("conversations.json").read_text("utf-8"))
    named = _add_cast(account, ada)
    special = {each["id"]: each for each in data["conversations"]}
    special[7]["lines"] = _standing_orders(data["standing_order"])
    lines: list[_Line] = []
    for each in [*special.values(), *_short(data["openers"], special)]:
        lines += _open(account, named, **each)
    # Ids count over the installation, so messages of different conversations interleave.
    for line in sorted(lines, key=lambda line: (line.time, line.conversation.id)):
        _say(account, named, line)
    _finish(account, data["before_the_move"])
    del account.agents[named["Gita Former"].id]
    account.installation.add_account("Another company")


def _add_cast(account: Account, ada: Agent) -> dict[str, Any]:
    """Add users, teams, inboxes and settings; return the records that conversations name."""
    bob = account.add_agent("Bob Wijaya", email="bob@batik.example", custom_attributes={"desk": 4})
    gita = account.add_agent("Gita Former", email="gita@batik.example")
    teams = [account.add_team("billing", description="Billing desk"), account.add_team("support", members=[ada, bob])]
    inboxes = [
        account.add_inbox("WhatsApp", "Channel::Api"),
        account.add_inbox("Website", "Channel::WebWidget"),
        account.add_inbox("Mail", "Channel::Email"),
    ]
    for inbox in inboxes:
        inbox.members = [ada, bob]
    for title in ("billing", "delivery", "export", "gift", "returns", "vip", "wholesale"):
        account.add_label(title)
    thanks = account.add_canned_response("thanks", "Thank you for writing, {{contact.name}}!")
    thanks.created_at = thanks.updated_at = _NOW
    cast: list[Any] = [ada, bob, gita, account.add_bot("Robo"), *teams, *inboxes]
    return {each.name: each for each in cast}


def _standing_orders(texts: list[list[str]]) -> Iterator[list[Any]]:
    """Yield months of repeated orders: 1,234 lines, one every 200 minutes."""
    for index in range(_LONG):
        order, place = divmod(index, len(texts))
        who, text = texts[place]
        yield [index * 200, who, text.format(n=order + 1)]


def _short(openers: list[list[str]], special: Mapping[int, Json]) -> Iterator[Json]:
    """Yield the other conversations, each with one message."""
    for number in range(1, _LAST + 1):
        name, text = openers[number % len(openers)]
        # The last ones begin during conversation 42, five minutes apart.
        days_ago = (_LAST - number) / 10 if number <= _BEFORE else -0.125 - (number - _BEFORE) / 288
        if number not in special:
            yield {
                "id": number,
                "days_ago": days_ago,
                "contact": {"name": name, "identifier": f"guest-{number}"},
                "about": {
                    "inbox": "Website" if number % 2 else "WhatsApp",
                    "assignee": None if number % 5 else "Bob Wijaya",
                },
                "lines": [[0, "contact", text]],
            }


def _open(
    account: Account, named: Json, *, id: int, days_ago: float, contact: Json, about: Json, lines: Iterator[list[Any]]
) -> Iterator[_Line]:
    """Add a conversation without messages; yield its lines."""
    created_at = _NOW - dt.timedelta(days=days_ago)
    about = about | {key: named[about[key]] for key in ("inbox", "assignee", "team") if about.get(key)}
    if "snoozed_until" in about:
        about["snoozed_until"] = dt.datetime.fromisoformat(about["snoozed_until"])
    person = account.add_contact(**contact, created_at=created_at)
    conversation = account.add_conversation(id=id, contact=person, created_at=created_at, **about)
    for minute, who, text, *more in lines:
        time = created_at + dt.timedelta(minutes=minute)
        yield _Line(time, conversation, who, text, more[0] if more else {})


def _say(account: Account, named: Json, line: _Line) -> None:
    more = {name: value for name, value in line.more.items() if name != "by"}
    if "attachments" in more:
        more["attachments"] = [Attachment(**each) for each in more["attachments"]]
    by = line.more.get("by", "Ada Lestari" if line.who == "note" else None)
    message = account.add_message(
        line.conversation,
        line.text,
        _KINDS[line.who],
        sender=by and named[by],
        private=line.who == "note",
        created_at=line.time,
        **more,
    )
    message.sender_deleted = by == "Gita Former"


def _finish(account: Account, before_the_move: list[str]) -> None:
    """Set the state that depends on the messages."""
    resolved, moved = account.conversations[5], account.conversations[8]
    for index, text in enumerate(before_the_move):  # imported from the old help desk: later ids, earlier times
        kind: MessageKind = "outgoing" if index % 2 else "incoming"
        created_at = moved.created_at + dt.timedelta(days=index - 90)
        account.add_message(moved, text, kind, imported=True, created_at=created_at)
    resolved.waiting_since = None
    account.add_csat_response(resolved, created_at=resolved.last_activity_at)
    for number in (1, 42):
        conversation = account.conversations[number]
        conversation.agent_last_seen_at = conversation.last_activity_at - dt.timedelta(seconds=90)
        conversation.assignee_last_seen_at = conversation.agent_last_seen_at
        conversation.contact_last_seen_at = conversation.last_activity_at
