from __future__ import annotations

from ..._wire.kinds import UNSET, Plain, Unset, declare, field
from ..._wire.model import Model


@declare
class CaptainAssistant(Model):
    """Captain, the assistant of the paid edition, as assignee of a conversation (source, not captured).

    Attributes:
        thumbnail: A URL.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
    thumbnail: str | None | Unset = field(Plain("string", nullable=True), default=UNSET)
