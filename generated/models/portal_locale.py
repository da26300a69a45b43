from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PortalLocale(Model):
    """A language of a help center.

    Attributes:
        code: Language code, such as en or pt_BR.
        draft: Whether the language is still hidden from visitors.
    """

    code: str = field(Plain("string"))
    articles_count: int = field(Plain("integer"))
    categories_count: int = field(Plain("integer"))
    draft: bool | None = field(Plain("boolean"), default=None)
