from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class UploadedFile(Model):
    """A file that was uploaded.

    Attributes:
        file_url: Where the file is; the server redirects to its storage, where the token must not go.
        blob_id: The signed id of the stored file.
    """

    file_url: str = field(Plain("string"))
    blob_id: str = field(Plain("string"))
