from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .access_token_record import AccessTokenRecord
from .bot_type import BotType


@declare
class InboxAgentBot(Model):
    """The bot of an inbox. `access_token` is a whole record here; in other responses it is a string.

    Attributes:
        thumbnail: URL of the picture; empty if there is none.
        bot_type: How the server calls a bot.
        outgoing_url: URL that receives the bot's events. Absent for a bot of the whole installation.
        bot_config: Free-form.
        account_id: Null for a bot of the whole installation.
        access_token: The bot's API access token.
        secret: Key with which the server signs its requests to the bot. Since Chatwoot 4.13.0.
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
    access_token: AccessTokenRecord | None = field(Object(AccessTokenRecord), default=None)
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    system_bot: bool | None = field(Plain("boolean"), default=None)
