from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.inbox import Inbox
from ...models.inbox_channel_settings import InboxChannelSettings
from ...models.sender_name_type import SenderNameType
from ...models.working_hours import WorkingHours

OPERATION: Operation[Inbox] = Operation(
    id="inboxes_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/inboxes/{inbox_id}",
    returns=Object(Inbox),
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "inbox_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "name", Plain("string")),
        Parameter("body", "greeting_enabled", Plain("boolean")),
        Parameter("body", "greeting_message", Plain("string", nullable=True)),
        Parameter("body", "enable_email_collect", Plain("boolean")),
        Parameter("body", "csat_survey_enabled", Plain("boolean")),
        Parameter("body", "csat_config", MapOf(Anything())),
        Parameter("body", "enable_auto_assignment", Plain("boolean")),
        Parameter("body", "auto_assignment_config", MapOf(Anything())),
        Parameter("body", "working_hours_enabled", Plain("boolean")),
        Parameter("body", "out_of_office_message", Plain("string", nullable=True)),
        Parameter("body", "timezone", Plain("string")),
        Parameter("body", "allow_messages_after_resolved", Plain("boolean")),
        Parameter("body", "lock_to_single_conversation", Plain("boolean")),
        Parameter("body", "portal_id", Plain("integer", nullable=True), minimum=1, maximum=2147483647),
        Parameter("body", "sender_name_type", Enumeration(SenderNameType)),
        Parameter("body", "business_name", Plain("string", nullable=True)),
        Parameter("body", "channel", Object(InboxChannelSettings)),
        Parameter("body", "working_hours", ListOf(Object(WorkingHours))),
        Parameter("file", "avatar", Anything()),
    ),
)


async def inboxes_update(
    client: Caller,
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
    return await client.call(
        OPERATION,
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
