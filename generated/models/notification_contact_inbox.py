from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class NotificationContactInbox(Model):
    """The contact's identity in the inbox of a notification's conversation.

    Attributes:
        source_id: The contact's identity in the inbox.
        pubsub_token: Token with which the contact receives realtime events.
    """

    id: int = field(Plain("integer"))
    contact_id: int = field(Plain("integer"))
    inbox_id: int = field(Plain("integer"))
    source_id: str = field(Plain("string"))
    hmac_verified: bool | None = field(Plain("boolean", nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    pubsub_token: str | None = field(Plain("string", secret=True, nullable=True), default=None)
