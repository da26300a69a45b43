from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .template_category import TemplateCategory


@declare
class MessageTemplateParams(Model):
    """A WhatsApp or Twilio template to send instead of text. The server requires `name`.

    Attributes:
        name: Name of the template.
        category: The category of a WhatsApp template.
        language: Language of the template, such as en_US.
        namespace: Namespace of the template, if the provider uses namespaces.
        processed_params: Free-form: the values for the template. Servers render its texts as Liquid, too:
            see `content`. Keys: `body` (texts by position), `header` (`media_url`, and `media_type`: image,
            video or document) and `buttons` (each with `type`, url or copy_code, and `parameter`); older
            servers accept only the texts of the body, by position.
    """

    name: str = field(Plain("string"))
    category: TemplateCategory | None = field(Enumeration(TemplateCategory, extensible=True), default=None)
    language: str | None = field(Plain("string"), default=None)
    namespace: str | None = field(Plain("string"), default=None)
    processed_params: dict[str, Any] | None = field(MapOf(Anything()), default=None)
