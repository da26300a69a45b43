from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .bot_type import BotType


@declare
class AgentBot(Model):
    """A bot. It has fewer keys where it is the assignee of a conversation.

    Attributes:
        thumbnail: URL of the picture; empty if there is none.
        bot_type: How the server calls a bot.
        outgoing_url: URL that receives the bot's events. Absent for a bot of the whole installation.
        bot_config: Free-form.
        account_id: ID of the account; null for a bot of the whole installation.
        access_token: The bot's token for the API. Absent for a bot of the whole installation.
        secret: The key with which the server signs its requests to the bot. Since Chatwoot 4.13.0.
        system_bot: Whether the bot belongs to the whole installation.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    thumbnail: str = field(Plain("string"))
    bot_type: BotType = field(Enumeration(BotType))
    outgoing_url: str | None = field(Plain("string", nullable=True), default=None)
    bot_config: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    account_id: int | None = field(Plain("integer", nullable=True), default=None)
    access_token: str | None = field(Plain("string", secret=True), default=None)
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    system_bot: bool | None = field(Plain("boolean"), default=None)
