from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .role import Role


@declare
class PlatformUserAccount(Model):
    """One account of a user in the platform API.

    Attributes:
        active_at: Time of the user's last activity.
        role: The role of a user in an account.
    """

    id: int = field(Plain("integer"))
    name: str | None = field(Plain("string"), default=None)
    active_at: datetime.datetime | None = field(Timestamp("iso", nullable=True), default=None)
    role: Role | None = field(Enumeration(Role), default=None)
