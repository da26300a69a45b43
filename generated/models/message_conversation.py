from __future__ import annotations

import datetime

from ..._wire.kinds import UNSET, Object, Plain, Timestamp, Unset, declare, field
from ..._wire.model import Model
from .contact_inbox_source import ContactInboxSource


@declare
class MessageConversation(Model):
    """What a message inside a conversation repeats of it. The page has an object without keys.

    Attributes:
        contact_inbox: The contact's identity in an inbox.
    """

    assignee_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    unread_count: int | Unset = field(Plain("integer"), default=UNSET)
    last_activity_at: datetime.datetime | Unset = field(Timestamp("epoch"), default=UNSET)
    contact_inbox: ContactInboxSource | Unset = field(Object(ContactInboxSource), default=UNSET)
