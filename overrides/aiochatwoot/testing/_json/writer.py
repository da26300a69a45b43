"""Records as JSON, with a real server's keys in its order.

A text declares the keys, each as `name` or `attribute=name`. The attribute may belong to another record
(`inbox.id=inbox_id`); without that record the value is null. `is_member()` is a method of the record, called with the
writer. A form may follow: of a time (`created_at:epoch`), or a method of the writer (`assignee:sender`). Times without
a form are ISO 8601 texts. `?` omits a key whose value is null or an empty object. `@4.16.0` marks a key since that
version, `@enterprise` a key of the enterprise code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from .._state.account import Account
from .._state.clock import Json, epoch, epoch_or_zero, iso
from .._state.entity import Stored
from .._state.host import Host, is_version
from .._state.people import Agent, AgentBot, Contact, Sender, Team
from .._state.records import Inbox

_TIMES: dict[str, Callable[[Any], Any]] = {
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


class _Key(NamedTuple):
    """A key with the attribute and the form of its value."""

    attribute: str
    read: Callable[[Any], Any]
    is_method: bool
    name: str
    time: Callable[[Any], Any] | None
    form: str
    optional: bool


@cache
def _parsed(keys: str, version: str, enterprise: bool) -> tuple[_Key, ...]:
    """Return the declared keys that this server has."""
    host = Host(lambda: 0, version, enterprise=enterprise)
    found = (text.split("@") for text in keys.split())
    return tuple(_key(text) for text, *since in found if all(map(host.has, since)))


def _key(text: str) -> _Key:
    rest, _, form = text.removesuffix("?").partition(":")
    path, _, name = rest.partition("=")
    attribute = path.removesuffix("()")
    read, time = _reader(attribute), _TIMES.get(form)
    return _Key(attribute, read, path != attribute, name or attribute, time, form, text.endswith("?"))


def check_keys(kind: type[Stored], writer: type[Writer]) -> None:
    """Check the keys of an entity's JSON.

    Raises:
        TypeError: a key has no attribute, form or version.
    """
    known = {*dir(kind), *(each.name for each in fields(kind))}
    for text in f"{kind.keys} {kind.changed_keys}".split():
        spelled, *since = text.split("@")
        key, here = _key(spelled), f"{kind.__name__}: keys: {text}"
        if key.attribute.partition(".")[0] not in known:
            raise TypeError(f"{here}: no attribute {key.attribute!r}: declare it, or name another, as in id={key.name}")
        if key.form and key.time is None and not hasattr(writer, key.form):
            raise TypeError(f"{here}: there is no form {key.form!r}: use {', '.join(_TIMES)} or a method of a writer")
        if not all(map(is_version, since)):
            raise TypeError(f"{here}: write a version such as @4.16.0, or @enterprise")


def _reader(attribute: str) -> Callable[[Any], Any]:
    path = attribute.split(".")

    def read(record: object) -> Any:
        for name in path:
            record = None if record is None else getattr(record, name)
        return record

    return read if len(path) > 1 else attrgetter(attribute)


def _time_text(value: object) -> object:
    return iso(value) if isinstance(value, dt.datetime) else value


def pick(host: Host, record: object, keys: str, computed: Json, writer: Writer | None = None) -> Json:
    """Return the keys of a record with their values, as a server writes them.

    Args:
        computed: Values by attribute name, instead of the record's own.
        writer: Writes nested records.
    """
    body: Json = {}
    for attribute, read, is_method, name, time, form, optional in _parsed(keys, host.version, host.enterprise):
        value = computed[attribute] if attribute in computed else read(record)
        if is_method:
            value = value(writer)
        if time is not None:
            value = time(value)
        elif form:
            value = None if value is None else getattr(writer, form)(value)
        elif type(value) not in _PLAIN:
            value = _time_text(value) if writer is None else writer.nested(value)
        if not (optional and value in (None, {})):
            body[name] = value
    return body


@dataclass(frozen=True)
class Writer:
    """A writer of the JSON that `viewer` may see."""

    viewer: Sender
    account: Account

    @property
    def base_url(self) -> str:
        return self.account.installation.base_url

    def pick(self, record: object, keys: str, **computed: Any) -> Json:
        """Return the keys of a record with their values; values in `computed` replace the record's own."""
        return pick(self.account.installation, record, keys, computed, self)

    def nested(self, value: object) -> object:
        """Return a time as text, and a stored record as JSON; None for a deleted record."""
        if isinstance(value, Stored):
            return self.stored(value) if value.id in self.account.all(type(value)) else None
        return _time_text(value)

    def named(self, record: object) -> Json:
        """Return the id and the name of a record."""
        return self.pick(record, "id name")

    def stored(self, record: Stored, keys: str = "") -> Json:
        """Return a declared entity with the keys of its declaration, or with the given keys."""
        return self.pick(record, keys or record.keys)

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
        return self.pick(assignee, _BOT_AS_ASSIGNEE) if isinstance(assignee, AgentBot) else self.stored(assignee)

    def team_record(self, team: Team) -> Json:
        """Return a team's database row, which the response to an assignment contains."""
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
        """Return the account; the response to a change (not `whole`) lacks the last keys."""
        account, plan = self.account, {}
        if account.installation.enterprise:
            plan = dict.fromkeys(("plan_name", "subscribed_quantity", "subscription_status", "subscription_ends_on"))
        names = {"id": account.id, "name": account.name, "latest_chatwoot_version": None, "subscribed_features": []}
        keys = f"{_ACCOUNT} {_ACCOUNT_READ}" if whole else _ACCOUNT
        return self.pick(account.details, keys, **names, custom_attributes=plan | account.details.custom_attributes)
