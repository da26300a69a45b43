from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .company import Company
from .company_page_meta import CompanyPageMeta


@declare
class CompanyPage(Model):
    """One page of companies.

    Attributes:
        meta: The position of a page in the list of companies or contacts.
        payload: At most 25 companies.
    """

    meta: CompanyPageMeta = field(Object(CompanyPageMeta))
    payload: list[Company] = field(ListOf(Object(Company)))
