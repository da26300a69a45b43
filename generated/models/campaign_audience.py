from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CampaignAudience(Model):
    """The contacts that get a campaign: all with a label.

    Attributes:
        id: The label's number.
        type: Always `Label`.
    """

    id: int = field(Plain("integer"))
    type: str = field(Plain("string"))

    _more = MapOf(Anything())
