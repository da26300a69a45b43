from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .contact import Contact
from .contact_page_meta import ContactPageMeta


@declare
class ContactPage(Model):
    """One page of contacts.

    Attributes:
        meta: Total number of contacts and number of this page.
        payload: At most 15 contacts.
    """

    meta: ContactPageMeta = field(Object(ContactPageMeta))
    payload: list[Contact] = field(ListOf(Object(Contact)))
