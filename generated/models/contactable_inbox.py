from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .inbox import Inbox


@declare
class ContactableInbox(Model):
    """An inbox through which a contact can be written to.

    Attributes:
        inbox: In its long form (source, not captured). The page has the short one.
        source_id: What a conversation there is created with. The page has no null.
    """

    inbox: Inbox = field(Object(Inbox))
    source_id: str | None = field(Plain("string", nullable=True))
