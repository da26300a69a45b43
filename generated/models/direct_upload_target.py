from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class DirectUploadTarget(Model):
    """Where to put a file.

    Attributes:
        url: The URL for a PUT, good for five minutes.
        headers: Free-form: the headers that the PUT must have.
    """

    url: str = field(Plain("string"))
    headers: dict[str, Any] = field(MapOf(Anything()))
