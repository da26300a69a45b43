from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ConversationSearchContact(Model):
    """The contact in a search result.

    Attributes:
        name: The name; may be empty.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
