from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CompanyPageMeta(Model):
    """The position of a page in the list of companies or contacts.

    Attributes:
        total_count: Number of companies or contacts on all pages.
        page: The page: the number 1 by default, otherwise the requested page as a string.
    """

    total_count: int = field(Plain("integer"))
    page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
