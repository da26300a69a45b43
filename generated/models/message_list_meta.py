from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .message_contact import MessageContact
from .message_user import MessageUser


@declare
class MessageListMeta(Model):
    """The conversation that the messages belong to.

    Attributes:
        additional_attributes: Free-form.
        contact: A contact as the sender of a message.
        assignee: A user as the sender of a message.
    """

    labels: list[str] = field(ListOf(Plain("string")))
    additional_attributes: dict[str, Any] = field(MapOf(Anything()))
    contact: MessageContact = field(Object(MessageContact))
    agent_last_seen_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    assignee_last_seen_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    assignee: MessageUser | None = field(Object(MessageUser), default=None)
