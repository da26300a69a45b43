from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class ContactPageMeta(Model):
    """How many contacts there are, and where this page is.

    Attributes:
        count: All contacts that match, whatever the page; from the search, since 4.11.0, only those of this
            page.
        current_page: The page as the request named it, which is a string; the number 1 where it named none.
        has_more: Whether there is another page. Only from the search. Since Chatwoot 4.11.0.
    """

    count: int = field(Plain("integer"))
    current_page: str | int = field(AnyOf((Plain("string"), Plain("integer"))))
    has_more: bool | None = field(Plain("boolean"), default=None)
