from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class Company(Model):
    """A company to which contacts belong.

    Attributes:
        contacts_count: Number of contacts of the company; null until the first one is added.
        domain: Domain of the company's email addresses.
        avatar_url: URL of the picture; empty if there is none.
        custom_attributes: Free-form. Since Chatwoot 4.15.0.
        last_activity_at: Time of the last activity of any of its contacts; absent if there was no activity.
            Since Chatwoot 4.15.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    contacts_count: int | None = field(Plain("integer", nullable=True))
    domain: str | None = field(Plain("string", nullable=True))
    description: str | None = field(Plain("string", nullable=True))
    avatar_url: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
    custom_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    last_activity_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
