from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class InboxSummary(Model):
    """The short form of an inbox, as it comes with a contact.

    Attributes:
        avatar_url: Empty when there is none.
        channel_id: Unique among inboxes with the same channel_type only.
        channel_type: The kind of inbox, such as Channel::WebWidget.
        provider: The carrier of the messages of some kinds of inboxes.
    """

    id: int = field(Plain("integer"))
    avatar_url: str = field(Plain("string"))
    channel_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    channel_type: str = field(Plain("string"))
    provider: str | None = field(Plain("string", nullable=True))
