from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class DashboardAppFrame(Model):
    """A page to show.

    Attributes:
        type: Always `frame`.
        url: An http or https URL.
    """

    type: str = field(Plain("string"))
    url: str = field(Plain("string"))

    _more = MapOf(Anything())
