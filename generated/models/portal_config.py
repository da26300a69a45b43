from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .portal_locale import PortalLocale


@declare
class PortalConfig(Model):
    """The languages and the layout of a help center.

    Attributes:
        allowed_locales: The languages, each with its counts.
        default_locale: Language shown by default, such as en or pt_BR.
        layout: Layout of the pages, such as classic.
        social_profiles: Free-form.
        locale_translations: Free-form.
        popular_content: Free-form.
    """

    allowed_locales: list[PortalLocale] = field(ListOf(Object(PortalLocale)))
    default_locale: str | None = field(Plain("string"), default=None)
    layout: str | None = field(Plain("string"), default=None)
    social_profiles: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    locale_translations: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    popular_content: dict[str, Any] | None = field(MapOf(Anything()), default=None)
