from __future__ import annotations

from ..._wire.kinds import Object, field
from ..._wire.model import Model, declare
from .contact import Contact
from .created_contact_inbox import CreatedContactInbox


@declare
class CreatedContact(Model):
    """A new contact, and its identity in the given inbox.

    Attributes:
        contact: A customer.
        contact_inbox: The identity of a new contact in an inbox; both keys are null if no inbox was given.
    """

    contact: Contact = field(Object(Contact))
    contact_inbox: CreatedContactInbox = field(Object(CreatedContactInbox))
