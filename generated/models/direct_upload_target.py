from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class DirectUploadTarget(Model):
    """The upload URL and headers for a file.

    Attributes:
        url: URL for the PUT request; valid for five minutes.
        headers: Free-form: headers that the PUT request must have.
    """

    url: str = field(Plain("string"))
    headers: dict[str, Any] = field(MapOf(Anything()))
