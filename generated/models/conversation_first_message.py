from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .creatable_content_type import CreatableContentType
from .message_direction import MessageDirection
from .message_template_params import MessageTemplateParams


@declare
class ConversationFirstMessage(Model):
    """The first message of a new conversation. No field is required.

    Attributes:
        content: The text, up to 150,000 characters. Servers render it as a Liquid template unless the
            contact wrote it. The client therefore escapes Liquid tags, so that the text is stored unchanged.
            Pass `Liquid("...")` to have it rendered.
        message_type: The direction of a new message. The server accepts `incoming` in API inboxes only, and
            responds with 422 to an unknown direction.
        private: Whether it is a private note, which the contact does not see.
        content_type: The content type of a new message.
        content_attributes: Free-form: the data of the content type, such as the items of a select.
        template_params: A WhatsApp or Twilio template to send instead of text. The server requires `name`.
    """

    content: str | None = field(Plain("string", nullable=True), default=None)
    message_type: MessageDirection | None = field(Enumeration(MessageDirection), default=None)
    private: bool | None = field(Plain("boolean"), default=None)
    content_type: CreatableContentType | None = field(Enumeration(CreatableContentType), default=None)
    content_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    template_params: MessageTemplateParams | None = field(Object(MessageTemplateParams), default=None)
