from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class EventChannel(Model):
    """The channel of an inbox, in an event. The rest depends on the channel and **has secrets**: it is
    free-form, in `additional_properties`, and no repr shows it.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))

    _more = MapOf(Anything())
