from __future__ import annotations

from ..._wire.kinds import AnyOf, Plain, field
from ..._wire.model import Model, declare


@declare
class AppliedSlaPageMeta(Model):
    """The position of the page in the list.

    Attributes:
        count: Number of all matching rows.
        current_page: A number, or a string if the request has `page`.
    """

    count: int = field(Plain("integer"))
    current_page: int | str = field(AnyOf((Plain("integer"), Plain("string"))))
