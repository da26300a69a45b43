from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class CampaignTrigger(Model):
    """Conditions for showing a campaign on a website.

    Attributes:
        url: URL of the page; may contain a pattern.
        time_on_page: Seconds on the page after which the campaign is shown.
    """

    url: str | None = field(Plain("string"), default=None)
    time_on_page: int | None = field(Plain("integer"), default=None)

    _more = MapOf(Anything())
