from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Anything, Enumeration, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.agent_bot import AgentBot
from ...models.bot_type import BotType

OPERATION: Operation[AgentBot] = Operation(
    id="agent_bots_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/agent_bots",
    returns=Object(AgentBot),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "name", Plain("string"), required=True),
        Parameter("body", "description", Plain("string", nullable=True)),
        Parameter("body", "outgoing_url", Plain("string", nullable=True)),
        Parameter("body", "avatar_url", Plain("string")),
        Parameter("body", "bot_type", Enumeration(BotType)),
        Parameter("body", "bot_config", MapOf(Anything())),
        Parameter("file", "avatar", Anything()),
    ),
)


async def agent_bots_create(
    client: Caller,
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
    return await client.call(
        OPERATION,
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
