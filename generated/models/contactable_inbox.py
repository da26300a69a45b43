from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .inbox_summary import InboxSummary


@declare
class ContactableInbox(Model):
    """An inbox through which the contact can be reached.

    Attributes:
        inbox: The short form of an inbox, as part of a contact.
        source_id: The `source_id` for new conversations there.
    """

    inbox: InboxSummary = field(Object(InboxSummary))
    source_id: str | None = field(Plain("string", nullable=True))
