from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class ContactPageMeta(Model):
    """The number of contacts, and the number of this page.

    Attributes:
        count: All matching contacts; from the search, since 4.11.0, only those of this page.
        current_page: The page as in the request, a string; the number 1 without it.
        has_more: Whether there is another page. Only from the search. Since Chatwoot 4.11.0.
    """

    count: int = field(Plain("integer"))
    current_page: str | int = field(AnyOf((Plain("string"), Plain("integer"))))
    has_more: bool | None = field(Plain("boolean"), default=None)
