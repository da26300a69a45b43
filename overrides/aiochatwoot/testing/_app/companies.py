"""Companies and their contacts, with the contacts' conversations and notes."""

from __future__ import annotations

from typing import Any

from .._state.clock import Json
from .._state.companies import Company, ordered
from .._state.people import Contact, ContactNote
from .._state.refusals import not_found, refused
from .._state.values import contains
from .call import AccountRouter, Call
from .crud import Crud
from .queries import CONTACTS_A_PAGE, newest, page_of

_A_PAGE = 25
_NEWEST = 20  # maximum conversations, and maximum notes
router = AccountRouter(since="4.15.0")


class Companies(Crud[Company], kind=Company):
    """The routes of companies, whose list has pages."""

    def _list(self, call: Call) -> Any:
        return _page(call, call.json_of(ordered(list(self.visible(call).values()), call.query)), _A_PAGE)


@router("GET /companies/search", since=Company.since)
def _search(call: Call) -> Json:
    text = _text(call)
    found = [each for _, each in sorted(call.account.all(Company).items()) if each.has_text(text)]
    return _page(call, call.json_of(ordered(found, call.query)), _A_PAGE)


def _company(call: Call) -> Company:
    return call.find(call.account.all(Company), "id")


def _text(call: Call) -> str:
    text = call.query.get("q", "").strip()
    if not text:
        raise refused("Specify search string with parameter q")
    return text


def _page(call: Call, rows: list[Json], size: int) -> Json:
    return {
        "meta": {"total_count": len(rows), "page": call.query.get("page", 1)},
        "payload": rows[page_of(call.query, size)],
    }


def _contact_json(call: Call, contact: Contact, company: Company) -> Json:
    own = call.account.all(Company).get(contact.company_id or 0)
    linked = {"linked_to_current_company": contact.company_id == company.id}
    return call.bodies.contact(contact) | linked | {"company": own and call.bodies.stored(own)}


@router("GET /companies/{id}/contacts")
def _contacts(call: Call) -> Json:
    company = _company(call)
    rows = [_contact_json(call, each, company) for each in company.contacts(call.account)]
    return _page(call, rows, CONTACTS_A_PAGE)


@router("GET /companies/{id}/contacts/search")
def _search_contacts(call: Call) -> Json:
    """Search contacts that are not in the company."""
    company, text = _company(call), _text(call)
    found = [
        each
        for each in call.account.contacts.values()
        if each.company_id != company.id and contains(text, each.name, each.email, each.phone_number, each.identifier)
    ]
    found.sort(key=lambda each: (each.name, each.id))
    return _page(call, [_contact_json(call, each, company) for each in found], CONTACTS_A_PAGE)


@router("POST /companies/{id}/contacts")
def _add_contact(call: Call) -> Json:
    company, contact = _company(call), call.named(call.account.contacts, call.given.get("contact_id"))
    before = call.account.all(Company).get(contact.company_id or 0)
    company.join(contact)
    for each in filter(None, (before, company)):
        _count(call, each)
    active = [each.last_activity_at for each in company.contacts(call.account) if each.last_activity_at is not None]
    company.last_activity_at = max(active, default=None)
    return {"payload": _contact_json(call, contact, company)}


@router("DELETE /companies/{id}/contacts/{contact_id}")
def _remove_contact(call: Call) -> None:
    company, contact = _company(call), call.contact
    if contact.company_id != company.id:
        raise not_found()
    company.leave(contact)
    _count(call, company)


def _count(call: Call, company: Company) -> None:
    company.contacts_count = len(company.contacts(call.account))


@router("GET /companies/{id}/conversations")
def _conversations(call: Call) -> Json:
    company = _company(call)
    found = newest(each for each in call.conversations if each.contact.company_id == company.id)
    return {"payload": [call.bodies.conversation(each) for each in found[:_NEWEST]]}


@router("GET /companies/{id}/notes")
def _notes(call: Call) -> Json:
    company = _company(call)
    found = [each for each in call.account.contact_notes.values() if each.contact.company_id == company.id]
    newest = ContactNote.listed(found, call.query)[:_NEWEST]
    return {"payload": [call.bodies.stored(each) | {"contact": call.bodies.contact(each.contact)} for each in newest]}


@router("POST /companies/{id}/destroy_custom_attributes")
def _destroy_attributes(call: Call) -> Json:
    company = _company(call)
    call.drop_attributes(company)
    return {"payload": call.bodies.stored(company)}
