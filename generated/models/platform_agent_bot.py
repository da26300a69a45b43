from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PlatformAgentBot(Model):
    """A bot in the platform API.

    Attributes:
        description: A description for users.
        outgoing_url: URL that receives the bot's events. 4.10.0 returns the bot's name here instead.
        account_id: ID of the account; null for a bot of the whole installation.
        access_token: The bot's token for the API.
    """

    id: int = field(Plain("integer"))
    name: str | None = field(Plain("string", nullable=True))
    description: str | None = field(Plain("string", nullable=True))
    outgoing_url: str | None = field(Plain("string", nullable=True))
    account_id: int | None = field(Plain("integer", nullable=True))
    access_token: str = field(Plain("string", secret=True))
