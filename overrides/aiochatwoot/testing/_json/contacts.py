"""Contacts, their notes and their inboxes as JSON, key by key as a real server (4.10.0) sends them."""

from __future__ import annotations

from .._state.account import Account
from .._state.clock import epoch, iso
from .._state.records import Contact, ContactInbox, ContactNote, Inbox, Json
from . import people

# An inbox in the answer to a new contact is its database record; these columns are settings.
_SETTINGS: Json = {
    "enable_auto_assignment": True,
    "greeting_enabled": False,
    "greeting_message": None,
    "email_address": None,
    "working_hours_enabled": False,
    "out_of_office_message": None,
    "timezone": "UTC",
    "enable_email_collect": True,
    "csat_survey_enabled": False,
    "allow_messages_after_resolved": True,
    "auto_assignment_config": {},
    "lock_to_single_conversation": False,
    "portal_id": None,
    "sender_name_type": "friendly",
    "business_name": None,
    "csat_config": {},
}


def contact(account: Account, contact: Contact) -> Json:
    """A contact with its inboxes."""
    mine = [each for each in account.contact_inboxes.values() if each.contact is contact]
    return people.contact(contact) | {"contact_inboxes": [contact_inbox(each) for each in mine]}


def created_contact(account: Account, made: Contact, inbox: ContactInbox | None) -> Json:
    identity: Json = {"inbox": None, "source_id": None}
    if inbox is not None:
        identity = {"inbox": _inbox_record(inbox.inbox), "source_id": inbox.source_id}
    return {"contact": contact(account, made), "contact_inbox": identity}


def contact_inbox(found: ContactInbox) -> Json:
    inbox = found.inbox
    short = {
        "id": inbox.id,
        "avatar_url": "",
        "channel_id": inbox.channel_id,
        "name": inbox.name,
        "channel_type": inbox.channel_type,
        "provider": inbox.channel.get("provider"),
    }
    return {"source_id": found.source_id, "inbox": short}


def note(account: Account, note: ContactNote) -> Json:
    """A note; neither its account nor its contact is in it, and an author who was deleted is not, either."""
    body: Json = {"id": note.id, "content": note.content, "account_id": None, "contact_id": None}
    if note.author.id in account.agents:
        body["user"] = people.agent(note.author)
    return body | {"created_at": epoch(note.created_at), "updated_at": epoch(note.updated_at)}


def _inbox_record(inbox: Inbox) -> Json:
    return {
        "id": inbox.id,
        "channel_id": inbox.channel_id,
        "account_id": inbox.account_id,
        "name": inbox.name,
        "created_at": iso(inbox.created_at),
        "updated_at": iso(inbox.updated_at),
        "channel_type": inbox.channel_type,
        **{key: inbox.settings.get(key, default) for key, default in _SETTINGS.items()},
    }
