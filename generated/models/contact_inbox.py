from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .inbox_summary import InboxSummary


@declare
class ContactInbox(Model):
    """A contact's identity in an inbox.

    Attributes:
        source_id: ID of the contact in the inbox's channel: an address, a number or a random string.
        inbox: The short form of an inbox, as part of a contact.
    """

    source_id: str = field(Plain("string"))
    inbox: InboxSummary = field(Object(InboxSummary))
