from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class CaptainAssistant(Model):
    """Captain, the assistant of the paid edition, as the assignee of a conversation.

    Attributes:
        thumbnail: URL of the picture.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True), default=None)
    thumbnail: str | None = field(Plain("string", nullable=True), default=None)
