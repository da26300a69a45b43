"""Contacts: listing, finding and reading them, and the routes of all that is done with them; filters."""

from __future__ import annotations

from .._json import contacts as contact_bodies
from .._json import people
from .._json import settings as directory_bodies
from .._state.records import Contact, Json
from . import contact_notes
from . import contacts as contact_writes
from .answers import ErrorResponse
from .call import Call, Route
from .contact_queries import CONTACTS_A_PAGE, contactable, matching, ordered, resolved
from .contacts import may_see
from .filters import filter_contacts, filter_conversations
from .queries import CONVERSATIONS_A_PAGE, Found, page_of
from .values import blank

_NEWEST = 20  # conversations of a contact


def _list(call: Call) -> Json:
    query, found = call.request.query_params, resolved(call.account)
    labels = {*query.getlist("labels[]"), *query.getlist("labels")}
    return _page(call, [row for row in found if not labels or labels.intersection(row.labels)])


def _active(call: Call) -> Json:
    return _page(call, [row for row in call.account.contacts.values() if row.availability_status == "online"])


def _search(call: Call) -> Json:
    text = call.request.query_params.get("q", "")
    if blank(text):
        raise ErrorResponse(422, {"error": "Specify search string with parameter q"})
    return _page(call, matching(call.account, text))


def _filter(call: Call) -> Json:
    return _page(call, filter_contacts(call.account, resolved(call.account), call.given.get("payload")))


def _page(call: Call, found: list[Contact]) -> Json:
    query = call.request.query_params
    rows = ordered(found, query.get("sort", ""))[page_of(query, CONTACTS_A_PAGE)]
    return {
        "meta": {"count": len(found), "current_page": query.get("page", 1)},
        "payload": [_body(call, row) for row in rows],
    }


def _get(call: Call) -> Json:
    return {"payload": _body(call, _contact(call))}


def _body(call: Call, contact: Contact) -> Json:
    """With the contact's inboxes, unless they are not wanted (source, not captured)."""
    wanted = call.request.query_params.get("include_contact_inboxes") or "true"
    return contact_bodies.contact(call.account, contact) if wanted == "true" else people.contact(contact)


def _conversations(call: Call) -> Json:
    """The most recently active ones (source, not captured)."""
    contact = _contact(call)
    found = [row for row in call.account.conversations.values() if row.contact is contact]
    found.sort(key=lambda row: (row.last_activity_at, row.id), reverse=True)
    return {"payload": [call.bodies.conversation(row) for row in found[:_NEWEST]]}


def _contactable_inboxes(call: Call) -> Json:
    contact, base_url = _contact(call), call.account.installation.base_url
    rows: list[Json] = []
    for inbox in call.account.inboxes.values():
        source_id = contactable(call.account, contact, inbox)
        if source_id is not None and may_see(call.viewer, inbox):
            full = directory_bodies.inbox(inbox, call.viewer, base_url)
            rows.append({"inbox": full, "source_id": source_id})
    return {"payload": rows}


def _contact(call: Call) -> Contact:
    return call.find(call.account.contacts, "contact_id")


def _filter_conversations(call: Call) -> Json:
    """Of every status, the most recently active ones first."""
    found = filter_conversations(call.account, call.given.get("payload"))
    found.sort(key=lambda row: (row.last_activity_at, row.id), reverse=True)
    rows = found[page_of(call.request.query_params, CONVERSATIONS_A_PAGE)]
    of_whom = [row.assigned_agent for row in found]
    counts = Found(rows, of_whom.count(call.viewer), of_whom.count(None), len(found)).counts
    del counts["assigned_count"]
    return {"meta": counts, "payload": [call.bodies.conversation(row) for row in rows]}


_ONE = "/contacts/{contact_id}"
ENTRIES = [
    Route("GET", "/contacts", _list),
    Route("GET", "/contacts/active", _active),
    Route("GET", "/contacts/search", _search),
    Route("POST", "/contacts/filter", _filter),
    Route("POST", "/conversations/filter", _filter_conversations),
    Route("GET", _ONE, _get),
    Route("GET", f"{_ONE}/conversations", _conversations),
    Route("GET", f"{_ONE}/contactable_inboxes", _contactable_inboxes),
    *contact_writes.ENTRIES,
    *contact_notes.ENTRIES,
]
