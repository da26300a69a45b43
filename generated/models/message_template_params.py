from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .template_category import TemplateCategory


@declare
class MessageTemplateParams(Model):
    """A WhatsApp or Twilio template that is sent instead of a text. The server requires `name`.

    Attributes:
        name: The template's name.
        category: The category of a WhatsApp template.
        language: Language of the template, such as en_US.
        namespace: Namespace of the template, if the provider uses namespaces.
        processed_params: Free-form: the values for the template. Its texts are run as Liquid, too: see
            `content`. `body` (texts by their places), `header` (`media_url`, and `media_type`: image, video or
            document) and `buttons` (each with `type`, url or copy_code, and `parameter`); older servers take
            the texts of the body alone, by their places.
    """

    name: str = field(Plain("string"))
    category: TemplateCategory | None = field(Enumeration(TemplateCategory, extensible=True), default=None)
    language: str | None = field(Plain("string"), default=None)
    namespace: str | None = field(Plain("string"), default=None)
    processed_params: dict[str, Any] | None = field(MapOf(Anything()), default=None)
