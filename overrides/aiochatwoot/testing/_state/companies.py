"""Companies and their contacts, a feature of the enterprise code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .clock import Json
from .entity import Stored, Tables, attribute, longest, matches, present, unique
from .people import Contact
from .values import OBJECT, TEXT, contains

_DOMAIN = r"\A([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+)?\Z"


class Company(
    Stored,
    path="/companies",
    wrapper="company",
    admins=("delete",),
    one=("payload",),
    since="enterprise",
    keys="id name contacts_count domain description custom_attributes@4.15.0 avatar_url"
    " last_activity_at:epoch?@4.15.0 created_at:epoch updated_at:epoch",
):
    """A company, to which contacts refer by `company_id`.

    Attributes:
        contacts_count: The number of contacts; None before the first contact.
        last_activity_at: The last activity of a contact, as of the last time that one was added.
    """

    name: str = attribute(TEXT, present(), longest(100))
    domain: str | None = attribute(
        TEXT, matches(_DOMAIN, "must be a valid domain name"), unique(may_be_blank=True), default=None
    )
    description: str | None = attribute(TEXT, longest(1000), default=None)
    custom_attributes: Json = attribute(OBJECT, default_factory=dict)
    contacts_count: int | None = None
    avatar_url: str = ""
    last_activity_at: dt.datetime | None = None

    def contacts(self, tables: Tables) -> list[Contact]:
        """Return the company's contacts, sorted by name."""
        found = [each for each in tables.contacts.values() if each.company_id == self.id]
        return sorted(found, key=lambda each: (each.name, each.id))

    def join(self, contact: Contact) -> None:
        """Add a contact to the company."""
        contact.company_id = self.id
        contact.additional_attributes["company_name"] = self.name

    def leave(self, contact: Contact) -> None:
        """Remove a contact from the company."""
        contact.company_id = None
        contact.additional_attributes.pop("company_name", None)

    def _changed(self, tables: Tables, before: Json) -> None:
        """Merge the custom attributes, and give the contacts the new name."""
        self.custom_attributes = before["custom_attributes"] | self.custom_attributes
        for contact in self.contacts(tables):
            self.join(contact)

    def _deleted(self, tables: Tables) -> None:
        """Remove the contacts from the company."""
        for contact in self.contacts(tables):
            self.leave(contact)

    def has_text(self, text: str) -> bool:
        """Return whether a search for the text finds the company."""
        return contains(text, self.name, self.domain)


def ordered(companies: list[Company], query: Mapping[str, str]) -> list[Company]:
    """Sort companies by the query's `sort`; companies without a value come last."""
    sort = query.get("sort", "")
    name = sort.removeprefix("-")
    if name not in ("name", "domain", "created_at", "contacts_count", "last_activity_at"):
        return companies

    def key(company: Company) -> Any:
        return getattr(company, name)

    known = sorted((each for each in companies if key(each) is not None), key=key, reverse=sort.startswith("-"))
    return known + [each for each in companies if key(each) is None]
