from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import UNSET, Anything, Enumeration, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model
from .sla_event_type import SlaEventType


@declare
class SlaEvent(Model):
    """Something that missed its service level agreement. The page has an object without keys.

    Attributes:
        event_type: What was missed, the first response time, the next response time or the resolution time.
        meta: Free-form.
    """

    id: int | Unset = field(Plain("integer"), default=UNSET)
    event_type: SlaEventType | Unset = field(Enumeration(SlaEventType), default=UNSET)
    meta: Any = field(Anything(), default=UNSET)
    created_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
    updated_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
