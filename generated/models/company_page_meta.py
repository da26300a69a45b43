from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CompanyPageMeta(Model):
    """The position of a page in the list of companies or contacts.

    Attributes:
        total_count: Number of companies or contacts on all pages.
        page: The requested page as a string; the number 1 if the request has no `page`.
    """

    total_count: int = field(Plain("integer"))
    page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
