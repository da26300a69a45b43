from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class ContactPageMeta(Model):
    """Total number of contacts and number of this page.

    Attributes:
        count: Number of all matching contacts. In search results since 4.11.0: only the number on this
            page.
        current_page: The requested page as a string; the number 1 if the request has no `page`.
        has_more: Whether another page exists. Only in search results. Since Chatwoot 4.11.0.
    """

    count: int = field(Plain("integer"))
    current_page: str | int = field(AnyOf((Plain("string"), Plain("integer"))))
    has_more: bool | None = field(Plain("boolean"), default=None)
