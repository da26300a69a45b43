from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .direct_upload_target import DirectUploadTarget


@declare
class DirectUpload(Model):
    """A file to upload.

    Attributes:
        signed_id: Signed ID, with which a message refers to the file.
        direct_upload: The upload URL and headers for a file.
        metadata: Free-form.
        service_name: Name of the storage service.
    """

    id: int = field(Plain("integer"))
    key: str = field(Plain("string"))
    filename: str = field(Plain("string"))
    content_type: str = field(Plain("string"))
    byte_size: int = field(Plain("integer"))
    checksum: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    signed_id: str = field(Plain("string"))
    direct_upload: DirectUploadTarget = field(Object(DirectUploadTarget))
    metadata: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    service_name: str | None = field(Plain("string"), default=None)
    attachable_sgid: str | None = field(Plain("string"), default=None)
