from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class EventContactInbox(Model):
    """The contact as the inbox knows it, in an event.

    Attributes:
        source_id: Id of the contact in the inbox's channel.
        hmac_verified: Whether the contact's identity was proved.
        pubsub_token: The token with which the contact's browser gets events.
    """

    id: int = field(Plain("integer"))
    contact_id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    source_id: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    hmac_verified: bool = field(Plain("boolean"))
    pubsub_token: str | None = field(Plain("string", secret=True), default=None)
