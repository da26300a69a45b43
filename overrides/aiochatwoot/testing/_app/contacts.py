"""Contacts: list, search, read, create, update, merge, delete, import and export; their labels and inboxes."""

from __future__ import annotations

import csv
import io
from typing import Any

from .._json.inboxes import inbox_record
from .._state.account import Account
from .._state.clock import Json
from .._state.entity import Draft, longest, matches, unique, validate
from .._state.people import Contact
from .._state.records import Uploaded
from .._state.refusals import ErrorResponse, refused, server_fault
from .._state.values import blank, drop, is_true, tag_names
from . import contact_inboxes
from .call import AccountRouter, Call
from .filters import filter_contacts
from .queries import (
    CONTACTS_A_PAGE,
    find_attachments,
    matching_contacts,
    newest,
    ordered_contacts,
    page_of,
    resolved_contacts,
    tagged,
)
from .routing import ALWAYS, Empty

_NEWEST = 20  # maximum conversations of a contact
_LARGEST = 15 * 2**20  # maximum bytes of an avatar
_PICTURES = ("image/jpeg", "image/png", "image/gif")
_TEXTS = ("name", "email", "phone_number", "identifier")
router = AccountRouter()


@router("GET /contacts")
def _list(call: Call) -> Json:
    return _page(call, tagged(resolved_contacts(call.account), call.query))


@router("GET /contacts/active")
def _active(call: Call) -> Json:
    return _page(call, [row for row in call.account.contacts.values() if row.availability_status == "online"])


@router("GET /contacts/search")
def _search(call: Call) -> Json:
    """Search contacts; since 4.11.0 the count is of this page, and `has_more` tells whether there is another one."""
    text, has_more = call.query.get("q", ""), call.has("4.11.0")
    if blank(text):
        meta = {"count": None, "current_page": 1} | ({"has_more": None} if has_more else {})
        return {"meta": meta, "payload": []}
    found = matching_contacts(call.account, text, visitors=call.has("4.16.2"))
    body = _page(call, found)
    if has_more:
        end = page_of(call.query, CONTACTS_A_PAGE).stop
        body["meta"] |= {"count": len(body["payload"]), "has_more": len(found) > end}
    return body


@router("POST /contacts/filter")
def _filter(call: Call) -> Json:
    return _page(call, filter_contacts(call.account, resolved_contacts(call.account), call.given.get("payload")))


def _page(call: Call, found: list[Contact]) -> Json:
    rows = ordered_contacts(found, call.query.get("sort", ""))[page_of(call.query, CONTACTS_A_PAGE)]
    return {
        "meta": {"count": len(found), "current_page": call.query.get("page", 1)},
        "payload": [_body(call, row) for row in rows],
    }


@router("GET /contacts/{contact_id}")
def _get(call: Call) -> Json:
    return {"payload": _body(call, call.contact)}


def _body(call: Call, contact: Contact) -> Json:
    """Return a contact with its inboxes, or without them if the query says so (source, not captured)."""
    wanted = call.query.get("include_contact_inboxes") or "true"
    return call.bodies.contact_with_inboxes(contact) if wanted == "true" else call.bodies.contact(contact)


@router("GET /contacts/{contact_id}/conversations")
def _conversations(call: Call) -> Json:
    """List a contact's conversations with the most recent activity (source, not captured)."""
    contact = call.contact
    found = newest(row for row in call.account.conversations.values() if row.contact is contact)
    return {"payload": [call.bodies.conversation(row) for row in found[:_NEWEST]]}


@router("GET /contacts/{contact_id}/contactable_inboxes")
def _contactable_inboxes(call: Call) -> Json:
    contact, visible = call.contact, [each for each in call.account.inboxes.values() if call.may_see(each)]
    found = [(inbox, contact_inboxes.contactable(call.account, contact, inbox)) for inbox in visible]
    return {"payload": [call.bodies.contact_inbox(inbox, name) for inbox, name in found if name is not None]}


@router("POST /contacts")
def _create(call: Call) -> Json:
    """Add a contact, with an identity in the inbox if one is named; add nothing if that identity is impossible."""
    account, given = call.account, call.given
    values = read_values(call)
    check_values(account, values)
    inbox = None if blank(given.get("inbox_id")) else call.named(account.inboxes, given["inbox_id"])
    contact = changed(call, account.add_contact(""), values)
    identity: Json = {"inbox": None, "source_id": None}
    if inbox is not None:
        try:
            found = contact_inboxes.build(account, contact, inbox, _source_id(given))
        except ErrorResponse as error:
            del account.contacts[contact.id]
            if _source_id(given) is not None:  # another contact has it, which only the database checks
                raise server_fault() from error
            raise
        identity = {"inbox": inbox_record(call.bodies, inbox), "source_id": found.source_id}
    return {"payload": {"contact": call.bodies.contact_with_inboxes(contact), "contact_inbox": identity}}


@router("PUT /contacts/{contact_id}", "PATCH /contacts/{contact_id}")
def _update(call: Call) -> Json:
    """Change only the given keys, also within attributes."""
    contact, values = call.contact, read_values(call)
    check_values(call.account, values, contact)
    return {"payload": call.bodies.contact_with_inboxes(changed(call, contact, values))}


def read_values(call: Call) -> Json:
    """Return the values to store; ignore objects in place of texts, and texts in place of objects."""
    given = call.given
    values: Json = {}
    for name in _TEXTS:
        if name in given and not isinstance(given[name], dict | list | Uploaded):
            values[name] = None if given[name] is None else str(given[name])
    if "name" in values:
        values["name"] = values["name"] or ""
    if "email" in values:
        values["email"] = None if blank(values["email"]) else values["email"].lower()
    if "\0" in (values.get("identifier") or ""):
        raise server_fault()
    if "blocked" in given:
        if given["blocked"] in (None, ""):  # the database accepts no null
            raise server_fault()
        values["blocked"] = is_true(given["blocked"])
    for name in ("additional_attributes", "custom_attributes"):
        if isinstance(given.get(name), dict):
            values[name] = given[name]
    avatar = call.avatar()
    return values if avatar is None else values | {"avatar": avatar}


def check_values(account: Account, values: Json, itself: Contact | None = None) -> None:
    """Check the values of a contact, in the order of a real server.

    An identifier of "" is stored and must be unique; only the database checks this, so a second one is a 500.
    """
    others = [each for each in account.contacts.values() if each is not itself]
    if values.get("identifier") == "" and any(other.identifier == "" for other in others):
        raise server_fault()

    avatar = [("avatar", _too_big), ("avatar", _no_picture)] if "avatar" in values else []
    taken = unique(may_be_blank=True)
    validate(
        Draft(values, others),
        *((name, longest(255)) for name in _TEXTS),
        *avatar,
        ("email", taken),
        ("email", matches(r"\A(\s*|[^@\s]+@[^@\s]+)\Z", "Invalid email")),
        ("identifier", taken),
        ("phone_number", taken),
        ("phone_number", matches(r"\A(\s*|[\s\S]*\+[1-9][0-9]{1,14})\Z", "should be in e164 format")),
    )


def _too_big(name: str, draft: Draft) -> str | None:
    return "is too big" if draft.values[name].size > _LARGEST else None


def _no_picture(name: str, draft: Draft) -> str | None:
    return None if draft.values[name].content_type in _PICTURES else "filetype not supported"


def changed(call: Call, contact: Contact, values: Json) -> Contact:
    contact.thumbnail = call.picture() or contact.thumbnail
    for name in values.keys() - {"avatar"}:
        before = getattr(contact, name)
        setattr(contact, name, before | values[name] if isinstance(before, dict) else values[name])
    return contact


@router("DELETE /contacts/{contact_id}", admins=ALWAYS)
def _delete(call: Call) -> None:
    """Delete a contact with its conversations, notes and identities: at once, unlike a real server (source)."""
    account, contact = call.account, call.contact
    if contact.availability_status == "online":
        message = f"{contact.name.capitalize()} is Online, please try again later"
        raise ErrorResponse(422, {"message": message})
    for table in _belongings(account):
        drop(table, "contact", contact)
    del account.contacts[contact.id]
    account.happened("contact.deleted", contact)


def _belongings(account: Account) -> list[dict[int, Any]]:
    """Return the tables of records that belong to a contact."""
    return [account.conversations, account.contact_notes, account.contact_inboxes]


@router("POST /actions/contact_merge")
def _merge(call: Call) -> Json:
    """Merge two contacts: the base keeps its values, and gets the mergee's for others, except labels."""
    account = call.account
    base = call.named(account.contacts, call.given.get("base_contact_id"))
    mergee = call.named(account.contacts, call.given.get("mergee_contact_id"))
    if base is mergee:
        return call.bodies.contact(base)
    for conversation in account.conversations.values():
        for message in conversation.messages:
            if message.sender is mergee:
                message.sender = base
    for belonging in (record for table in _belongings(account) for record in table.values()):
        if belonging.contact is mergee:
            belonging.contact = base
    del account.contacts[mergee.id]
    for name in (*_TEXTS, "additional_attributes", "custom_attributes"):
        setattr(base, name, _filled(getattr(base, name), getattr(mergee, name)))
    account.happened("contact.merged", base)
    account.happened("contact.deleted", mergee)
    return call.bodies.contact(base)


def _filled(value: Any, other: Any) -> Any:
    if blank(value) or blank(other):
        return value if blank(other) else other
    return _deep(value, other)


def _deep(value: Any, other: Any) -> Any:
    """Merge two objects to any depth; for other values return the first one."""
    if not (isinstance(value, dict) and isinstance(other, dict)):
        return value
    return other | {key: _deep(item, other[key]) if key in other else item for key, item in value.items()}


@router("GET /contacts/{contact_id}/labels")
def _labels(call: Call) -> Json:
    return {"payload": call.contact.labels}


@router("POST /contacts/{contact_id}/labels")
def _set_labels(call: Call) -> Json:
    names = tag_names(call.given.get("labels"))
    call.contact.labels = call.account.tags(names)
    return {"payload": names}


@router("POST /contacts/{contact_id}/contact_inboxes")
def _add_to_inbox(call: Call) -> Json:
    contact, inbox = call.contact, call.named(call.account.inboxes, call.given.get("inbox_id"))
    call.need_to_see(inbox)
    found = contact_inboxes.build(call.account, contact, inbox, _source_id(call.given))
    return call.bodies.contact_inbox(inbox, found.source_id)


def _source_id(given: Json) -> str | None:
    return None if blank(given.get("source_id")) else str(given["source_id"])


@router("POST /contacts/import", admins=ALWAYS)
def _import(call: Call) -> None:
    """Import contacts at once, unlike a real server; a line with a known email changes nothing."""
    given = call.given.get("import_file")
    if not isinstance(given, Uploaded) or given.content is None:
        raise refused("File is blank")
    known = {contact.email for contact in call.account.contacts.values()}
    for line in csv.DictReader(io.StringIO(given.content.decode("utf-8-sig", "replace"))):
        values: dict[str, Any] = {name: line[name] for name in _TEXTS if line.get(name)}
        if values and values.get("email") not in known - {None}:
            call.account.add_contact(**values)


@router("POST /contacts/export", admins=ALWAYS)
def _export(call: Call) -> None:
    """Accept the request; the fake server sends no email."""


@router("GET /contacts/{contact_id}/attachments", since="4.14.0")
def _attachments(call: Call) -> Json:
    contact = call.contact
    found = [pair for row in call.conversations if row.contact is contact for pair in find_attachments(row, {})[0]]
    rows = [
        call.bodies.attachment_listed(attachment, message) | {"conversation_id": message.conversation.id}
        for attachment, message in sorted(found, key=lambda pair: (pair[1].created_at, pair[0].id), reverse=True)
    ]
    return {"meta": {"total_count": len(rows)}, "payload": rows}


@router("DELETE /contacts/{contact_id}/avatar")
def _delete_avatar(call: Call) -> Json:
    contact = call.contact
    contact.thumbnail = ""
    return {"payload": call.bodies.contact(contact)}


@router("POST /contacts/{contact_id}/destroy_custom_attributes")
def _remove_custom_attributes(call: Call) -> Json:
    contact = call.contact
    call.drop_attributes(contact)
    return {"payload": call.bodies.contact_with_inboxes(contact)}


@router("POST /contact_inboxes/filter")
def _by_source(call: Call) -> Json | Empty:
    """Find a contact by its `source_id` in an inbox; an empty 404 if there is none."""
    inbox = call.named(call.account.inboxes, call.given.get("inbox_id"))
    call.need_to_see(inbox)
    found = call.account.identity(inbox, call.given.get("source_id"))
    return Empty(404) if found is None else call.bodies.contact_with_inboxes(found.contact)
