from __future__ import annotations

import builtins

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_DESCRIPTION = Parameter("body", "description", Plain("string", nullable=True))
_OUTGOING_URL = Parameter("body", "outgoing_url", Plain("string", nullable=True))
_ACCOUNT_ID = Parameter("body", "account_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True))
_AGENT_BOT_ID = Parameter("path", "agent_bot_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.PlatformAgentBot]] = Operation(
    id="platform_agent_bots.list",
    method="GET",
    path="/platform/api/v1/agent_bots",
    returns=lambda: ListOf(Object(models.PlatformAgentBot)),
)

CREATE: Operation[models.PlatformAgentBot] = Operation(
    id="platform_agent_bots.create",
    method="POST",
    path="/platform/api/v1/agent_bots",
    returns=lambda: Object(models.PlatformAgentBot),
    parameters=(Parameter("body", "name", Plain("string"), required=True), _DESCRIPTION, _OUTGOING_URL, _ACCOUNT_ID),
)

GET: Operation[models.PlatformAgentBot] = Operation(
    id="platform_agent_bots.get",
    method="GET",
    path="/platform/api/v1/agent_bots/{agent_bot_id}",
    returns=lambda: Object(models.PlatformAgentBot),
    parameters=(_AGENT_BOT_ID,),
)

DELETE: Operation[None] = Operation(
    id="platform_agent_bots.delete",
    method="DELETE",
    path="/platform/api/v1/agent_bots/{agent_bot_id}",
    returns=None,
    parameters=(_AGENT_BOT_ID,),
)

UPDATE: Operation[models.PlatformAgentBot] = Operation(
    id="platform_agent_bots.update",
    method="PATCH",
    path="/platform/api/v1/agent_bots/{agent_bot_id}",
    returns=lambda: Object(models.PlatformAgentBot),
    retry_safe=True,
    parameters=(_AGENT_BOT_ID, Parameter("body", "name", Plain("string")), _DESCRIPTION, _OUTGOING_URL, _ACCOUNT_ID),
)


class PlatformAgentBotsResource(Resource):
    """The bots of a platform app."""

    __slots__ = ()

    async def list(self) -> builtins.list[models.PlatformAgentBot]:
        """List the bots of the platform app.

        `GET /platform/api/v1/agent_bots`

        Returns all bots in one response, each with its access token.

        Returns:
            The bots.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(LIST, {})

    async def create(
        self,
        *,
        name: str,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        account_id: int | None | Unset = UNSET,
    ) -> models.PlatformAgentBot:
        """Create a bot.

        `POST /platform/api/v1/agent_bots`

        Creates a bot for one account or, without `account_id`, for the whole installation.

        Args:
            name: The name.
            description: A description for users.
            outgoing_url: URL that receives the bot's events.
            account_id: ID of its account; null for the whole installation.

        Returns:
            The bot, with its access token.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE, {"name": name, "description": description, "outgoing_url": outgoing_url, "account_id": account_id}
        )

    async def get(self, agent_bot_id: int) -> models.PlatformAgentBot:
        """Get a bot.

        `GET /platform/api/v1/agent_bots/{agent_bot_id}`

        Args:
            agent_bot_id: ID of the bot.

        Returns:
            The bot.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"agent_bot_id": agent_bot_id})

    async def delete(self, agent_bot_id: int) -> None:
        """Delete a bot.

        `DELETE /platform/api/v1/agent_bots/{agent_bot_id}`

        Args:
            agent_bot_id: ID of the bot.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"agent_bot_id": agent_bot_id})

    async def update(
        self,
        agent_bot_id: int,
        *,
        name: str | None = None,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        account_id: int | None | Unset = UNSET,
    ) -> models.PlatformAgentBot:
        """Change a bot.

        `PATCH /platform/api/v1/agent_bots/{agent_bot_id}`

        Changes only the given fields.

        Args:
            agent_bot_id: ID of the bot.
            name: The name.
            description: A description for users.
            outgoing_url: URL that receives the bot's events.
            account_id: ID of its account; null for the whole installation.

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
                "agent_bot_id": agent_bot_id,
                "name": name,
                "description": description,
                "outgoing_url": outgoing_url,
                "account_id": account_id,
            },
        )
