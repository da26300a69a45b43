"""By what name an inbox's channel knows a contact: found, or given (source, not captured)."""

from __future__ import annotations

from .._state.account import Account
from .._state.records import Contact, ContactInbox, Inbox, stable_uuid
from .answers import ErrorResponse, server_fault

_NAMED_BY_PHONE = ("Channel::Sms", "Channel::TwilioSms", "Channel::Whatsapp")


def build(account: Account, contact: Contact, inbox: Inbox, source_id: str | None = None) -> ContactInbox:
    """The contact's name in the inbox: the wanted one, or one that fits the channel.

    Where the channel gives its own names (API, website), each call without a wanted one makes another.

    Raises:
        ErrorResponse: 422, the contact lacks what the channel needs, or the name is another contact's; 500, a
            channel that has names of its own.
    """
    wanted = source_id or _fitting(account, contact, inbox)
    for each in account.contact_inboxes.values():
        if each.inbox is inbox and each.source_id == wanted:
            if each.contact is not contact:
                raise ErrorResponse(422, {"error": "source_id should be unique"})
            return each
    return account.add_contact_inbox(contact, inbox, source_id=wanted)


def _fitting(account: Account, contact: Contact, inbox: Inbox) -> str:
    if inbox.channel_type in ("Channel::Api", "Channel::WebWidget"):
        return stable_uuid(f"source {account.installation.next_id('source')}")
    if inbox.channel_type == "Channel::Email":
        return _required(contact.email, "contact email")
    if inbox.channel_type in _NAMED_BY_PHONE:
        number = _required(contact.phone_number, "contact phone number")
        return number.removeprefix("+") if inbox.channel_type == "Channel::Whatsapp" else number
    raise server_fault()


def _required(value: str | None, name: str) -> str:
    if not value:
        raise ErrorResponse(422, {"error": f"param is missing or the value is empty: {name}"})
    return value
