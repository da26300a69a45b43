"""Files of multipart bodies as attachments."""

from __future__ import annotations

from typing import Any

from .._state.records import Attachment, FileType
from .call import Uploaded

_IMAGES = ("image/bmp", "image/gif", "image/jpeg", "image/png", "image/webp")
_VIDEOS = ("video/mp4", "video/ogg", "video/quicktime", "video/webm")
# What a stored name cannot have; a server writes "-" for each.
_UNSTORABLE = str.maketrans(dict.fromkeys('\u202e%$|:;/<>?*"\t\r\n\\', "-"))


def attachments(given: Any) -> list[Attachment]:
    """What `attachments[]` has; a file under any other name is no list.

    Raises:
        ValueError: the words of the exception that the server meets.
    """
    if given in (None, "", []):
        return []
    if not isinstance(given, list):
        raise ValueError(f"undefined method 'each' for {'a file' if isinstance(given, Uploaded) else repr(given)}")
    return [_attachment(each) for each in given]


def _attachment(given: Any) -> Attachment:
    if not isinstance(given, Uploaded):  # the signed id of a file that was uploaded before, which nobody can do here
        raise ValueError("ActiveSupport::MessageVerifier::InvalidSignature")
    return Attachment(
        _file_type(given.content_type),
        given.name.strip().translate(_UNSTORABLE),
        len(given.content),
        content=given.content,
        content_type=given.content_type,
    )


def _file_type(content_type: str) -> FileType:
    kind = content_type.partition(";")[0].strip()
    if kind in _IMAGES:
        return "image"
    if kind in _VIDEOS:
        return "video"
    return "audio" if kind.startswith("audio/") else "file"
