from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationSearchInbox(Model):
    """The inbox in a search result.

    Attributes:
        channel_type: Class of the inbox's channel, such as Channel::WebWidget.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    channel_type: str = field(Plain("string"))
