from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .sla_event_type import SlaEventType


@declare
class SlaEvent(Model):
    """A missed target of a service level agreement.

    Attributes:
        event_type: The target that was missed.
        meta: Free-form.
    """

    id: int | None = field(Plain("integer"), default=None)
    event_type: SlaEventType | None = field(Enumeration(SlaEventType), default=None)
    meta: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    created_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    updated_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
