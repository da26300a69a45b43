from __future__ import annotations

from ..._wire.kinds import ListOf, Object, field
from ..._wire.model import Model, declare
from .conversation_counts import ConversationCounts
from .conversation_search_row import ConversationSearchRow


@declare
class ConversationSearchPage(Model):
    """One page of the results of a conversation search.

    Attributes:
        meta: Number of matching conversations on all pages.
        payload: At most 25 conversations.
    """

    meta: ConversationCounts = field(Object(ConversationCounts))
    payload: list[ConversationSearchRow] = field(ListOf(Object(ConversationSearchRow)))
