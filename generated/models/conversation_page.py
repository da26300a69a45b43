from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .conversation import Conversation
from .conversation_counts import ConversationCounts


@declare
class ConversationPage(Model):
    """One page of conversations.

    Attributes:
        meta: Number of matching conversations on all pages.
        payload: At most 25 conversations.
    """

    meta: ConversationCounts = field(Object(ConversationCounts))
    payload: list[Conversation] = field(ListOf(Object(Conversation)))
