"""Contact inboxes: the `source_id` by which a channel knows a contact (source, not captured)."""

from __future__ import annotations

from .._state.account import Account
from .._state.people import Contact, stable_uuid
from .._state.records import ContactInbox, Inbox
from .._state.refusals import missing, refused, server_fault


def build(account: Account, contact: Contact, inbox: Inbox, source_id: str | None = None) -> ContactInbox:
    """Return a contact's identity in an inbox, with the wanted `source_id` or one that fits the channel.

    Channels of type API and website generate another `source_id` for each call without a wanted one.

    Raises:
        ErrorResponse: 422 if the contact lacks a value that the channel needs, or another contact has the `source_id`;
            500 if the channel has its own kind of `source_id`.
    """
    wanted = source_id or _fitting(account, contact, inbox)
    found = account.identity(inbox, wanted) or account.add_contact_inbox(contact, inbox, source_id=wanted)
    if found.contact is not contact:
        raise refused("source_id should be unique")
    return found


def _fitting(account: Account, contact: Contact, inbox: Inbox) -> str:
    if inbox.channel_type in ("Channel::Api", "Channel::WebWidget"):
        return stable_uuid(f"source {account.installation.next_id('source')}")
    addresses = _addresses(contact)
    if inbox.channel_type not in addresses:
        raise server_fault()
    address = addresses[inbox.channel_type]
    if not address:
        raise missing("contact email" if inbox.channel_type == "Channel::Email" else "contact phone number")
    return address


def _addresses(contact: Contact) -> dict[str, str | None]:
    """Return the contact's address in each channel that has one."""
    phone = contact.phone_number
    return {
        "Channel::Email": contact.email,
        "Channel::Sms": phone,
        "Channel::TwilioSms": phone,
        "Channel::Whatsapp": phone and phone.removeprefix("+"),
    }


def contactable(account: Account, contact: Contact, inbox: Inbox) -> str | None:
    """Return the `source_id` with which an inbox can reach the contact, or None if it cannot.

    A website can reach only a contact whose newest identity there has no conversation.
    """
    mine = [each for each in account.contact_inboxes.values() if each.contact is contact and each.inbox is inbox]
    names = [each.source_id for each in mine]
    match inbox.channel_type:
        case "Channel::Api":
            return names[-1] if names else stable_uuid(f"contact {contact.id} in inbox {inbox.id}")
        case "Channel::WebWidget":
            used = {row.source_id for row in account.conversations.values() if row.inbox is inbox}
            return names[-1] if names and names[-1] not in used else None
        case kind:
            return _addresses(contact).get(kind)
