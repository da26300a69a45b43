from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class UploadedFile(Model):
    """An uploaded file.

    Attributes:
        file_url: URL of the file. The server redirects it to its storage; do not send the token there.
        blob_id: Signed ID of the stored file.
    """

    file_url: str = field(Plain("string"))
    blob_id: str = field(Plain("string"))
