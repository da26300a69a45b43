from __future__ import annotations

from typing import Any

from ...declarations import UNSET, Anything, Enumeration, Plain, Unset, declare, field
from ...decoding import Model
from .bot_type import BotType


@declare
class AgentBot(Model):
    """A bot, as assignee of a conversation.

    Attributes:
        thumbnail: A URL; empty when there is none.
        outgoing_url: Where the bot gets its events.
        bot_type: How a bot is reached.
        bot_config: Free-form.
        account_id: Null for a bot of the whole installation.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    thumbnail: str = field(Plain("string"))
    outgoing_url: str | None = field(Plain("string", nullable=True))
    bot_type: BotType = field(Enumeration(BotType))
    bot_config: Any = field(Anything(), default=UNSET)
    account_id: int | None | Unset = field(Plain("integer", nullable=True), default=UNSET)
    access_token: str | Unset = field(Plain("string", secret=True), default=UNSET)
    system_bot: bool | Unset = field(Plain("boolean"), default=UNSET)
