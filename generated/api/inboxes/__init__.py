from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.inbox import Inbox
from ...models.inbox_agent_bot import InboxAgentBot
from ...models.inbox_channel import InboxChannel
from ...models.inbox_channel_settings import InboxChannelSettings
from ...models.inbox_deletion import InboxDeletion
from ...models.sender_name_type import SenderNameType
from ...models.user import User
from ...models.working_hours import WorkingHours
from .inboxes_agent_bot import inboxes_agent_bot
from .inboxes_assignable_agents import inboxes_assignable_agents
from .inboxes_create import inboxes_create
from .inboxes_delete import inboxes_delete
from .inboxes_get import inboxes_get
from .inboxes_list import inboxes_list
from .inboxes_set_agent_bot import inboxes_set_agent_bot
from .inboxes_update import inboxes_update


class InboxesResource:
    """The places where conversations come in, each with its channel."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[Inbox]:
        """All inboxes of an account.

        `GET /api/v1/accounts/{account_id}/inboxes`

        All at once; an agent gets those that they are in (source).

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The inboxes.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        channel: InboxChannel | Mapping[str, Any],
        name: str | Unset = UNSET,
        greeting_enabled: bool | Unset = UNSET,
        greeting_message: str | None | Unset = UNSET,
        enable_email_collect: bool | Unset = UNSET,
        csat_survey_enabled: bool | Unset = UNSET,
        csat_config: Mapping[str, Any] | Unset = UNSET,
        enable_auto_assignment: bool | Unset = UNSET,
        auto_assignment_config: Mapping[str, Any] | Unset = UNSET,
        working_hours_enabled: bool | Unset = UNSET,
        out_of_office_message: str | None | Unset = UNSET,
        timezone: str | Unset = UNSET,
        allow_messages_after_resolved: bool | Unset = UNSET,
        lock_to_single_conversation: bool | Unset = UNSET,
        portal_id: int | None | Unset = UNSET,
        sender_name_type: SenderNameType | Literal["friendly", "professional"] | Unset = UNSET,
        business_name: str | None | Unset = UNSET,
    ) -> Inbox:
        """Create an inbox.

        `POST /api/v1/accounts/{account_id}/inboxes`

        With its channel. Nobody is in it; `inbox_members_add` adds agents. For administrators only
        (source). The path of the page ends with a slash.

        The page also takes a picture here, which cannot go beside a `channel`: give it with
        `inboxes_update`.

        Args:
            account_id: The account's number; the client's own where it is left out.
            channel: Its channel.
            name: What it is called. The server requires it of a new one, but for Telegram, where the bot's name
                is taken (source).
            greeting_enabled: Whether contacts are greeted.
            greeting_message: With what. The page has no null.
            enable_email_collect: Whether visitors are asked for their email.
            csat_survey_enabled: Whether contacts are asked how content they are.
            csat_config: Free-form: `display_type`, `message` and `survey_rules`, all of them. Cannot be sent
                together with a file. (Source, not captured; the page does not have it.)
            enable_auto_assignment: Whether conversations are given to agents by the server.
            auto_assignment_config: Free-form: `max_assignment_limit`; only with the paid edition, ignored by
                others. Cannot be sent together with a file. (Source, not captured; the page does not have it.)
            working_hours_enabled: Whether the working hours count.
            out_of_office_message: What contacts are told outside of the working hours. The page has no null.
            timezone: Of the working hours, such as UTC or Asia/Jakarta. The server answers 422 to one that it
                does not know (source).
            allow_messages_after_resolved: Whether contacts can go on in a resolved conversation.
            lock_to_single_conversation: Whether a contact has one conversation there at most.
            portal_id: The help centre that belongs to it; null for none (source). The page has no null.
            sender_name_type: How mails name their sender. The server answers 500 to what it does not know
                (source).
            business_name: The name of the business in mails. The page has no null.

        Returns:
            The inbox.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_create(
            self._client,
            account_id=account_id,
            channel=channel,
            name=name,
            greeting_enabled=greeting_enabled,
            greeting_message=greeting_message,
            enable_email_collect=enable_email_collect,
            csat_survey_enabled=csat_survey_enabled,
            csat_config=csat_config,
            enable_auto_assignment=enable_auto_assignment,
            auto_assignment_config=auto_assignment_config,
            working_hours_enabled=working_hours_enabled,
            out_of_office_message=out_of_office_message,
            timezone=timezone,
            allow_messages_after_resolved=allow_messages_after_resolved,
            lock_to_single_conversation=lock_to_single_conversation,
            portal_id=portal_id,
            sender_name_type=sender_name_type,
            business_name=business_name,
        )

    async def get(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
    ) -> Inbox:
        """One inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        An inbox with the settings of its channel. An agent who is not in it gets 401 (source). The path of
        the page ends with a slash.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.

        Returns:
            The inbox.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_get(
            self._client,
            inbox_id,
            account_id=account_id,
        )

    async def delete(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
    ) -> InboxDeletion | None:
        """Delete an inbox.

        `DELETE /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        **Deletes its conversations and messages with it**, some time later. For administrators only.
        (Source, not captured.) The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.

        Returns:
            What the server says about it, or an empty body (source).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_delete(
            self._client,
            inbox_id,
            account_id=account_id,
        )

    async def update(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
        name: str | Unset = UNSET,
        greeting_enabled: bool | Unset = UNSET,
        greeting_message: str | None | Unset = UNSET,
        enable_email_collect: bool | Unset = UNSET,
        csat_survey_enabled: bool | Unset = UNSET,
        csat_config: Mapping[str, Any] | Unset = UNSET,
        enable_auto_assignment: bool | Unset = UNSET,
        auto_assignment_config: Mapping[str, Any] | Unset = UNSET,
        working_hours_enabled: bool | Unset = UNSET,
        out_of_office_message: str | None | Unset = UNSET,
        timezone: str | Unset = UNSET,
        allow_messages_after_resolved: bool | Unset = UNSET,
        lock_to_single_conversation: bool | Unset = UNSET,
        portal_id: int | None | Unset = UNSET,
        sender_name_type: SenderNameType | Literal["friendly", "professional"] | Unset = UNSET,
        business_name: str | None | Unset = UNSET,
        channel: InboxChannelSettings | Mapping[str, Any] | Unset = UNSET,
        working_hours: Sequence[WorkingHours | Mapping[str, Any]] | Unset = UNSET,
        avatar: Upload | None = None,
        on_progress: Progress | None = None,
    ) -> Inbox:
        """Change an inbox.

        `PATCH /api/v1/accounts/{account_id}/inboxes/{inbox_id}`

        Changes what is named and leaves the rest, of `channel`, too. What holds more than one value there
        is **replaced as a whole**: `selected_feature_flags`, `pre_chat_form_options`, `provider_config`,
        `additional_attributes`, and `csat_config` beside it. For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.
            name: What it is called. The server requires it of a new one, but for Telegram, where the bot's name
                is taken (source).
            greeting_enabled: Whether contacts are greeted.
            greeting_message: With what. The page has no null.
            enable_email_collect: Whether visitors are asked for their email.
            csat_survey_enabled: Whether contacts are asked how content they are.
            csat_config: Free-form: `display_type`, `message` and `survey_rules`, all of them. Cannot be sent
                together with a file. (Source, not captured; the page does not have it.)
            enable_auto_assignment: Whether conversations are given to agents by the server.
            auto_assignment_config: Free-form: `max_assignment_limit`; only with the paid edition, ignored by
                others. Cannot be sent together with a file. (Source, not captured; the page does not have it.)
            working_hours_enabled: Whether the working hours count.
            out_of_office_message: What contacts are told outside of the working hours. The page has no null.
            timezone: Of the working hours, such as UTC or Asia/Jakarta. The server answers 422 to one that it
                does not know (source).
            allow_messages_after_resolved: Whether contacts can go on in a resolved conversation.
            lock_to_single_conversation: Whether a contact has one conversation there at most.
            portal_id: The help centre that belongs to it; null for none (source). The page has no null.
            sender_name_type: How mails name their sender. The server answers 500 to what it does not know
                (source).
            business_name: The name of the business in mails. The page has no null.
            channel: What is changed of its channel. Cannot be sent together with a file.
            working_hours: The days that change. The server says nothing where one of them is not possible, and
                leaves that day as it was. Cannot be sent together with a file. The page does not have it.
            avatar: A picture of the inbox.
            on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

        Returns:
            The inbox as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_update(
            self._client,
            inbox_id,
            account_id=account_id,
            name=name,
            greeting_enabled=greeting_enabled,
            greeting_message=greeting_message,
            enable_email_collect=enable_email_collect,
            csat_survey_enabled=csat_survey_enabled,
            csat_config=csat_config,
            enable_auto_assignment=enable_auto_assignment,
            auto_assignment_config=auto_assignment_config,
            working_hours_enabled=working_hours_enabled,
            out_of_office_message=out_of_office_message,
            timezone=timezone,
            allow_messages_after_resolved=allow_messages_after_resolved,
            lock_to_single_conversation=lock_to_single_conversation,
            portal_id=portal_id,
            sender_name_type=sender_name_type,
            business_name=business_name,
            channel=channel,
            working_hours=working_hours,
            avatar=avatar,
            on_progress=on_progress,
        )

    async def agent_bot(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
    ) -> InboxAgentBot | None:
        """The bot of an inbox.

        `GET /api/v1/accounts/{account_id}/inboxes/{inbox_id}/agent_bot`

        None where it has no bot. The page answers 204, with the bot not wrapped.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.

        Returns:
            The bot, in a form of its own; an empty object where there is none.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_agent_bot(
            self._client,
            inbox_id,
            account_id=account_id,
        )

    async def set_agent_bot(
        self,
        inbox_id: int,
        *,
        account_id: int | None = None,
        agent_bot: int | None,
    ) -> None:
        """Set or remove the bot of an inbox.

        `POST /api/v1/accounts/{account_id}/inboxes/{inbox_id}/set_agent_bot`

        **Replaces the bot that was there**; null removes it. For administrators only (source). The page has
        no null, and answers 204.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_id: The inbox's number.
            agent_bot: The bot; null for none.

        Returns:
            The bot is set or removed. The body is empty.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_set_agent_bot(
            self._client,
            inbox_id,
            account_id=account_id,
            agent_bot=agent_bot,
        )

    async def assignable_agents(
        self,
        *,
        account_id: int | None = None,
        inbox_ids: Sequence[int],
    ) -> builtins.list[User]:
        """The users to whom conversations of inboxes can be assigned.

        `GET /api/v1/accounts/{account_id}/assignable_agents`

        The agents who are in all of the inboxes, and all administrators (source). The published page does
        not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            inbox_ids: The inboxes. One that does not exist is answered 404 (source).

        Returns:
            The users.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await inboxes_assignable_agents(
            self._client,
            account_id=account_id,
            inbox_ids=inbox_ids,
        )
