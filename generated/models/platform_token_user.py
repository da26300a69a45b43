from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PlatformTokenUser(Model):
    """The owner of the token.

    Attributes:
        display_name: Name that contacts see.
        pubsub_token: The token of the user's realtime connection.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    display_name: str | None = field(Plain("string", nullable=True))
    email: str = field(Plain("string"))
    pubsub_token: str = field(Plain("string", secret=True))
