from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ReportingEventPageMeta(Model):
    """The position of the page in the list.

    Attributes:
        count: Number of all matching events.
    """

    count: int = field(Plain("integer"))
    current_page: int = field(Plain("integer"))
    total_pages: int = field(Plain("integer"))
