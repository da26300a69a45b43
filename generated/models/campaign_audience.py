from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CampaignAudience(Model):
    """The recipients of a campaign: all contacts with a label.

    Attributes:
        id: ID of the label.
        type: Always `Label`.
    """

    id: int = field(Plain("integer"))
    type: str = field(Plain("string"))

    _more = MapOf(Anything())
