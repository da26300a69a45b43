from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .custom_filter_type import CustomFilterType


@declare
class CustomFilter(Model):
    """A filter that a user saved.

    Attributes:
        filter_type: Type of the records that a saved filter selects.
        query: Free-form: the request body for filtering conversations or contacts.
        type: Not sent by servers; they send `filter_type` instead.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    filter_type: CustomFilterType = field(Enumeration(CustomFilterType))
    query: dict[str, Any] = field(MapOf(Anything()))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    type: CustomFilterType | None = field(Enumeration(CustomFilterType), default=None)
