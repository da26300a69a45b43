from __future__ import annotations

import datetime

from ..._wire.kinds import Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .contact_inbox_source import ContactInboxSource


@declare
class MessageConversation(Model):
    """The conversation's fields inside a message.

    Attributes:
        contact_inbox: The contact's identity in an inbox.
    """

    assignee_id: int | None = field(Plain("integer", nullable=True), default=None)
    unread_count: int | None = field(Plain("integer"), default=None)
    last_activity_at: datetime.datetime | None = field(Timestamp("epoch"), default=None)
    contact_inbox: ContactInboxSource | None = field(Object(ContactInboxSource), default=None)
