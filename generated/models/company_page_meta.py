from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CompanyPageMeta(Model):
    """The position of a page in the list of companies or contacts.

    Attributes:
        total_count: The number on all pages.
        page: The page: 1 by default, else the text that was sent.
    """

    total_count: int = field(Plain("integer"))
    page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
