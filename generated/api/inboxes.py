from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_NAME = Parameter("body", "name", Plain("string"))
_GREETING_ENABLED = Parameter("body", "greeting_enabled", Plain("boolean"))
_GREETING_MESSAGE = Parameter("body", "greeting_message", Plain("string", nullable=True))
_ENABLE_EMAIL_COLLECT = Parameter("body", "enable_email_collect", Plain("boolean"))
_CSAT_SURVEY_ENABLED = Parameter("body", "csat_survey_enabled", Plain("boolean"))
_CSAT_CONFIG = Parameter("body", "csat_config", MapOf(Anything()))
_ENABLE_AUTO_ASSIGNMENT = Parameter("body", "enable_auto_assignment", Plain("boolean"))
_AUTO_ASSIGNMENT_CONFIG = Parameter("body", "auto_assignment_config", MapOf(Anything()))
_WORKING_HOURS_ENABLED = Parameter("body", "working_hours_enabled", Plain("boolean"))
_OUT_OF_OFFICE_MESSAGE = Parameter("body", "out_of_office_message", Plain("string", nullable=True))
_TIMEZONE = Parameter("body", "timezone", Plain("string"))
_ALLOW_MESSAGES_AFTER_RESOLVED = Parameter("body", "allow_messages_after_resolved", Plain("boolean"))
_LOCK_TO_SINGLE_CONVERSATION = Parameter("body", "lock_to_single_conversation", Plain("boolean"))
_PORTAL_ID = Parameter("body", "portal_id", Plain("integer", minimum=1, maximum=2147483647, nullable=True))
_SENDER_NAME_TYPE = Parameter("body", "sender_name_type", lambda: Enumeration(models.SenderNameType))
_BUSINESS_NAME = Parameter("body", "business_name", Plain("string", nullable=True))
_INBOX_ID = Parameter("path", "inbox_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Inbox]] = Operation(
    id="inboxes.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes",
    returns=lambda: ListOf(Object(models.Inbox)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Inbox] = Operation(
    id="inboxes.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/inboxes",
    returns=lambda: Object(models.Inbox),
    parameters=(
        _ACCOUNT_ID,
        Parameter("body", "channel", lambda: Object(models.InboxChannel), required=True),
        _NAME,
        _GREETING_ENABLED,
        _GREETING_MESSAGE,
        _ENABLE_EMAIL_COLLECT,
        _CSAT_SURVEY_ENABLED,
        _CSAT_CONFIG,
        _ENABLE_AUTO_ASSIGNMENT,
        _AUTO_ASSIGNMENT_CONFIG,
        _WORKING_HOURS_ENABLED,
        _OUT_OF_OFFICE_MESSAGE,
        _TIMEZONE,
        _ALLOW_MESSAGES_AFTER_RESOLVED,
        _LOCK_TO_SINGLE_CONVERSATION,
        _PORTAL_ID,
        _SENDER_NAME_TYPE,
        _BUSINESS_NAME,
    ),
)

GET: Operation[models.Inbox] = Operation(
    id="inboxes.get",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=lambda: Object(models.Inbox),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

DELETE: Operation[models.InboxDeletion | None] = Operation(
    id="inboxes.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=lambda: Object(models.InboxDeletion, nullable=True),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

UPDATE: Operation[models.Inbox] = Operation(
    id="inboxes.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=lambda: Object(models.Inbox),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _INBOX_ID,
        _NAME,
        _GREETING_ENABLED,
        _GREETING_MESSAGE,
        _ENABLE_EMAIL_COLLECT,
        _CSAT_SURVEY_ENABLED,
        _CSAT_CONFIG,
        _ENABLE_AUTO_ASSIGNMENT,
        _AUTO_ASSIGNMENT_CONFIG,
        _WORKING_HOURS_ENABLED,
        _OUT_OF_OFFICE_MESSAGE,
        _TIMEZONE,
        _ALLOW_MESSAGES_AFTER_RESOLVED,
        _LOCK_TO_SINGLE_CONVERSATION,
        _PORTAL_ID,
        _SENDER_NAME_TYPE,
        _BUSINESS_NAME,
        Parameter("body", "channel", lambda: Object(models.InboxChannelSettings)),
        Parameter("body", "working_hours", lambda: ListOf(Object(models.WorkingHours))),
        Parameter("file", "avatar", Anything()),
    ),
)

AGENT_BOT: Operation[models.InboxAgentBot | None] = Operation(
    id="inboxes.agent_bot",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot",
    returns=lambda: Object(models.InboxAgentBot),
    unwrap=("agent_bot",),
    may_be_absent=True,
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

SET_AGENT_BOT: Operation[None] = Operation(
    id="inboxes.set_agent_bot",
    method="POST",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/set_agent_bot",
    returns=None,
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _INBOX_ID,
        Parameter("body", "agent_bot", Plain("integer", minimum=1, maximum=2147483647, nullable=True), required=True),
    ),
)

ASSIGNABLE_AGENTS: Operation[list[models.User]] = Operation(
    id="inboxes.assignable_agents",
    method="GET",
    path="/api/v1/accounts/{account_id}/assignable_agents",
    returns=lambda: ListOf(Object(models.User)),
    unwrap=("payload",),
    parameters=(
        _ACCOUNT_ID,
        Parameter(
            "query",
            "inbox_ids[]",
            ListOf(Plain("integer", minimum=1, maximum=2147483647)),
            argument="inbox_ids",
            required=True,
        ),
    ),
)

DELETE_AVATAR: Operation[None] = Operation(
    id="inboxes.delete_avatar",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/avatar",
    returns=None,
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

ASSIGNABLE_AGENTS_OF: Operation[list[models.User]] = Operation(
    id="inboxes.assignable_agents_of",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignable_agents",
    returns=lambda: ListOf(Object(models.User)),
    unwrap=("payload",),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

RESET_SECRET: Operation[models.Inbox] = Operation(
    id="inboxes.reset_secret",
    method="POST",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/reset_secret",
    returns=lambda: Object(models.Inbox),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

CAMPAIGNS: Operation[list[models.Campaign]] = Operation(
    id="inboxes.campaigns",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/campaigns",
    returns=lambda: ListOf(Object(models.Campaign)),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

ASSIGNMENT_POLICY: Operation[models.AssignmentPolicy] = Operation(
    id="inboxes.assignment_policy",
    method="GET",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy",
    returns=lambda: Object(models.AssignmentPolicy),
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)

SET_ASSIGNMENT_POLICY: Operation[models.AssignmentPolicy] = Operation(
    id="inboxes.set_assignment_policy",
    method="POST",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy",
    returns=lambda: Object(models.AssignmentPolicy),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _INBOX_ID,
        Parameter("body", "assignment_policy_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
    ),
)

REMOVE_ASSIGNMENT_POLICY: Operation[None] = Operation(
    id="inboxes.remove_assignment_policy",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy",
    returns=None,
    parameters=(_ACCOUNT_ID, _INBOX_ID),
)


class InboxesResource(Resource):
    """Inboxes receive conversations, each through its channel."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Inbox]:
        """List all inboxes of an account.

        `GET /api/v1/accounts/{account_id}/inboxes`

        Returns all inboxes in one response. Agents get only the inboxes that they are members of.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inboxes.

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
        channel: models.InboxChannel | Mapping[str, Any],
        name: str | None = None,
        greeting_enabled: bool | None = None,
        greeting_message: str | None | Unset = UNSET,
        enable_email_collect: bool | None = None,
        csat_survey_enabled: bool | None = None,
        csat_config: Mapping[str, Any] | None = None,
        enable_auto_assignment: bool | None = None,
        auto_assignment_config: Mapping[str, Any] | None = None,
        working_hours_enabled: bool | None = None,
        out_of_office_message: str | None | Unset = UNSET,
        timezone: str | None = None,
        allow_messages_after_resolved: bool | None = None,
        lock_to_single_conversation: bool | None = None,
        portal_id: int | None | Unset = UNSET,
        sender_name_type: models.SenderNameType | Literal["friendly", "professional"] | None = None,
        business_name: str | None | Unset = UNSET,
        account_id: int | None = None,
    ) -> models.Inbox:
        """Create an inbox.

        `POST /api/v1/accounts/{account_id}/inboxes`

        Creates an inbox with its channel. The new inbox has no members; `inbox_members.add` adds agents.
        For administrators only. A picture cannot be sent together with `channel`: set it with
        `inboxes.update`.

        Args:
            channel: Channel of the inbox.
            name: The name. Required for new inboxes, except for Telegram, where it is the bot's name.
            greeting_enabled: Whether the inbox sends contacts a greeting.
            greeting_message: Text of the greeting.
            enable_email_collect: Whether the inbox asks visitors for their email address.
            csat_survey_enabled: Whether contacts get a satisfaction survey.
            csat_config: Free-form: `display_type`, `message` and `survey_rules`; give all three. Cannot be sent
                together with a file.
            enable_auto_assignment: Whether the server assigns conversations to agents.
            auto_assignment_config: Free-form: `max_assignment_limit`; only with the paid edition, ignored by
                others. Cannot be sent together with a file.
            working_hours_enabled: Whether the inbox observes its working hours.
            out_of_office_message: Message to contacts outside of the working hours.
            timezone: Time zone of the working hours, such as UTC or Asia/Jakarta. The server responds with 422
                to an unknown one.
            allow_messages_after_resolved: Whether contacts can continue a resolved conversation.
            lock_to_single_conversation: Whether each contact has at most one conversation in the inbox.
            portal_id: ID of the inbox's help center; null for none.
            sender_name_type: Form of the sender's name in emails. The server responds with 500 to an unknown
                value.
            business_name: Name of the business in emails.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inbox.

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
                "channel": channel,
                "name": name,
                "greeting_enabled": greeting_enabled,
                "greeting_message": greeting_message,
                "enable_email_collect": enable_email_collect,
                "csat_survey_enabled": csat_survey_enabled,
                "csat_config": csat_config,
                "enable_auto_assignment": enable_auto_assignment,
                "auto_assignment_config": auto_assignment_config,
                "working_hours_enabled": working_hours_enabled,
                "out_of_office_message": out_of_office_message,
                "timezone": timezone,
                "allow_messages_after_resolved": allow_messages_after_resolved,
                "lock_to_single_conversation": lock_to_single_conversation,
                "portal_id": portal_id,
                "sender_name_type": sender_name_type,
                "business_name": business_name,
            },
        )

    async def get(self, inbox_id: int, *, account_id: int | None = None) -> models.Inbox:
        """Get an inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        Returns an inbox with the settings of its channel. The server responds with 401 to agents who are
        not members of the inbox.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inbox.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(GET, {"account_id": account_id, "inbox_id": inbox_id})

    async def delete(self, inbox_id: int, *, account_id: int | None = None) -> models.InboxDeletion | None:
        """Delete an inbox.

        `DELETE /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        **Also deletes its conversations and messages**, in the background. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The server's message, or an empty body.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "inbox_id": inbox_id})

    async def update(
        self,
        inbox_id: int,
        *,
        name: str | None = None,
        greeting_enabled: bool | None = None,
        greeting_message: str | None | Unset = UNSET,
        enable_email_collect: bool | None = None,
        csat_survey_enabled: bool | None = None,
        csat_config: Mapping[str, Any] | None = None,
        enable_auto_assignment: bool | None = None,
        auto_assignment_config: Mapping[str, Any] | None = None,
        working_hours_enabled: bool | None = None,
        out_of_office_message: str | None | Unset = UNSET,
        timezone: str | None = None,
        allow_messages_after_resolved: bool | None = None,
        lock_to_single_conversation: bool | None = None,
        portal_id: int | None | Unset = UNSET,
        sender_name_type: models.SenderNameType | Literal["friendly", "professional"] | None = None,
        business_name: str | None | Unset = UNSET,
        channel: models.InboxChannelSettings | Mapping[str, Any] | None = None,
        working_hours: Sequence[models.WorkingHours | Mapping[str, Any]] | None = None,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.Inbox:
        """Change an inbox.

        `PATCH /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        Changes only the given fields, also in `channel`. These fields are **replaced as a whole**:
        `selected_feature_flags`, `pre_chat_form_options`, `provider_config` and `additional_attributes` in
        `channel`, and `csat_config`. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            name: The name. Required for new inboxes, except for Telegram, where it is the bot's name.
            greeting_enabled: Whether the inbox sends contacts a greeting.
            greeting_message: Text of the greeting.
            enable_email_collect: Whether the inbox asks visitors for their email address.
            csat_survey_enabled: Whether contacts get a satisfaction survey.
            csat_config: Free-form: `display_type`, `message` and `survey_rules`; give all three. Cannot be sent
                together with a file.
            enable_auto_assignment: Whether the server assigns conversations to agents.
            auto_assignment_config: Free-form: `max_assignment_limit`; only with the paid edition, ignored by
                others. Cannot be sent together with a file.
            working_hours_enabled: Whether the inbox observes its working hours.
            out_of_office_message: Message to contacts outside of the working hours.
            timezone: Time zone of the working hours, such as UTC or Asia/Jakarta. The server responds with 422
                to an unknown one.
            allow_messages_after_resolved: Whether contacts can continue a resolved conversation.
            lock_to_single_conversation: Whether each contact has at most one conversation in the inbox.
            portal_id: ID of the inbox's help center; null for none.
            sender_name_type: Form of the sender's name in emails. The server responds with 500 to an unknown
                value.
            business_name: Name of the business in emails.
            channel: The changes of its channel. Cannot be sent together with a file.
            working_hours: Only the days to change. The server ignores invalid ones without an error. Cannot be
                sent together with a file.
            avatar: A picture of the inbox.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inbox after the change.

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
                "inbox_id": inbox_id,
                "name": name,
                "greeting_enabled": greeting_enabled,
                "greeting_message": greeting_message,
                "enable_email_collect": enable_email_collect,
                "csat_survey_enabled": csat_survey_enabled,
                "csat_config": csat_config,
                "enable_auto_assignment": enable_auto_assignment,
                "auto_assignment_config": auto_assignment_config,
                "working_hours_enabled": working_hours_enabled,
                "out_of_office_message": out_of_office_message,
                "timezone": timezone,
                "allow_messages_after_resolved": allow_messages_after_resolved,
                "lock_to_single_conversation": lock_to_single_conversation,
                "portal_id": portal_id,
                "sender_name_type": sender_name_type,
                "business_name": business_name,
                "channel": channel,
                "working_hours": working_hours,
                "avatar": avatar,
                "on_progress": on_progress,
            },
        )

    async def agent_bot(self, inbox_id: int, *, account_id: int | None = None) -> models.InboxAgentBot | None:
        """Get the bot of an inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot`

        Returns None if the inbox has no bot.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The bot, with other keys than in `agent_bots.get`; an empty object if there is none.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(AGENT_BOT, {"account_id": account_id, "inbox_id": inbox_id})

    async def set_agent_bot(self, inbox_id: int, *, agent_bot: int | None, account_id: int | None = None) -> None:
        """Set or remove the bot of an inbox.

        `POST /api/v1/accounts/{account_id}/inboxes/{inbox_id}/set_agent_bot`

        **Replaces the existing bot**; null removes it. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            agent_bot: ID of the bot; null for none.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_AGENT_BOT, {"account_id": account_id, "inbox_id": inbox_id, "agent_bot": agent_bot}
        )

    async def assignable_agents(
        self, *, inbox_ids: Sequence[int], account_id: int | None = None
    ) -> builtins.list[models.User]:
        """List the possible assignees of conversations in several inboxes.

        `GET /api/v1/accounts/{account_id}/assignable_agents`

        Returns the agents who are members of all these inboxes, and all administrators.

        Args:
            inbox_ids: IDs of the inboxes. The server responds with 404 if one does not exist.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ASSIGNABLE_AGENTS, {"account_id": account_id, "inbox_ids": inbox_ids})

    async def delete_avatar(self, inbox_id: int, *, account_id: int | None = None) -> None:
        """Delete an inbox's picture.

        `DELETE /api/v1/accounts/{account_id}/inboxes/{inbox_id}/avatar`

        Succeeds even if there is no picture. For administrators only.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE_AVATAR, {"account_id": account_id, "inbox_id": inbox_id})

    async def assignable_agents_of(self, inbox_id: int, *, account_id: int | None = None) -> builtins.list[models.User]:
        """List the possible assignees of an inbox's conversations.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignable_agents`

        Returns the members of the inbox and all administrators. `assignable_agents` accepts several
        inboxes.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ASSIGNABLE_AGENTS_OF, {"account_id": account_id, "inbox_id": inbox_id})

    async def reset_secret(self, inbox_id: int, *, account_id: int | None = None) -> models.Inbox:
        """Reset the webhook secret of an API inbox.

        `POST /api/v1/accounts/{account_id}/inboxes/{inbox_id}/reset_secret`

        The server signs later events with it. For administrators only.

        Since Chatwoot 4.16.0.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The inbox, with its new secret.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(RESET_SECRET, {"account_id": account_id, "inbox_id": inbox_id})

    async def campaigns(self, inbox_id: int, *, account_id: int | None = None) -> builtins.list[models.Campaign]:
        """List the campaigns of an inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/campaigns`

        For administrators only. Returns all entries in one response.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The campaigns.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(CAMPAIGNS, {"account_id": account_id, "inbox_id": inbox_id})

    async def assignment_policy(self, inbox_id: int, *, account_id: int | None = None) -> models.AssignmentPolicy:
        """Get the assignment policy of an inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy`

        For administrators only. The server also responds with 404 if the inbox has no policy.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The assignment policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(ASSIGNMENT_POLICY, {"account_id": account_id, "inbox_id": inbox_id})

    async def set_assignment_policy(
        self, inbox_id: int, *, assignment_policy_id: int, account_id: int | None = None
    ) -> models.AssignmentPolicy:
        """Set the assignment policy of an inbox.

        `POST /api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy`

        For administrators only. Replaces the existing policy.

        Args:
            inbox_id: ID of the inbox.
            assignment_policy_id: ID of the policy.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The assignment policy.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_ASSIGNMENT_POLICY,
            {"account_id": account_id, "inbox_id": inbox_id, "assignment_policy_id": assignment_policy_id},
        )

    async def remove_assignment_policy(self, inbox_id: int, *, account_id: int | None = None) -> None:
        """Remove the assignment policy of an inbox.

        `DELETE /api/v1/accounts/{account_id}/inboxes/{inbox_id}/assignment_policy`

        For administrators only. The policy itself is kept.

        Args:
            inbox_id: ID of the inbox.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(REMOVE_ASSIGNMENT_POLICY, {"account_id": account_id, "inbox_id": inbox_id})
