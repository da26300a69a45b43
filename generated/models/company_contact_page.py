from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .company_contact import CompanyContact
from .company_page_meta import CompanyPageMeta


@declare
class CompanyContactPage(Model):
    """One page of contacts, with their companies.

    Attributes:
        meta: The position of a page in the list of companies or contacts.
        payload: At most 15 contacts.
    """

    meta: CompanyPageMeta = field(Object(CompanyPageMeta))
    payload: list[CompanyContact] = field(ListOf(Object(CompanyContact)))
