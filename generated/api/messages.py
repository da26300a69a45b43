from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, Unset
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_CONVERSATION_ID = Parameter("path", "conversation_id", Plain("integer", minimum=1, maximum=2147483647), required=True)
_MESSAGE_ID = Parameter("path", "message_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[models.MessageList] = Operation(
    id="messages.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
    returns=lambda: Object(models.MessageList),
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("query", "before", Plain("integer", minimum=0, maximum=9223372036854775807)),
        Parameter("query", "after", Plain("integer", minimum=0, maximum=9223372036854775807)),
        Parameter("query", "filter_internal_messages", Plain("boolean")),
    ),
)

CREATE: Operation[models.Message] = Operation(
    id="messages.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
    returns=lambda: Object(models.Message),
    rate_limits=(RateLimitRule(rule="messages_create", requests=200, seconds=60, by=("conversation",), status=422),),
    liquid=("content", "template_params.processed_params"),
    needs_one_of=("content", "attachments", "template_params", "content_attributes"),
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        Parameter("body", "content", Plain("string", nullable=True)),
        Parameter("body", "message_type", lambda: Enumeration(models.MessageDirection)),
        Parameter("body", "private", Plain("boolean")),
        Parameter("body", "content_type", lambda: Enumeration(models.CreatableContentType)),
        Parameter("body", "content_attributes", MapOf(Anything()), json_in_form=True),
        Parameter("body", "echo_id", Plain("string")),
        Parameter("body", "source_id", Plain("string")),
        Parameter("body", "campaign_id", Plain("integer", minimum=1, maximum=2147483647)),
        Parameter("body", "template_params", lambda: Object(models.MessageTemplateParams)),
        Parameter("body", "external_created_at", Timestamp("epoch")),
        Parameter("body", "cc_emails", Plain("string")),
        Parameter("body", "bcc_emails", Plain("string")),
        Parameter("body", "to_emails", Plain("string")),
        Parameter("body", "is_voice_message", Plain("boolean"), beside_files=True),
        Parameter("file", "attachments[]", ListOf(Anything()), argument="attachments"),
    ),
)

DELETE: Operation[models.Message] = Operation(
    id="messages.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}",
    returns=lambda: Object(models.Message),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _MESSAGE_ID),
)

UPDATE: Operation[models.Message | None] = Operation(
    id="messages.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}",
    returns=lambda: Object(models.Message, nullable=True),
    retry_safe=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        _MESSAGE_ID,
        Parameter("body", "status", lambda: Enumeration(models.MessageStatus), required=True),
        Parameter("body", "external_error", Plain("string")),
    ),
)

RETRY: Operation[models.Message] = Operation(
    id="messages.retry",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry",
    returns=lambda: Object(models.Message),
    parameters=(_ACCOUNT_ID, _CONVERSATION_ID, _MESSAGE_ID),
)

TRANSLATE: Operation[str | None] = Operation(
    id="messages.translate",
    method="POST",
    path="/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate",
    returns=Plain("string", nullable=True),
    unwrap=("content",),
    may_be_absent=True,
    parameters=(
        _ACCOUNT_ID,
        _CONVERSATION_ID,
        _MESSAGE_ID,
        Parameter("body", "target_language", Plain("string"), required=True),
    ),
)


class MessagesResource(Resource):
    """The messages of a conversation."""

    __slots__ = ()

    async def list(
        self,
        conversation_id: int,
        *,
        before: int | None = None,
        after: int | None = None,
        filter_internal_messages: bool | None = None,
        account_id: int | None = None,
    ) -> models.MessageList:
        """A window of a conversation's messages.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

        Sorted by `created_at`, oldest first; cut by `id`. Which messages come:

        - neither `before` nor `after`: the newest 20
        - `before=B`: the newest 20 with id < B
        - `after=A`: the oldest 100 with id > A
        - both: the oldest 1000 with A <= id < B

        Servers before 2.16 know only `before`. Ids count over the whole installation, and an imported
        message can have a later id and an earlier `created_at`.

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            before: Only messages with an id below this one. The server fails (500) above 9223372036854775807.
            after: Only messages with an id above this one; together with `before`, this one too.
            filter_internal_messages: Omit private notes and activity messages.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The messages of the window.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "before": before,
                "after": after,
                "filter_internal_messages": filter_internal_messages,
            },
        )

    async def create(
        self,
        conversation_id: int,
        *,
        content: str | None | Unset = UNSET,
        message_type: models.MessageDirection | Literal["incoming", "outgoing"] | None = None,
        private: bool | None = None,
        content_type: models.CreatableContentType
        | Literal[
            "text",
            "input_text",
            "input_textarea",
            "input_email",
            "input_select",
            "cards",
            "form",
            "article",
            "input_csat",
        ]
        | None = None,
        content_attributes: Mapping[str, Any] | None = None,
        echo_id: str | None = None,
        source_id: str | None = None,
        campaign_id: int | None = None,
        template_params: models.MessageTemplateParams | Mapping[str, Any] | None = None,
        external_created_at: datetime.datetime | None = None,
        cc_emails: str | None = None,
        bcc_emails: str | None = None,
        to_emails: str | None = None,
        is_voice_message: bool | None = None,
        attachments: Sequence[Upload] | None = None,
        on_progress: Progress | None = None,
        account_id: int | None = None,
    ) -> models.Message:
        """Write a message.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

        Sends it to the contact or, with `private`, writes a note for the other agents. A call needs
        `content`, files, `template_params` or `content_attributes`: without them the server would write an
        empty message. Files are sent as `multipart/form-data`, of at most 40 MiB each; servers accept 40 in
        one call. A conversation accepts 200 messages a minute by default; one more leads to a 422,
        *Validation failed: Too many messages*. Any other error also leads to a 422 with its text, so this
        status does not show the cause.

        In email inboxes, a server reads the recipients (`to_emails`, `cc_emails`, `bcc_emails`) from the
        newest message when it sends, so that **two messages in a row get the recipients of the second**:
        leave 6 seconds between them.

        The client repeats it only if the server provably did not see it: a server that gets it twice writes
        two messages, and `echo_id` does not change that.

        Rate limit: 200 requests in 60 seconds by conversation (Chatwoot's rule `messages_create`).

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            content: The text, up to 150,000 characters. Servers render it as a Liquid template unless the
                contact wrote it. The client therefore escapes Liquid tags, so that the text is stored unchanged.
                Pass `Liquid("...")` to have it rendered.
            message_type: Direction: from the contact or to the contact. Default `outgoing`.
            private: Whether it is a private note, which the contact does not see.
            content_type: The content type. Default `text`.
            content_attributes: Free-form: `items` of a select, `in_reply_to` (the id of a message) and more.
            echo_id: Any text. The server returns it in the response and in events. It does not make repeating
                the call safe.
            source_id: The message's id in its channel. **The server treats a message with one as delivered**:
                several channels then do not send it to the contact. Use it to import messages.
            campaign_id: Campaign to which the message belongs.
            template_params: WhatsApp template to send instead of the text. Cannot be sent together with files,
                since the server refuses it in a multipart form.
            external_created_at: Time of writing, for a message written earlier in another system. **Servers
                ignore it**: `created_at` is the time of the creation.
            cc_emails: Carbon copy (CC) addresses, separated by commas. Email inboxes only; ignored in others.
            bcc_emails: Blind carbon copy (BCC) addresses, separated by commas. Email inboxes only; ignored in
                others.
            to_emails: Addresses that receive the message instead of the contact, separated by commas. Email
                inboxes only; ignored in others.
            is_voice_message: Whether the audio files are a voice message, which some channels show differently.
                Only together with files. The server stores it with the attachments; older servers ignore it. Since
                Chatwoot 4.15.0.
            attachments: The files, of at most 40 MiB each.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: The account's number. Default: the client's setting.

        Returns:
            The message, with the `echo_id` that was sent.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
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
                "is_voice_message": is_voice_message,
                "attachments": attachments,
                "on_progress": on_progress,
            },
        )

    async def delete(self, conversation_id: int, message_id: int, *, account_id: int | None = None) -> models.Message:
        """Delete a message.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

        Its text and attachments are gone for good; the message itself stays, with *This message was
        deleted* (in the account's language) in `content` and `deleted` in `content_attributes`. The server
        does not recall messages that a channel has delivered.

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The deleted message.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            DELETE, {"account_id": account_id, "conversation_id": conversation_id, "message_id": message_id}
        )

    async def update(
        self,
        conversation_id: int,
        message_id: int,
        *,
        status: models.MessageStatus | Literal["sent", "delivered", "read", "failed"],
        external_error: str | None = None,
        account_id: int | None = None,
    ) -> models.Message | None:
        """Set the delivery status of a message.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

        Works in API inboxes only, because another program delivers their messages; other inboxes lead to a
        403. The server does not change a read message back to delivered.

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            status: The delivery status of an outgoing message.
            external_error: Reason for the failure, which the app shows. Only with the status `failed`.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The message, or an empty body.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "message_id": message_id,
                "status": status,
                "external_error": external_error,
            },
        )

    async def retry(self, conversation_id: int, message_id: int, *, account_id: int | None = None) -> models.Message:
        """Send a failed message again.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry`

        4.10.0 empties its `content_attributes`, `in_reply_to` included, and also sends messages again that
        did not fail; newer servers do not. The client therefore repeats the call only if the server
        provably did not see it.

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The message, `sent` again.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            RETRY, {"account_id": account_id, "conversation_id": conversation_id, "message_id": message_id}
        )

    async def translate(
        self, conversation_id: int, message_id: int, *, target_language: str, account_id: int | None = None
    ) -> str | None:
        """Translate a message.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate`

        Only if Google Translate is set up for the account. The server keeps the translation in the
        message's `content_attributes.translations` and sends it **once**: for an existing language the
        response is empty.

        Args:
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            target_language: The language's code, such as en or pt_BR.
            account_id: The account's number. Default: the client's setting.

        Returns:
            The translation; an empty body if the message has it already, null if there is none.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: there was no response.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            TRANSLATE,
            {
                "account_id": account_id,
                "conversation_id": conversation_id,
                "message_id": message_id,
                "target_language": target_language,
            },
        )
