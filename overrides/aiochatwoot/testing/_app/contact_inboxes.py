"""Contact inboxes: the `source_id` by which a channel knows a contact (source, not captured)."""

from __future__ import annotations

from .._state.account import Account
from .._state.people import Contact, stable_uuid
from .._state.records import ContactInbox, Inbox
from .._state.refusals import missing, refused, server_fault

_BY_PHONE = ("Channel::Sms", "Channel::TwilioSms", "Channel::Whatsapp")


def build(account: Account, contact: Contact, inbox: Inbox, source_id: str | None = None) -> ContactInbox:
    """The contact's name in the inbox: the wanted one, or one that fits the channel.

    If the channel generates names (API, website), each call without a wanted one generates another.

    Raises:
        ErrorResponse: 422, the contact lacks a value that the channel needs, or the name is another contact's; 500, a
            channel with its own kind of names.
    """
    wanted = source_id or _fitting(account, contact, inbox)
    for each in account.contact_inboxes.values():
        if each.inbox is inbox and each.source_id == wanted:
            if each.contact is not contact:
                raise refused("source_id should be unique")
            return each
    return account.add_contact_inbox(contact, inbox, source_id=wanted)


def _fitting(account: Account, contact: Contact, inbox: Inbox) -> str:
    if inbox.channel_type in ("Channel::Api", "Channel::WebWidget"):
        return stable_uuid(f"source {account.installation.next_id('source')}")
    if inbox.channel_type == "Channel::Email":
        return _required(contact.email, "contact email")
    if inbox.channel_type in _BY_PHONE:
        number = _required(contact.phone_number, "contact phone number")
        return number.removeprefix("+") if inbox.channel_type == "Channel::Whatsapp" else number
    raise server_fault()


def _required(value: str | None, name: str) -> str:
    if not value:
        raise missing(name)
    return value


def contactable(account: Account, contact: Contact, inbox: Inbox) -> str | None:
    """The name under which an inbox can reach the contact, or None if it cannot.

    On a website only if it has an identity without a conversation.
    """
    mine = [each for each in account.contact_inboxes.values() if each.contact is contact and each.inbox is inbox]
    names = [each.source_id for each in mine]
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
