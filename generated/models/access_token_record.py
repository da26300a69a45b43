from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class AccessTokenRecord(Model):
    """An access token as its database record.

    Attributes:
        owner_type: Class of the token's owner, such as AgentBot.
    """

    id: int = field(Plain("integer"))
    owner_type: str = field(Plain("string"))
    owner_id: int = field(Plain("integer"))
    token: str = field(Plain("string", secret=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
