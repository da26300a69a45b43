from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class FoundContact(Model):
    """A contact in a search result.

    Attributes:
        name: The name; may be empty.
        identifier: The contact's ID in your own system.
        additional_attributes: Free-form.
        last_activity_at: Time of the contact's last activity; null or absent if there was no activity.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
    identifier: str | None = field(Plain("string", nullable=True))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    last_activity_at: datetime.datetime | None = field(Timestamp("epoch", nullable=True), default=None)
