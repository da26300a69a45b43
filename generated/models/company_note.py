from __future__ import annotations

import datetime

from ..._wire.kinds import Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .contact import Contact
from .user import User


@declare
class CompanyNote(Model):
    """A note with its contact.

    Attributes:
        content: Text of the note, in Markdown.
        account_id: Always null: servers do not fill it.
        contact_id: Always null: servers do not fill it.
        user: The author; absent if the user was deleted.
        contact: The contact.
    """

    id: int = field(Plain("integer"))
    content: str = field(Plain("string"))
    account_id: int | None = field(Plain("integer", nullable=True))
    contact_id: int | None = field(Plain("integer", nullable=True))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    updated_at: datetime.datetime = field(Timestamp("epoch"))
    user: User | None = field(Object(User, nullable=True), default=None)
    contact: Contact | None = field(Object(Contact), default=None)
