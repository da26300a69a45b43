from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .inbox_record import InboxRecord


@declare
class CreatedContactInbox(Model):
    """The identity of a new contact in an inbox; both keys are null if no inbox was given.

    Attributes:
        inbox: The inbox, as a database record.
        source_id: The `source_id` for new conversations with this contact.
    """

    inbox: InboxRecord | None = field(Object(InboxRecord, nullable=True))
    source_id: str | None = field(Plain("string", nullable=True))
