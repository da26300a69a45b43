"""Companies, with their contacts, and the conversations and notes of these."""

from __future__ import annotations

from typing import Any

from .._state.clock import Json
from .._state.companies import Company, ordered
from .._state.people import Contact, ContactNote
from .._state.refusals import not_found, refused
from .._state.values import blank
from .call import Call, Route
from .crud import Crud
from .queries import CONTACTS_A_PAGE, page_of

_A_PAGE = 25
_NEWEST = 20  # conversations, and notes
_NO_TEXT = "Specify search string with parameter q"
_WITH_CONTACTS = "4.15.0"


class _Companies(Crud[Company]):
    def routes(self) -> list[Route]:
        """With the search, which must precede the route that takes an id there."""
        search = Route("GET", f"{self.kind.path}/search", self._search, since=self.kind.since)
        return [search, *super().routes()]

    def _list(self, call: Call) -> Any:
        return _page(call, [self.json(call, each) for each in self._ordered(call)], _A_PAGE)

    def _search(self, call: Call) -> Json:
        text = _text(call)
        return _page(call, [self.json(call, each) for each in self._ordered(call) if each.has_text(text)], _A_PAGE)

    def _ordered(self, call: Call) -> list[Company]:
        return ordered(list(self._visible(call).values()), call.query)

    def _update(self, call: Call) -> Json:
        """Custom attributes are merged; its contacts get the new name."""
        company = self.found(call)
        before = company.custom_attributes
        super()._update(call)
        company.custom_attributes = before | company.custom_attributes
        for contact in _members(call, company):
            contact.additional_attributes["company_name"] = company.name
        return self._body(call, company)

    def _delete(self, call: Call) -> Any:
        company = self.found(call)
        for contact in _members(call, company):
            _leave(contact)
        return super()._delete(call)


def _company(call: Call) -> Company:
    return call.find(call.account.all(Company), "id")


def _members(call: Call, company: Company) -> list[Contact]:
    found = [each for each in call.account.contacts.values() if each.company_id == company.id]
    return sorted(found, key=lambda each: (each.name, each.id))


def _leave(contact: Contact) -> None:
    contact.company_id = None
    contact.additional_attributes.pop("company_name", None)


def _text(call: Call) -> str:
    text = call.query.get("q", "").strip()
    if not text:
        raise refused(_NO_TEXT)
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


def _contacts(call: Call) -> Json:
    company = _company(call)
    rows = [_contact_json(call, each, company) for each in _members(call, company)]
    return _page(call, rows, CONTACTS_A_PAGE)


def _search_contacts(call: Call) -> Json:
    """The contacts that are not in the company."""
    company, text = _company(call), _text(call).casefold()

    def fits(contact: Contact) -> bool:
        values = (contact.name, contact.email, contact.phone_number, contact.identifier)
        return contact.company_id != company.id and any(text in (value or "").casefold() for value in values)

    found = sorted(filter(fits, call.account.contacts.values()), key=lambda each: (each.name, each.id))
    return _page(call, [_contact_json(call, each, company) for each in found], CONTACTS_A_PAGE)


def _add_contact(call: Call) -> Json:
    company, contact = _company(call), call.named(call.account.contacts, call.given.get("contact_id"))
    before = call.account.all(Company).get(contact.company_id or 0)
    contact.company_id = company.id
    contact.additional_attributes["company_name"] = company.name
    for each in filter(None, (before, company)):
        _count(call, each)
    active = [each.last_activity_at for each in _members(call, company) if each.last_activity_at is not None]
    company.last_activity_at = max(active, default=None)
    return {"payload": _contact_json(call, contact, company)}


def _remove_contact(call: Call) -> None:
    company, contact = _company(call), call.contact
    if contact.company_id != company.id:
        raise not_found()
    _leave(contact)
    _count(call, company)


def _count(call: Call, company: Company) -> None:
    company.contacts_count = len(_members(call, company))


def _conversations(call: Call) -> Json:
    company = _company(call)
    found = [each for each in call.account.conversations.values() if each.contact.company_id == company.id]
    found = [each for each in found if call.may_see(each.inbox)]
    found.sort(key=lambda each: (each.last_activity_at, each.id), reverse=True)
    return {"payload": [call.bodies.conversation(each) for each in found[:_NEWEST]]}


def _notes(call: Call) -> Json:
    company = _company(call)
    found = [each for each in call.account.contact_notes.values() if each.contact.company_id == company.id]
    newest = ContactNote.listed(found, call.query)[:_NEWEST]
    return {"payload": [call.bodies.stored(each) | {"contact": call.bodies.contact(each.contact)} for each in newest]}


def _destroy_attributes(call: Call) -> Json:
    company, keys = _company(call), call.given.get("custom_attributes")
    for key in keys if isinstance(keys, list) and not blank(keys) else []:
        company.custom_attributes.pop(str(key), None)
    return {"payload": call.bodies.stored(company)}


_ONE = "/companies/{id}"
_OF_COMPANY = [
    ("GET", "/contacts", _contacts),
    ("POST", "/contacts", _add_contact),
    ("GET", "/contacts/search", _search_contacts),
    ("DELETE", "/contacts/{contact_id}", _remove_contact),
    ("GET", "/conversations", _conversations),
    ("GET", "/notes", _notes),
    ("POST", "/destroy_custom_attributes", _destroy_attributes),
]
ROUTES = [
    *_Companies(Company).routes(),
    *(Route(method, _ONE + path, handler, since=_WITH_CONTACTS) for method, path, handler in _OF_COMPANY),
]
