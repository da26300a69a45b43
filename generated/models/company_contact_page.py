from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .company_contact import CompanyContact
from .company_page_meta import CompanyPageMeta


@declare
class CompanyContactPage(Model):
    """One page of contacts, with their companies.

    Attributes:
        meta: What a page of companies, or of their contacts, is a part of.
        payload: At most 15 contacts.
    """

    meta: CompanyPageMeta = field(Object(CompanyPageMeta))
    payload: list[CompanyContact] = field(ListOf(Object(CompanyContact)))
