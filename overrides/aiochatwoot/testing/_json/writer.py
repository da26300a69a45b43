"""Records as JSON, key by key as a real server sends them.

Keys are declared as text: `name` or `attribute=name`, then a form of a time (`created_at:epoch`), `?` for a key that is
absent where it is null or empty, `@4.16.0` for one that came with a version, and `@enterprise`. Times without a form
are ISO 8601 texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from .._state.account import Account
from .._state.clock import Json, epoch, epoch_or_zero, iso
from .._state.entity import Stored
from .._state.host import Host
from .._state.people import Agent, AgentBot, Contact, Sender, Team
from .._state.records import Inbox

_FORMS: dict[str, Callable[[Any], Any]] = {
    "epoch": lambda time: None if time is None else epoch(time),
    "zero": epoch_or_zero,
    "float": dt.datetime.timestamp,
}
_PLAIN = frozenset({str, int, float, bool, type(None), dict, list})
_CONTACT = (
    "additional_attributes availability_status email id name phone_number blocked identifier company_id@4.15.0"
    " thumbnail custom_attributes last_activity_at:epoch? created_at:epoch?"
)
_CONTACT_AS_SENDER = (
    "additional_attributes custom_attributes email id identifier name phone_number thumbnail blocked type"
    " company_id@4.15.0"
)
_AGENT_AS_SENDER = "id name available_name thumbnail=avatar_url type availability_status thumbnail"
_BOT_AS_SENDER = "id name thumbnail=avatar_url type"
_BOT_AS_ASSIGNEE = "id name description thumbnail outgoing_url bot_type"
_TEAM_RECORD = "id name description allow_auto_assign account_id created_at updated_at icon@4.16.0 icon_color@4.16.0"
_SHORT_INBOX = "id avatar_url channel_id name channel_type provider"
_PROFILE = (
    "token=access_token account_id available_name thumbnail=avatar_url confirmed display_name message_signature"
    " email id inviter_id name provider pubsub_token role ui_settings email=uid type accounts"
)
_PROFILE_ACCOUNT = (
    "account_id=id account_name=name status onboarding_step@4.16.0 active_at role permissions availability"
    " availability_status auto_offline api_and_webhooks@4.16.0 custom_role_id@enterprise custom_role@enterprise"
)
_ACCOUNT = "settings created_at custom_attributes? domain features id locale name support_email status cache_keys"
_ACCOUNT_READ = "latest_chatwoot_version subscribed_features@enterprise"


_Key: TypeAlias = tuple[str, str, Callable[[Any], Any] | None, bool]
"""The attribute, the key, the form and whether the key is optional."""


@cache
def _parsed(keys: str, version: str, enterprise: bool) -> tuple[_Key, ...]:
    """The keys that a server has."""
    host = Host(lambda: 0, version, enterprise=enterprise)
    found = (text.partition("@") for text in keys.split())
    return tuple(_key(text) for text, _, since in found if not since or host.has(since))


def _key(text: str) -> _Key:
    optional, text = text.endswith("?"), text.removesuffix("?")
    text, _, form = text.partition(":")
    attribute, _, name = text.partition("=")
    return attribute, name or attribute, _FORMS[form] if form else None, optional


def _time_text(value: object) -> object:
    return iso(value) if isinstance(value, dt.datetime) else value


def pick(
    host: Host, record: object, keys: str, computed: Json, nested: Callable[[object], object] = _time_text
) -> Json:
    """The keys of a record, as a server writes them.

    Args:
        computed: Values that are not attributes of the record.
        nested: Writes values that are not JSON yet.
    """
    body: Json = {}
    for attribute, name, form, optional in _parsed(keys, host.version, host.enterprise):
        value = computed[attribute] if attribute in computed else getattr(record, attribute)
        if form is not None:
            value = form(value)
        elif type(value) not in _PLAIN:
            value = nested(value)
        if not (optional and value in (None, {})):
            body[name] = value
    return body


@dataclass(frozen=True)
class Writer:
    """Writes JSON that `viewer` may see."""

    viewer: Sender
    account: Account

    @property
    def base_url(self) -> str:
        return self.account.installation.base_url

    def pick(self, record: object, keys: str, **computed: Any) -> Json:
        """The keys of a record; `computed` has values that are not its attributes."""
        return pick(self.account.installation, record, keys, computed, self._nested)

    def _nested(self, value: object) -> object:
        """A time as text; a record that still exists with its keys."""
        if isinstance(value, Stored):
            return self.stored(value) if value.id in self.account.all(type(value)) else None
        return _time_text(value)

    def stored(self, record: Stored, keys: str = "") -> Json:
        """A declared entity with the keys of its declaration, or others."""
        return self.pick(record, keys or record.keys, **record.extra_values(self))

    def contact(self, contact: Contact) -> Json:
        return self.pick(contact, _CONTACT)

    def contact_with_inboxes(self, contact: Contact) -> Json:
        mine = [each for each in self.account.contact_inboxes.values() if each.contact is contact]
        return self.contact(contact) | {
            "contact_inboxes": [self.contact_inbox(each.inbox, each.source_id) for each in mine]
        }

    def contact_inbox(self, inbox: Inbox, source_id: str | None) -> Json:
        short = self.pick(inbox, _SHORT_INBOX, provider=inbox.channel.get("provider"))
        return {"source_id": source_id, "inbox": short}

    def assignee(self, assignee: Agent | AgentBot) -> Json:
        if isinstance(assignee, AgentBot):
            return {"assignee": self.pick(assignee, _BOT_AS_ASSIGNEE), "assignee_type": "AgentBot"}
        return {"assignee": self.stored(assignee), "assignee_type": "User"}

    def team_record(self, team: Team) -> Json:
        """A team in the response to an assignment: as stored, unlike in lists of teams."""
        return self.pick(team, _TEAM_RECORD)

    def sender(self, sender: Sender) -> Json:
        if isinstance(sender, Contact):
            return self.pick(sender, _CONTACT_AS_SENDER, type="contact")
        if isinstance(sender, AgentBot):
            return self.pick(sender, _BOT_AS_SENDER, type="agent_bot")
        return self.pick(sender, _AGENT_AS_SENDER, type="user")

    def profile(self, agent: Agent) -> Json:
        empty = dict.fromkeys(("inviter_id", "type", "custom_role", "onboarding_step"))
        of_account: Json = {"account_name": self.account.name, "status": self.account.details.status}
        of_account |= {"permissions": [agent.role], "api_and_webhooks": True}
        account = self.pick(agent, _PROFILE_ACCOUNT, **empty, **of_account)
        return self.pick(agent, _PROFILE, **empty, accounts=[account])

    def account_settings(self, *, whole: bool) -> Json:
        """The account; the response to a change lacks the last keys."""
        account, plan = self.account, {}
        if account.installation.enterprise:
            plan = dict.fromkeys(("plan_name", "subscribed_quantity", "subscription_status", "subscription_ends_on"))
        names = {"id": account.id, "name": account.name, "latest_chatwoot_version": None, "subscribed_features": []}
        keys = f"{_ACCOUNT} {_ACCOUNT_READ}" if whole else _ACCOUNT
        return self.pick(account.details, keys, **names, custom_attributes=plan | account.details.custom_attributes)
