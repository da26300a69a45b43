from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class CsatReviewer(Model):
    """The author of a note about the response to a survey."""

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
