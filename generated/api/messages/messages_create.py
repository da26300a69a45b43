from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...._wire.arguments import Parameter
from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, Unset
from ...._wire.operation import Caller, Operation
from ...models.creatable_content_type import CreatableContentType
from ...models.message import Message
from ...models.message_direction import MessageDirection
from ...models.message_template_params import MessageTemplateParams

OPERATION: Operation[Message] = Operation(
    id="messages_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
    returns=Object(Message),
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "conversation_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "content", Plain("string", nullable=True)),
        Parameter("body", "message_type", Enumeration(MessageDirection)),
        Parameter("body", "private", Plain("boolean")),
        Parameter("body", "content_type", Enumeration(CreatableContentType)),
        Parameter("body", "content_attributes", MapOf(Anything()), json_in_form=True),
        Parameter("body", "echo_id", Plain("string")),
        Parameter("body", "source_id", Plain("string")),
        Parameter("body", "campaign_id", Plain("integer"), minimum=1, maximum=2147483647),
        Parameter("body", "template_params", Object(MessageTemplateParams)),
        Parameter("body", "external_created_at", Timestamp("epoch")),
        Parameter("body", "cc_emails", Plain("string")),
        Parameter("body", "bcc_emails", Plain("string")),
        Parameter("body", "to_emails", Plain("string")),
        Parameter("file", "attachments[]", ListOf(Anything()), argument="attachments"),
    ),
)


async def messages_create(
    client: Caller,
    conversation_id: int,
    *,
    account_id: int | None = None,
    content: str | None | Unset = UNSET,
    message_type: MessageDirection | Literal["incoming", "outgoing"] | Unset = UNSET,
    private: bool | Unset = UNSET,
    content_type: CreatableContentType
    | Literal[
        "text", "input_text", "input_textarea", "input_email", "input_select", "cards", "form", "article", "input_csat"
    ]
    | Unset = UNSET,
    content_attributes: Mapping[str, Any] | Unset = UNSET,
    echo_id: str | Unset = UNSET,
    source_id: str | Unset = UNSET,
    campaign_id: int | Unset = UNSET,
    template_params: MessageTemplateParams | Mapping[str, Any] | Unset = UNSET,
    external_created_at: datetime.datetime | Unset = UNSET,
    cc_emails: str | Unset = UNSET,
    bcc_emails: str | Unset = UNSET,
    to_emails: str | Unset = UNSET,
    attachments: Sequence[Upload] | None = None,
    on_progress: Progress | None = None,
) -> Message:
    """Write a message.

    `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

    To the contact or, with `private`, a note to the other agents. Nothing is required: the server takes
    an empty message, too. (The page requires `content`.)

    Files go with it as `multipart/form-data`, at most 15 (source). A conversation takes 200 messages a
    minute by default; one more is answered 422, *Validation failed: Too many messages*. Any other fault
    on the way also comes as 422 with its text (source), so that this status does not say whose fault it
    was.

    It is never repeated unless it was provably not seen: a server that gets it twice writes two
    messages, and `echo_id` does not change that.

    Args:
        account_id: The account's number; the client's own where it is left out.
        conversation_id: The number that the app shows (the display id), unique within an account only.
        content: The text, up to 150,000 characters.
        message_type: Whether it comes from the contact or goes to them; `outgoing` where there is none.
        private: Whether it is a note that the contact does not see.
        content_type: What it is made of; `text` where there is none.
        content_attributes: Free-form: `items` of a select, `in_reply_to` (the id of a message) and more.
        echo_id: Any text, which comes back in the answer and in events. It does not make repeating safe.
            The page does not have it.
        source_id: The message's id in its channel. **The server takes a message that has one for
            delivered**: several channels then do not send it to the contact (source). For importing. The page
            does not have it.
        campaign_id: The campaign of which it is part.
        template_params: The template that is sent in its place. Not together with files: their parts of a
            body are text, which the server refuses here (source).
        external_created_at: When it was written, where that was elsewhere and earlier: the app shows this;
            `created_at` stays the moment of the creation (source, not captured). The page does not have it.
        cc_emails: More recipients, separated by commas; only in mail inboxes, ignored in others (source,
            not captured). The page does not have it.
        bcc_emails: Hidden recipients, separated by commas; only in mail inboxes, ignored in others (source,
            not captured). The page does not have it.
        to_emails: The recipients in place of the contact, separated by commas; only in mail inboxes,
            ignored in others (source, not captured). The page does not have it.
        attachments: The files, at most 15 (source).
        on_progress: Called with the bytes of the body that were sent, and with all of them (None: not known).

    Returns:
        The message, with the `echo_id` that was sent.

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
            "conversation_id": conversation_id,
            "content": content,
            "message_type": message_type,
            "private": private,
            "content_type": content_type,
            "content_attributes": content_attributes,
            "echo_id": echo_id,
            "source_id": source_id,
            "campaign_id": campaign_id,
            "template_params": template_params,
            "external_created_at": external_created_at,
            "cc_emails": cc_emails,
            "bcc_emails": bcc_emails,
            "to_emails": to_emails,
            "attachments": attachments,
            "on_progress": on_progress,
        },
    )
