from __future__ import annotations

from ..._wire.kinds import Anything, MapOf, Plain, field
from ..._wire.model import Model, declare


@declare
class EventChannel(Model):
    """The channel of an inbox, in an event. The other keys depend on the channel and **contain secrets**;
    they are free-form in `additional_properties` and never shown in a repr.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))

    _more = MapOf(Anything())
