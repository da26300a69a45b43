from __future__ import annotations

from ..._wire.kinds import ListOf, Plain, field
from ..._wire.model import Model, declare


@declare
class PortalConfigChanges(Model):
    """The languages of a help center, in requests.

    Attributes:
        allowed_locales: The codes of all languages, such as en or pt_BR.
        default_locale: Language shown by default; one of `allowed_locales`.
    """

    allowed_locales: list[str] | None = field(ListOf(Plain("string")), default=None)
    default_locale: str | None = field(Plain("string"), default=None)
