from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PublicContact(Model):
    """A contact, as it sees itself.

    Attributes:
        source_id: The `contact_identifier` of other calls.
        pubsub_token: The token of the contact's realtime connection.
        name: Name of the contact; the server invents one if none was given.
    """

    source_id: str = field(Plain("string", secret=True))
    pubsub_token: str = field(Plain("string", secret=True))
    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    email: str | None = field(Plain("string", nullable=True))
    phone_number: str | None = field(Plain("string", nullable=True))
