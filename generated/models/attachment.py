from __future__ import annotations

from typing import Any

from ..._wire.kinds import UNSET, Anything, Enumeration, Plain, Unset, declare, field
from ..._wire.model import Model
from .attachment_file_type import AttachmentFileType


@declare
class Attachment(Model):
    """A file, place or card in a message; which keys there are depends on `file_type`.

    Attributes:
        file_type: What an attachment is; it decides which keys there are.
        data_url: Where the file is; the server redirects to its storage, where the token must not go.
        thumb_url: A small picture; empty when there is none.
        file_size: Bytes.
        extension: Null before 4.13.0.
        content_type: The media type of the file, such as image/png. Since Chatwoot 4.13.0.
        width: Pixels.
        height: Pixels.
        transcribed_text: Of an audio.
        coordinates_lat: Of a location.
        coordinates_long: Of a location.
        fallback_title: Of a location, contact or fallback.
        meta: Free-form; of a contact card, its names.
    """

    id: int = field(Plain("integer"))
    message_id: int = field(Plain("integer"))
    file_type: AttachmentFileType = field(Enumeration(AttachmentFileType))
    account_id: int = field(Plain("integer"))
    data_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    thumb_url: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    file_size: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    extension: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    content_type: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    width: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    height: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    transcribed_text: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    coordinates_lat: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    coordinates_long: float | None | Unset = field(Plain("number", nullable=True), default=UNSET)
    fallback_title: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    meta: Any = field(Anything(), default=UNSET)
