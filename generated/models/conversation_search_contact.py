from __future__ import annotations

from ..._wire.kinds import Plain, declare, field
from ..._wire.model import Model


@declare
class ConversationSearchContact(Model):
    """The customer, as a search shows them.

    Attributes:
        name: May be empty.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
