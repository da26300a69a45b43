"""More contact routes: CSV import and export, attachments, pictures, and look-up by an inbox's name for them."""

from __future__ import annotations

import csv
import io
from typing import Any

from .._state.clock import Json
from .._state.refusals import refused
from .call import Call, Empty, Route, Uploaded, for_administrators
from .queries import find_attachments

_ONE = "/contacts/{contact_id}"
_COLUMNS = ("name", "email", "phone_number", "identifier")


def _import(call: Call) -> None:
    """Imports immediately, unlike a server; a line with a known email changes nothing."""
    given = call.given.get("import_file")
    if not isinstance(given, Uploaded):
        raise refused("File is blank")
    known = {contact.email for contact in call.account.contacts.values()}
    for line in csv.DictReader(io.StringIO(given.content.decode("utf-8-sig", "replace"))):
        values: dict[str, Any] = {name: line[name] for name in _COLUMNS if line.get(name)}
        if values and values.get("email") not in known - {None}:
            call.account.add_contact(**values)


def _export(call: Call) -> None:
    """Nothing is mailed here."""


def _attachments(call: Call) -> Json:
    contact = call.contact
    talks = [row for row in call.account.conversations.values() if row.contact is contact and call.may_see(row.inbox)]
    found = [pair for talk in talks for pair in find_attachments(talk, {})[0]]
    found.sort(key=lambda pair: (pair[1].created_at, pair[0].id), reverse=True)
    rows = [
        call.bodies.attachment_listed(attachment, message) | {"conversation_id": message.conversation.id}
        for attachment, message in found
    ]
    return {"meta": {"total_count": len(rows)}, "payload": rows}


def _delete_avatar(call: Call) -> Json:
    contact = call.contact
    contact.thumbnail = ""
    return {"payload": call.bodies.contact(contact)}


def _remove_custom_attributes(call: Call) -> Json:
    contact, given = call.contact, call.given.get("custom_attributes")
    for key in given if isinstance(given, list) else []:
        contact.custom_attributes.pop(str(key), None)
    return {"payload": call.bodies.contact_with_inboxes(contact)}


def _by_source(call: Call) -> Json | Empty:
    """An empty 404 where the inbox has no such name."""
    inbox = call.named(call.account.inboxes, call.given.get("inbox_id"))
    call.need_to_see(inbox)
    for each in call.account.contact_inboxes.values():
        if each.inbox is inbox and each.source_id == call.given.get("source_id"):
            return call.bodies.contact_with_inboxes(each.contact)
    return Empty(404)


ROUTES = [
    Route("POST", "/contacts/import", for_administrators(_import)),
    Route("POST", "/contacts/export", for_administrators(_export)),
    Route("GET", f"{_ONE}/attachments", _attachments, since="4.14.0"),
    Route("DELETE", f"{_ONE}/avatar", _delete_avatar),
    Route("POST", f"{_ONE}/destroy_custom_attributes", _remove_custom_attributes),
    Route("POST", "/contact_inboxes/filter", _by_source),
]
