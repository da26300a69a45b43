from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class EventContactInbox(Model):
    """The contact's identity in the inbox, in an event.

    Attributes:
        source_id: ID of the contact in the inbox's channel.
        hmac_verified: Whether the contact has proved their identity.
        pubsub_token: Token with which the contact's browser receives events.
    """

    id: int = field(Plain("integer"))
    contact_id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    source_id: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    hmac_verified: bool = field(Plain("boolean"))
    pubsub_token: str | None = field(Plain("string", secret=True), default=None)
