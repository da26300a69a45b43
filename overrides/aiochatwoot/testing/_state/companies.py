"""Companies and their contacts; the enterprise code has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .clock import Json
from .entity import Stored, Tables, attribute, longest, matches, present, unique
from .people import Contact
from .values import OBJECT, TEXT

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
    """A company; contacts name it by `company_id`.

    Attributes:
        contacts_count: None before the first contact.
        last_activity_at: When one of its contacts was active.
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
        """Its contacts, by name."""
        found = [each for each in tables.contacts.values() if each.company_id == self.id]
        return sorted(found, key=lambda each: (each.name, each.id))

    def join(self, contact: Contact) -> None:
        """Take a contact in."""
        contact.company_id = self.id
        contact.additional_attributes["company_name"] = self.name

    def leave(self, contact: Contact) -> None:
        """Let a contact go."""
        contact.company_id = None
        contact.additional_attributes.pop("company_name", None)

    def _changed(self, tables: Tables, before: Json) -> None:
        """Custom attributes are merged; its contacts get the new name."""
        self.custom_attributes = before["custom_attributes"] | self.custom_attributes
        for contact in self.contacts(tables):
            self.join(contact)

    def _deleted(self, tables: Tables) -> None:
        """Its contacts leave it."""
        for contact in self.contacts(tables):
            self.leave(contact)

    def has_text(self, text: str) -> bool:
        """Whether a search for the text finds it."""
        return any(text.casefold() in (value or "").casefold() for value in (self.name, self.domain))


def ordered(companies: list[Company], query: Mapping[str, str]) -> list[Company]:
    """Sort by `sort`; rows without a value come last."""
    sort = query.get("sort", "")
    name = sort.removeprefix("-")
    if name not in ("name", "domain", "created_at", "contacts_count", "last_activity_at"):
        return companies

    def key(company: Company) -> Any:
        return getattr(company, name)

    known = sorted((each for each in companies if key(each) is not None), key=key, reverse=sort.startswith("-"))
    return known + [each for each in companies if key(each) is None]
