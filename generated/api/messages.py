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
        """List a window of a conversation's messages.

        `GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

        Sorted by `created_at`, oldest first; selected by `id`. Returned messages:

        - neither `before` nor `after`: the newest 20
        - `before=B`: the newest 20 with id < B
        - `after=A`: the oldest 100 with id > A
        - both: the oldest 1000 with A <= id < B

        Servers before 2.16 know only `before`. IDs are unique across the whole installation, and an
        imported message can have a later ID and an earlier `created_at`.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            before: Only messages with an ID below this one. The server responds with 500 to numbers above
                9223372036854775807.
            after: Only messages with an ID above this one; together with `before`, from this ID on.
            filter_internal_messages: Omit private notes and activity messages.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The messages of the window.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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
        """Send a message.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages`

        Sends a message to the contact or, with `private`, creates a note for the other agents. The call
        needs `content`, files, `template_params` or `content_attributes`: without them the server would
        create an empty message. Files are sent as `multipart/form-data`, at most 40 MiB each; servers
        accept 40 files in one call. A conversation accepts 200 messages a minute by default; to more, the
        server responds with 422, *Validation failed: Too many messages*. It responds to other errors with
        422 and their text, too, so this status does not tell the cause. In email inboxes, a server reads
        the recipients (`to_emails`, `cc_emails`, `bcc_emails`) from the newest message when it sends, so
        that **two messages in a row get the recipients of the second**: leave 6 seconds between them. The
        client retries only if the request provably did not reach the server: a server that gets it twice
        creates two messages, and `echo_id` does not change that.

        Rate limit: 200 requests in 60 seconds by conversation (Chatwoot's rule `messages_create`).

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            content: The text, up to 150,000 characters. Servers render it as a Liquid template unless the
                contact wrote it. The client therefore escapes Liquid tags, so that the text is stored unchanged.
                Pass `Liquid("...")` to have it rendered.
            message_type: The direction: from the contact or to the contact. Default `outgoing`.
            private: Whether it is a private note, which the contact does not see.
            content_type: The content type. Default `text`.
            content_attributes: Free-form: `items` of a select, `in_reply_to` (the ID of a message) and more.
            echo_id: Any text. The server returns it in the response and in events. It does not make a retry
                safe.
            source_id: ID of the message in its channel. **The server treats a message with a `source_id` as
                delivered**: several channels then do not send it to the contact. Use it to import messages.
            campaign_id: ID of the campaign that the message belongs to.
            template_params: WhatsApp template to send instead of the text. Cannot be sent together with files:
                the server refuses it in a multipart form.
            external_created_at: Time of creation, for a message from another system. **Servers ignore it**:
                `created_at` is the time of the call.
            cc_emails: Carbon copy (CC) addresses, separated by commas. Email inboxes only; ignored in others.
            bcc_emails: Blind carbon copy (BCC) addresses, separated by commas. Email inboxes only; ignored in
                others.
            to_emails: Addresses that receive the message instead of the contact, separated by commas. Email
                inboxes only; ignored in others.
            is_voice_message: Whether the audio files are a voice message, which some channels display
                differently. Only together with files. The server stores it with the attachments; older servers
                ignore it. Since Chatwoot 4.15.0.
            attachments: The files, at most 40 MiB each.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The message, with the given `echo_id`.

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

        Deletes its text and attachments permanently. The message itself remains, with *This message was
        deleted* (in the account's language) in `content` and `deleted` in `content_attributes`. The server
        does not recall messages that a channel has delivered.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            message_id: ID of the message, unique across the whole installation.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The deleted message.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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

        Works in API inboxes only, because another program delivers their messages; the server responds with
        403 for other inboxes. It does not change a message from `read` back to `delivered`.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            message_id: ID of the message, unique across the whole installation.
            status: The delivery status of an outgoing message.
            external_error: Reason for the failure; the app displays it. Only with the status `failed`.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The message, or an empty body.

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
                "conversation_id": conversation_id,
                "message_id": message_id,
                "status": status,
                "external_error": external_error,
            },
        )

    async def retry(self, conversation_id: int, message_id: int, *, account_id: int | None = None) -> models.Message:
        """Retry a failed message.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry`

        4.10.0 clears the message's `content_attributes`, including `in_reply_to`, and also sends messages
        again that did not fail; newer servers do neither. The client therefore retries only if the request
        provably did not reach the server.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            message_id: ID of the message, unique across the whole installation.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The message, with the status `sent`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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

        Requires the account's Google Translate integration. The server stores the translation in the
        message's `content_attributes.translations` and returns it **once**: for a language that is already
        stored, the response is empty.

        Args:
            conversation_id: Display ID: the number that the app shows; unique only within an account.
            message_id: ID of the message, unique across the whole installation.
            target_language: Language code, such as en or pt_BR.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The translation; an empty body if it is already stored, null if there is none.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
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
