"""Which contacts an answer has, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._state.account import Account
from .._state.records import Contact, Inbox, stable_uuid
from .sql_semantics import is_like, json_text

CONTACTS_A_PAGE = 15


def resolved(account: Account) -> list[Contact]:
    """Those who are more than visitors: they have an email, a phone number or an identifier (source)."""
    return [row for row in account.contacts.values() if row.email or row.phone_number or row.identifier]


def matching(account: Account, text: str) -> list[Contact]:
    """Those with the text in one of their names, visitors too; of the identifier capitals count (source)."""
    pattern = f"%{text.strip()}%"
    return [
        row
        for row in account.contacts.values()
        if any(is_like(value, pattern) for value in (row.name, row.email, row.phone_number))
        or is_like(row.identifier, pattern, ignore_case=False)
    ]


def ordered(rows: Iterable[Contact], sort: str) -> list[Contact]:
    """By the names in `sort`, with a minus for descending; unknown ones count for nothing.

    Without any the real order is the database's own; here it is by id, as where all else is the same. What has no
    value comes last, but in descending emails and phone numbers first (source, not captured).
    """
    wanted = {name.removeprefix("-"): name.startswith("-") for name in sort.split(",")}
    found = sorted(rows, key=lambda row: row.id)
    for name, read in reversed(_ORDERS.items()):
        if name in wanted:
            descending = wanted[name]
            valued = sorted((row for row in found if read(row) is not None), key=read, reverse=descending)
            without = [row for row in found if read(row) is None]
            nulls_first = descending and name in ("email", "phone_number")
            found = without + valued if nulls_first else valued + without
    return found


def _additional(key: str) -> Callable[[Contact], Any]:
    return lambda row: json_text(row.additional_attributes.get(key))


# Of several the first one here goes first.
_ORDERS: dict[str, Callable[[Contact], Any]] = {
    "email": lambda row: row.email,
    "name": lambda row: row.name.lower(),
    "phone_number": lambda row: row.phone_number,
    "last_activity_at": lambda row: row.last_activity_at,
    "created_at": lambda row: row.created_at,
    "company_name": _additional("company_name"),
    "city": _additional("city"),
    "country": _additional("country"),
}


def contactable(account: Account, contact: Contact, inbox: Inbox) -> str | None:
    """By what name the contact can be written to in an inbox, or None where it cannot (source, not captured).

    In a website only where it has an identity without a conversation.
    """
    names = [
        each.source_id for each in account.contact_inboxes.values() if each.contact is contact and each.inbox is inbox
    ]
    match inbox.channel_type:
        case "Channel::Api":
            return names[-1] if names else stable_uuid(f"contact {contact.id} in inbox {inbox.id}")
        case "Channel::WebWidget":
            used = {row.source_id for row in account.conversations.values() if row.inbox is inbox}
            return names[-1] if names and names[-1] not in used else None
        case "Channel::Email":
            return contact.email
        case "Channel::Sms" | "Channel::TwilioSms":
            return contact.phone_number
        case "Channel::Whatsapp":
            return contact.phone_number and contact.phone_number.removeprefix("+")
        case _:
            return None
