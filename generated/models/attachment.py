from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .attachment_file_type import AttachmentFileType


@declare
class Attachment(Model):
    """A file, location or contact card in a message. The keys depend on `file_type`.

    Attributes:
        file_type: The kind of an attachment, on which its other keys depend.
        data_url: URL of the file. The server redirects it to its storage; do not send the token there.
        thumb_url: URL of a small preview picture; empty if there is none.
        file_size: Size in bytes.
        extension: Extension of the file name; null before 4.13.0.
        content_type: The media type of the file, such as image/png. Since Chatwoot 4.13.0.
        width: In pixels.
        height: In pixels.
        transcribed_text: Audio only: transcription.
        coordinates_lat: Location attachments only.
        coordinates_long: Location attachments only.
        fallback_title: Location, contact and fallback attachments only: title.
        meta: Free-form: the name of the contact, for contact cards.
    """

    id: int = field(Plain("integer"))
    message_id: int = field(Plain("integer"))
    file_type: AttachmentFileType = field(Enumeration(AttachmentFileType))
    account_id: int = field(Plain("integer"))
    data_url: str | None = field(Plain("string", nullable=True), default=None)
    thumb_url: str | None = field(Plain("string", nullable=True), default=None)
    file_size: int | None = field(Plain("integer", nullable=True), default=None)
    extension: str | None = field(Plain("string", nullable=True), default=None)
    content_type: str | None = field(Plain("string", nullable=True), default=None)
    width: int | None = field(Plain("integer", nullable=True), default=None)
    height: int | None = field(Plain("integer", nullable=True), default=None)
    transcribed_text: str | None = field(Plain("string", nullable=True), default=None)
    coordinates_lat: float | None = field(Plain("number", nullable=True), default=None)
    coordinates_long: float | None = field(Plain("number", nullable=True), default=None)
    fallback_title: str | None = field(Plain("string", nullable=True), default=None)
    meta: dict[str, Any] | None = field(MapOf(Anything()), default=None)
