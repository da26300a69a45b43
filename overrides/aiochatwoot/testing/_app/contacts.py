"""What callers do with contacts: make, change, merge and delete them, label them, put them into inboxes."""

from __future__ import annotations

import re
from typing import Any, Protocol, TypeVar

from .._json import contacts as contact_bodies
from .._json import people
from .._json.conversations import representation
from .._state.account import Account
from .._state.records import Agent, Contact, Inbox, Json
from . import contact_inboxes
from .answers import ErrorResponse, not_found, server_fault
from .call import Call, NoContent, Route, Uploaded
from .values import blank, is_true, tag_names, to_integer


class _Belonging(Protocol):
    contact: Contact


T = TypeVar("T")
B = TypeVar("B", bound=_Belonging)

_LONGEST = 255  # characters of a name, and of the like
_LARGEST = 15 * 1024 * 1024  # bytes of an avatar
_PICTURES = ("image/jpeg", "image/png", "image/gif")
_TEXTS = ("name", "email", "phone_number", "identifier")
_TAKEN = "has already been taken"


def _create(call: Call) -> Json:
    """With its identity in an inbox, if one is named; nothing is made where that cannot be."""
    account, given = call.account, call.given
    values = _values(given)
    _validate(account, values)
    inbox = None if blank(given.get("inbox_id")) else _wanted(account.inboxes, given["inbox_id"])
    contact = _changed(call, account.add_contact(""), values)
    try:
        found = contact_inboxes.build(account, contact, inbox, _source_id(given)) if inbox else None
    except ErrorResponse:
        del account.contacts[contact.id]
        raise
    return {"payload": contact_bodies.created_contact(account, contact, found)}


def _update(call: Call) -> Json:
    """What is named; of attributes the keys that are named."""
    contact, values = _contact(call), _values(call.given)
    _validate(call.account, values, contact)
    return {"payload": contact_bodies.contact(call.account, _changed(call, contact, values))}


def _values(given: Json) -> Json:
    """What is to be stored; objects where there should be texts, and texts where objects, count for nothing."""
    values: Json = {}
    for name in _TEXTS:
        if name in given and not isinstance(given[name], dict | list | Uploaded):
            values[name] = None if given[name] is None else str(given[name])
    if "name" in values:
        values["name"] = values["name"] or ""
    if "email" in values:
        values["email"] = None if blank(values["email"]) else values["email"].lower()
    if "blocked" in given:
        if given["blocked"] in (None, ""):  # the database takes no null
            raise server_fault()
        values["blocked"] = is_true(given["blocked"])
    for name in ("additional_attributes", "custom_attributes"):
        if isinstance(given.get(name), dict):
            values[name] = given[name]
    if not blank(given.get("avatar")):
        if not isinstance(given["avatar"], Uploaded):  # the signed id of a stored file, which nobody has here
            raise server_fault()
        values["avatar"] = given["avatar"]
    return values


def _validate(account: Account, values: Json, itself: Contact | None = None) -> None:
    """Every problem at once, in the order in which the server looks for them (source, but for taken emails)."""
    others = [each for each in account.contacts.values() if each is not itself]
    problems = [
        (name, f"is too long (maximum is {_LONGEST} characters)")
        for name in _TEXTS
        if len(values.get(name) or "") > _LONGEST
    ]
    avatar = values.get("avatar")
    if avatar is not None:
        if len(avatar.content) > _LARGEST:
            problems.append(("avatar", "is too big"))
        if avatar.content_type not in _PICTURES:
            problems.append(("avatar", "filetype not supported"))
    for name in ("email", "identifier", "phone_number"):
        value = values.get(name) or ""
        if blank(value):
            continue
        if any(getattr(other, name) == value for other in others):
            problems.append((name, _TAKEN))
        if name == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
            problems.append((name, "Invalid email"))
        if name == "phone_number" and not re.search(r"\+[1-9][0-9]{1,14}\Z", value):
            problems.append((name, "should be in e164 format"))
    if problems:
        texts = [f"{name.replace('_', ' ').capitalize()} {problem}" for name, problem in problems]
        attributes = list(dict.fromkeys(name for name, _ in problems))
        raise ErrorResponse(422, {"message": ", ".join(texts), "attributes": attributes})


def _changed(call: Call, contact: Contact, values: Json) -> Contact:
    for name, value in values.items():
        if name == "avatar":
            blob = f"avatar {call.account.installation.next_id('avatar')}"
            contact.thumbnail = representation(call.account.installation.base_url, blob, value.name)
        else:
            before = getattr(contact, name)
            setattr(contact, name, before | value if isinstance(before, dict) else value)
    return contact


def _delete(call: Call) -> NoContent:
    """With its conversations, notes and identities: there a moment later, here at once (source, not captured)."""
    if call.viewer.role != "administrator":
        raise _unauthorized()
    account, contact = call.account, _contact(call)
    if contact.availability_status == "online":
        message = f"{contact.name.capitalize()} is Online, please try again later"
        raise ErrorResponse(422, {"message": message})
    _drop(account.conversations, contact)
    _drop(account.contact_notes, contact)
    _drop(account.contact_inboxes, contact)
    del account.contacts[contact.id]
    return NoContent()


def _drop(records: dict[int, B], contact: Contact) -> None:
    for number in [number for number, record in records.items() if record.contact is contact]:
        del records[number]


def _merge(call: Call) -> Json:
    """What the base has stays; all that the mergee has besides goes to it (source, not captured)."""
    account = call.account
    base = _wanted(account.contacts, call.given.get("base_contact_id"))
    mergee = _wanted(account.contacts, call.given.get("mergee_contact_id"))
    if base is mergee:
        return people.contact(base)
    for conversation in account.conversations.values():
        if conversation.contact is mergee:
            conversation.contact = base
        for message in conversation.messages:
            if message.sender is mergee:
                message.sender = base
    belongings: list[_Belonging] = [*account.contact_notes.values(), *account.contact_inboxes.values()]
    for belonging in belongings:
        if belonging.contact is mergee:
            belonging.contact = base
    del account.contacts[mergee.id]
    for name in (*_TEXTS, "additional_attributes", "custom_attributes"):
        setattr(base, name, _filled(getattr(base, name), getattr(mergee, name)))
    return people.contact(base)


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
    return {"payload": _contact(call).labels}


def _set_labels(call: Call) -> Json:
    _contact(call).labels = tag_names(call.given.get("labels"))
    return _labels(call)


def _add_to_inbox(call: Call) -> Json:
    contact, inbox = _contact(call), _wanted(call.account.inboxes, call.given.get("inbox_id"))
    if not may_see(call.viewer, inbox):
        raise _unauthorized()
    return contact_bodies.contact_inbox(contact_inboxes.build(call.account, contact, inbox, _source_id(call.given)))


def may_see(agent: Agent, inbox: Inbox) -> bool:
    """Administrators see every inbox, agents those that they are members of (source, not captured)."""
    return agent.role == "administrator" or agent in inbox.members


def _source_id(given: Json) -> str | None:
    return None if blank(given.get("source_id")) else str(given["source_id"])


def _contact(call: Call) -> Contact:
    return call.find(call.account.contacts, "contact_id")


def _wanted(records: dict[int, T], number: object) -> T:
    record = records.get(to_integer(number))
    if record is None:
        raise not_found()
    return record


def _unauthorized() -> ErrorResponse:
    return ErrorResponse(401, {"error": "You are not authorized to do this action"})


_ONE = "/contacts/{contact_id}"
ENTRIES = [
    Route("POST", "/contacts", _create),
    Route("PUT", _ONE, _update),
    Route("PATCH", _ONE, _update),
    Route("DELETE", _ONE, _delete),
    Route("GET", f"{_ONE}/labels", _labels),
    Route("POST", f"{_ONE}/labels", _set_labels),
    Route("POST", f"{_ONE}/contact_inboxes", _add_to_inbox),
    Route("POST", "/actions/contact_merge", _merge),
]
