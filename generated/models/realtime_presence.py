from __future__ import annotations

from ..._wire.kinds import Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .availability import Availability


@declare
class RealtimePresence(Model):
    """Online users and contacts.

    Attributes:
        users: Users, by ID.
        contacts: Online contacts, by ID. Contacts do not receive this list.
    """

    account_id: int = field(Plain("integer"))
    users: dict[str, Availability] = field(MapOf(Enumeration(Availability, extensible=True)))
    contacts: dict[str, Availability] | None = field(MapOf(Enumeration(Availability, extensible=True)), default=None)
