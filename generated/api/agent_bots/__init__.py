from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.agent_bot import AgentBot
from ...models.bot_type import BotType
from .agent_bots_create import agent_bots_create
from .agent_bots_delete import agent_bots_delete
from .agent_bots_get import agent_bots_get
from .agent_bots_list import agent_bots_list
from .agent_bots_update import agent_bots_update


class AgentBotsResource:
    """Programs that take part in conversations."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[AgentBot]:
        """All bots that an account can use.

        `GET /api/v1/accounts/{account_id}/agent_bots`

        Its own and those of the whole installation, all at once.

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The bots.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agent_bots_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        name: str,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        avatar_url: str | Unset = UNSET,
        bot_type: BotType | Literal["webhook"] | Unset = UNSET,
        bot_config: Mapping[str, Any] | Unset = UNSET,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
    ) -> AgentBot:
        """Create a bot.

        `POST /api/v1/accounts/{account_id}/agent_bots`

        For administrators only (source). `inboxes_set_agent_bot` gives it an inbox.

        Args:
            account_id: The account's number; the client's own where it is left out.
            name: What it is called.
            description: What users are told about it. The page has no null.
            outgoing_url: Where the bot gets its events. The page has no null.
            avatar_url: The URL of a picture; the server fetches it some time later (source).
            bot_type: How it is reached, as in answers. The page has an integer, which servers take in JSON, too
                (0 for webhook), but not beside a file (source, not captured).
            bot_config: Free-form: all of it. Cannot be sent together with a file.
            avatar: A picture of the bot.
            on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

        Returns:
            The bot, with its access token.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agent_bots_create(
            self._client,
            account_id=account_id,
            name=name,
            description=description,
            outgoing_url=outgoing_url,
            avatar_url=avatar_url,
            bot_type=bot_type,
            bot_config=bot_config,
            avatar=avatar,
            on_progress=on_progress,
        )

    async def get(
        self,
        agent_bot_id: int,
        *,
        account_id: int | None = None,
    ) -> AgentBot:
        """One bot.

        `GET /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        One of the account, or of the whole installation.

        Args:
            account_id: The account's number; the client's own where it is left out.
            agent_bot_id: The bot's number.

        Returns:
            The bot.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agent_bots_get(
            self._client,
            agent_bot_id,
            account_id=account_id,
        )

    async def delete(
        self,
        agent_bot_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a bot.

        `DELETE /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        For administrators only, and not for bots of the whole installation, which are answered 404
        (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            agent_bot_id: The bot's number.

        Returns:
            The bot is deleted. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agent_bots_delete(
            self._client,
            agent_bot_id,
            account_id=account_id,
        )

    async def update(
        self,
        agent_bot_id: int,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        description: str | None | Unset = UNSET,
        outgoing_url: str | None | Unset = UNSET,
        avatar_url: str | Unset = UNSET,
        bot_type: BotType | Literal["webhook"] | Unset = UNSET,
        bot_config: Mapping[str, Any] | Unset = UNSET,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
    ) -> AgentBot:
        """Change a bot.

        `PATCH /api/v1/accounts/{account_id}/agent_bots/{agent_bot_id}`

        Changes what is named and leaves the rest; `bot_config` **replaces** the whole one that was there
        (source). For administrators only, and not for bots of the whole installation, which are answered
        404 (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            agent_bot_id: The bot's number.
            name: What it is called.
            description: What users are told about it. The page has no null.
            outgoing_url: Where the bot gets its events. The page has no null.
            avatar_url: The URL of a picture; the server fetches it some time later (source).
            bot_type: How it is reached, as in answers. The page has an integer, which servers take in JSON, too
                (0 for webhook), but not beside a file (source, not captured).
            bot_config: Free-form: all of it. Cannot be sent together with a file.
            avatar: A picture of the bot.
            on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

        Returns:
            The bot as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await agent_bots_update(
            self._client,
            agent_bot_id,
            account_id=account_id,
            name=name,
            description=description,
            outgoing_url=outgoing_url,
            avatar_url=avatar_url,
            bot_type=bot_type,
            bot_config=bot_config,
            avatar=avatar,
            on_progress=on_progress,
        )
