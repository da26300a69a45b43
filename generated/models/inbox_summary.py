from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class InboxSummary(Model):
    """The short form of an inbox, as part of a contact.

    Attributes:
        avatar_url: URL of the picture; empty if there is none.
        channel_id: Unique only among inboxes with the same `channel_type`.
        channel_type: Class of the inbox's channel, such as Channel::WebWidget.
        provider: Service that carries the messages; only some types of inboxes have one.
    """

    id: int = field(Plain("integer"))
    avatar_url: str = field(Plain("string"))
    channel_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    channel_type: str = field(Plain("string"))
    provider: str | None = field(Plain("string", nullable=True))
