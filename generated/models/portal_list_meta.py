from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PortalListMeta(Model):
    """Number of help centers."""

    current_page: int | None = field(Plain("integer"), default=None)
    portals_count: int | None = field(Plain("integer"), default=None)
