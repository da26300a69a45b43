"""Contacts: list, search, read, create, update, merge and delete."""

from __future__ import annotations

import re
from typing import Any, Protocol, TypeVar

from .._json.inboxes import inbox_record
from .._state.account import Account
from .._state.clock import Json
from .._state.entity import Check, Draft, longest, validate
from .._state.people import Contact
from .._state.refusals import ErrorResponse, server_fault
from .._state.values import blank, is_true, tag_names
from . import contact_inboxes
from .call import Call, Route, Uploaded, for_administrators
from .filters import filter_contacts
from .queries import CONTACTS_A_PAGE, matching_contacts, ordered_contacts, page_of, resolved_contacts, tagged


class _Belonging(Protocol):
    contact: Contact


B = TypeVar("B", bound=_Belonging)
_NEWEST = 20  # conversations of a contact
_LARGEST = 15 * 2**20  # bytes of an avatar
_PICTURES = ("image/jpeg", "image/png", "image/gif")
_TEXTS = ("name", "email", "phone_number", "identifier")


def _list(call: Call) -> Json:
    return _page(call, tagged(resolved_contacts(call.account), call.query))


def _active(call: Call) -> Json:
    return _page(call, [row for row in call.account.contacts.values() if row.availability_status == "online"])


def _search(call: Call) -> Json:
    """Since 4.11.0 the count is of this page, and `has_more` says whether there is another one."""
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


def _filter(call: Call) -> Json:
    return _page(call, filter_contacts(call.account, resolved_contacts(call.account), call.given.get("payload")))


def _page(call: Call, found: list[Contact]) -> Json:
    rows = ordered_contacts(found, call.query.get("sort", ""))[page_of(call.query, CONTACTS_A_PAGE)]
    return {
        "meta": {"count": len(found), "current_page": call.query.get("page", 1)},
        "payload": [_body(call, row) for row in rows],
    }


def _get(call: Call) -> Json:
    return {"payload": _body(call, call.contact)}


def _body(call: Call, contact: Contact) -> Json:
    """With the contact's inboxes, unless they are not wanted (source, not captured)."""
    wanted = call.query.get("include_contact_inboxes") or "true"
    return call.bodies.contact_with_inboxes(contact) if wanted == "true" else call.bodies.contact(contact)


def _conversations(call: Call) -> Json:
    """The most recently active ones (source, not captured)."""
    contact = call.contact
    found = [row for row in call.account.conversations.values() if row.contact is contact]
    found.sort(key=lambda row: (row.last_activity_at, row.id), reverse=True)
    return {"payload": [call.bodies.conversation(row) for row in found[:_NEWEST]]}


def _contactable_inboxes(call: Call) -> Json:
    contact, visible = call.contact, [each for each in call.account.inboxes.values() if call.may_see(each)]
    found = [(inbox, contact_inboxes.contactable(call.account, contact, inbox)) for inbox in visible]
    return {"payload": [call.bodies.contact_inbox(inbox, name) for inbox, name in found if name is not None]}


def _create(call: Call) -> Json:
    """With its identity in an inbox, if one is named; creates nothing if that identity is impossible."""
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
            if _source_id(given) is not None:  # its name is another contact's, which only the database says
                raise server_fault() from error
            raise
        identity = {"inbox": inbox_record(call.bodies, inbox), "source_id": found.source_id}
    return {"payload": {"contact": call.bodies.contact_with_inboxes(contact), "contact_inbox": identity}}


def _update(call: Call) -> Json:
    """Changes only the given keys, also within attributes."""
    contact, values = call.contact, read_values(call)
    check_values(call.account, values, contact)
    return {"payload": call.bodies.contact_with_inboxes(changed(call, contact, values))}


def read_values(call: Call) -> Json:
    """The values to store; objects in place of texts, and texts in place of objects, are ignored."""
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
        if given["blocked"] in (None, ""):  # the database takes no null
            raise server_fault()
        values["blocked"] = is_true(given["blocked"])
    for name in ("additional_attributes", "custom_attributes"):
        if isinstance(given.get(name), dict):
            values[name] = given[name]
    if not blank(given.get("avatar")):
        if not isinstance(given["avatar"], Uploaded):  # the signed id of a stored file, which does not exist here
            raise server_fault()
        values["avatar"] = given["avatar"]
    return values


def check_values(account: Account, values: Json, itself: Contact | None = None) -> None:
    """All problems together, in the order in which the server checks.

    An identifier of "" is stored and must be unique, which only the database checks.
    """
    others = [each for each in account.contacts.values() if each is not itself]
    if values.get("identifier") == "" and any(other.identifier == "" for other in others):
        raise server_fault()

    def taken(name: str, draft: Draft) -> str | None:
        value = draft.values.get(name)
        is_taken = not blank(value) and any(getattr(other, name) == value for other in others)
        return "has already been taken" if is_taken else None

    avatar = [("avatar", _too_big), ("avatar", _no_picture)] if "avatar" in values else []
    validate(
        Draft(values),
        *((name, longest(255)) for name in _TEXTS),
        *avatar,
        ("email", taken),
        ("email", _form(r"[^@\s]+@[^@\s]+", "Invalid email")),
        ("identifier", taken),
        ("phone_number", taken),
        ("phone_number", _form(r"[\s\S]*\+[1-9][0-9]{1,14}", "should be in e164 format")),
    )


def _form(pattern: str, text: str) -> Check:
    def check(name: str, draft: Draft) -> str | None:
        value = draft.values.get(name)
        return None if blank(value) or re.fullmatch(pattern, str(value)) else text

    return check


def _too_big(name: str, draft: Draft) -> str | None:
    return "is too big" if len(draft.values[name].content) > _LARGEST else None


def _no_picture(name: str, draft: Draft) -> str | None:
    return None if draft.values[name].content_type in _PICTURES else "filetype not supported"


def changed(call: Call, contact: Contact, values: Json) -> Contact:
    contact.thumbnail = call.picture() or contact.thumbnail
    for name in values.keys() - {"avatar"}:
        before = getattr(contact, name)
        setattr(contact, name, before | values[name] if isinstance(before, dict) else values[name])
    return contact


def _delete(call: Call) -> None:
    """With its conversations, notes and identities: immediately, unlike a server (source, not captured)."""
    account, contact = call.account, call.contact
    if contact.availability_status == "online":
        message = f"{contact.name.capitalize()} is Online, please try again later"
        raise ErrorResponse(422, {"message": message})
    _drop(account.conversations, contact)
    _drop(account.contact_notes, contact)
    _drop(account.contact_inboxes, contact)
    del account.contacts[contact.id]
    account.happened("contact.deleted", contact)


def _drop(records: dict[int, B], contact: Contact) -> None:
    for number in [number for number, record in records.items() if record.contact is contact]:
        del records[number]


def _merge(call: Call) -> Json:
    """The base keeps its values, and gets all other values of the mergee except its labels."""
    account = call.account
    base = call.named(account.contacts, call.given.get("base_contact_id"))
    mergee = call.named(account.contacts, call.given.get("mergee_contact_id"))
    if base is mergee:
        return call.bodies.contact(base)
    for conversation in account.conversations.values():
        for message in conversation.messages:
            if message.sender is mergee:
                message.sender = base
    belongings: list[_Belonging] = [
        *account.conversations.values(),
        *account.contact_notes.values(),
        *account.contact_inboxes.values(),
    ]
    for belonging in belongings:
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
    """Objects with the keys of both, to any depth; else the first value."""
    if not (isinstance(value, dict) and isinstance(other, dict)):
        return value
    return other | {key: _deep(item, other[key]) if key in other else item for key, item in value.items()}


def _labels(call: Call) -> Json:
    return {"payload": call.contact.labels}


def _set_labels(call: Call) -> Json:
    names = tag_names(call.given.get("labels"))
    call.contact.labels = call.account.tags(names)
    return {"payload": names}


def _add_to_inbox(call: Call) -> Json:
    contact, inbox = call.contact, call.named(call.account.inboxes, call.given.get("inbox_id"))
    call.need_to_see(inbox)
    found = contact_inboxes.build(call.account, contact, inbox, _source_id(call.given))
    return call.bodies.contact_inbox(inbox, found.source_id)


def _source_id(given: Json) -> str | None:
    return None if blank(given.get("source_id")) else str(given["source_id"])


_ONE = "/contacts/{contact_id}"
ROUTES = [
    Route("GET", "/contacts", _list),
    Route("GET", "/contacts/active", _active),
    Route("GET", "/contacts/search", _search),
    Route("POST", "/contacts/filter", _filter),
    Route("POST", "/contacts", _create),
    Route("GET", _ONE, _get),
    Route("PUT", _ONE, _update),
    Route("PATCH", _ONE, _update),
    Route("DELETE", _ONE, for_administrators(_delete)),
    Route("GET", f"{_ONE}/labels", _labels),
    Route("POST", f"{_ONE}/labels", _set_labels),
    Route("GET", f"{_ONE}/conversations", _conversations),
    Route("GET", f"{_ONE}/contactable_inboxes", _contactable_inboxes),
    Route("POST", f"{_ONE}/contact_inboxes", _add_to_inbox),
    Route("POST", "/actions/contact_merge", _merge),
]
