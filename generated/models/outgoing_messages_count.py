from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class OutgoingMessagesCount(Model):
    """Number of sent messages of one agent, team, inbox or label.

    Attributes:
        id: ID of the label; null if the account does not define it.
    """

    id: int | None = field(Plain("integer", nullable=True))
    name: str = field(Plain("string"))
    outgoing_messages_count: int = field(Plain("integer"))
