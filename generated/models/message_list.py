from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .message import Message
from .message_list_meta import MessageListMeta


@declare
class MessageList(Model):
    """A window of a conversation's messages.

    Attributes:
        meta: The conversation that the messages belong to.
        payload: Sorted by `created_at`, oldest first.
    """

    meta: MessageListMeta = field(Object(MessageListMeta))
    payload: list[Message] = field(ListOf(Object(Message)))
