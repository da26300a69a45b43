from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .direct_upload_target import DirectUploadTarget


@declare
class DirectUpload(Model):
    """A file that is going to be uploaded.

    Attributes:
        signed_id: Names the file in a message.
        direct_upload: Where to put a file.
        metadata: Free-form.
        service_name: The storage.
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
