from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_OUTGOING_URL = Parameter("body", "outgoing_url", Plain("string", nullable=True))
_AVATAR_URL = Parameter("body", "avatar_url", Plain("string"))
_BOT_TYPE = Parameter("body", "bot_type", lambda: Enumeration(models.BotType))
_BOT_CONFIG = Parameter("body", "bot_config", MapOf(Anything()))
_AVATAR = Parameter("file", "avatar", Anything())
_AGENT_BOT_ID = Parameter("path", "agent_bot_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.AgentBot]] = Operation(
    id="agent_bots.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_bots",
    returns=lambda: ListOf(Object(models.AgentBot)),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.AgentBot] = Operation(
    id="agent_bots.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_bots",
    returns=lambda: Object(models.AgentBot),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "name", Plain("string"), required=True),
        _DESCRIPTION,
        _OUTGOING_URL,
        _AVATAR_URL,
        _BOT_TYPE,
        _BOT_CONFIG,
        _AVATAR,
    ),
)

GET: Operation[models.AgentBot] = Operation(
    id="agent_bots.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}",
    returns=lambda: Object(models.AgentBot),
    parameters=(_ACCOUNT_ID, _AGENT_BOT_ID),
)

DELETE: Operation[None] = Operation(
    id="agent_bots.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _AGENT_BOT_ID),
)

UPDATE: Operation[models.AgentBot] = Operation(
    id="agent_bots.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}",
    returns=lambda: Object(models.AgentBot),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _AGENT_BOT_ID,
        Parameter("body", "name", Plain("string")),
        _DESCRIPTION,
        _OUTGOING_URL,
        _AVATAR_URL,
        _BOT_TYPE,
        _BOT_CONFIG,
        _AVATAR,
    ),
)

DELETE_AVATAR: Operation[models.AgentBot] = Operation(
    id="agent_bots.delete_avatar",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/avatar",
    returns=lambda: Object(models.AgentBot),
    parameters=(_ACCOUNT_ID, _AGENT_BOT_ID),
)

RESET_ACCESS_TOKEN: Operation[models.AgentBot] = Operation(
    id="agent_bots.reset_access_token",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/reset_access_token",
    returns=lambda: Object(models.AgentBot),
    parameters=(_ACCOUNT_ID, _AGENT_BOT_ID),
)

RESET_SECRET: Operation[models.AgentBot] = Operation(
    id="agent_bots.reset_secret",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/reset_secret",
    returns=lambda: Object(models.AgentBot),
    parameters=(_ACCOUNT_ID, _AGENT_BOT_ID),
)


class AgentBotsResource(Resource):
    """Programs that take part in conversations."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.AgentBot]:
        """List all bots that an account can use.

        `GET /api/v1/accounts/{account_id}/agent_bots`

        The account's bots and the bots of the whole installation, in one response.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bots.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {"account_id": account_id})

    async def create(
        self,
        *,
        name: str,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        avatar_url: str | None = None,
        bot_type: models.BotType | Literal["webhook"] | None = None,
        bot_config: Mapping[str, Any] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.AgentBot:
        """Create a bot.

        `POST /api/v1/accounts/{account_id}/agent_bots`

        For administrators only. `inboxes.set_agent_bot` connects the bot to an inbox.

        Args:
            name: The name.
            description: A description for users.
            outgoing_url: URL that receives the bot's events.
            avatar_url: URL of a picture; the server fetches it in the background.
            bot_type: How the server calls the bot, as in responses. A request without a file may also contain
                an integer (0 for webhook).
            bot_config: Free-form: the full configuration. Cannot be sent together with a file.
            avatar: A picture of the bot.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot, with its access token.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "account_id": account_id,
                "name": name,
                "description": description,
                "outgoing_url": outgoing_url,
                "avatar_url": avatar_url,
                "bot_type": bot_type,
                "bot_config": bot_config,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def get(self, agent_bot_id: int, *, account_id: int | None = None) -> models.AgentBot:
        """Get a bot.

        `GET /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        Returns a bot of the account or of the whole installation.

        Args:
            agent_bot_id: ID of the bot.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "agent_bot_id": agent_bot_id})

    async def delete(self, agent_bot_id: int, *, account_id: int | None = None) -> None:
        """Delete a bot.

        `DELETE /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        For administrators only. The server responds with 404 for bots of the whole installation.

        Args:
            agent_bot_id: ID of the bot.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "agent_bot_id": agent_bot_id})

    async def update(
        self,
        agent_bot_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        avatar_url: str | None = None,
        bot_type: models.BotType | Literal["webhook"] | None = None,
        bot_config: Mapping[str, Any] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.AgentBot:
        """Change a bot.

        `PATCH /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        Changes only the given fields; `bot_config` **replaces** the previous value as a whole. For
        administrators only. The server responds with 404 for bots of the whole installation.

        Args:
            agent_bot_id: ID of the bot.
            name: The name.
            description: A description for users.
            outgoing_url: URL that receives the bot's events.
            avatar_url: URL of a picture; the server fetches it in the background.
            bot_type: How the server calls the bot, as in responses. A request without a file may also contain
                an integer (0 for webhook).
            bot_config: Free-form: the full configuration. Cannot be sent together with a file.
            avatar: A picture of the bot.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "agent_bot_id": agent_bot_id,
                "name": name,
                "description": description,
                "outgoing_url": outgoing_url,
                "avatar_url": avatar_url,
                "bot_type": bot_type,
                "bot_config": bot_config,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def delete_avatar(self, agent_bot_id: int, *, account_id: int | None = None) -> models.AgentBot:
        """Delete a bot's picture.

        `DELETE /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/avatar`

        Succeeds even if there is no picture. For administrators only.

        Args:
            agent_bot_id: ID of the bot.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_AVATAR, {"account_id": account_id, "agent_bot_id": agent_bot_id})

    async def reset_access_token(self, agent_bot_id: int, *, account_id: int | None = None) -> models.AgentBot:
        """Reset a bot's access token.

        `POST /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/reset_access_token`

        The old token stops working. For administrators only.

        Args:
            agent_bot_id: ID of the bot.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot, with its new access token.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(RESET_ACCESS_TOKEN, {"account_id": account_id, "agent_bot_id": agent_bot_id})

    async def reset_secret(self, agent_bot_id: int, *, account_id: int | None = None) -> models.AgentBot:
        """Reset a bot's webhook secret.

        `POST /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}/reset_secret`

        The server signs later events with it. For administrators only.

        Since Chatwoot 4.16.0.

        Args:
            agent_bot_id: ID of the bot.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot, with its new secret.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(RESET_SECRET, {"account_id": account_id, "agent_bot_id": agent_bot_id})
