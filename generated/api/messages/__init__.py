from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...._wire.files import Progress, Upload
from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.creatable_content_type import CreatableContentType
from ...models.message import Message
from ...models.message_direction import MessageDirection
from ...models.message_list import MessageList
from ...models.message_status import MessageStatus
from ...models.message_template_params import MessageTemplateParams
from .messages_create import messages_create
from .messages_delete import messages_delete
from .messages_list import messages_list
from .messages_retry import messages_retry
from .messages_translate import messages_translate
from .messages_update import messages_update


class MessagesResource:
    """The messages of a conversation."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        before: int | None = None,
        after: int | None = None,
        filter_internal_messages: bool | None = None,
    ) -> MessageList:
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
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            before: Only messages with an id below this one. The server fails (500) above 9223372036854775807.
            after: Only messages with an id above this one; together with `before`, this one too.
            filter_internal_messages: Leave out private notes and activity messages.

        Returns:
            The messages of the window.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_list(
            self._client,
            conversation_id,
            account_id=account_id,
            before=before,
            after=after,
            filter_internal_messages=filter_internal_messages,
        )

    async def create(
        self,
        conversation_id: int,
        *,
        account_id: int | None = None,
        content: str | None | Unset = UNSET,
        message_type: MessageDirection | Literal["incoming", "outgoing"] | Unset = UNSET,
        private: bool | Unset = UNSET,
        content_type: CreatableContentType
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
        return await messages_create(
            self._client,
            conversation_id,
            account_id=account_id,
            content=content,
            message_type=message_type,
            private=private,
            content_type=content_type,
            content_attributes=content_attributes,
            echo_id=echo_id,
            source_id=source_id,
            campaign_id=campaign_id,
            template_params=template_params,
            external_created_at=external_created_at,
            cc_emails=cc_emails,
            bcc_emails=bcc_emails,
            to_emails=to_emails,
            attachments=attachments,
            on_progress=on_progress,
        )

    async def delete(
        self,
        conversation_id: int,
        message_id: int,
        *,
        account_id: int | None = None,
    ) -> Message:
        """Delete a message.

        `DELETE /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

        Its text and attachments are gone for good; the message itself stays, with *This message was
        deleted* (in the account's language) in `content` and `deleted` in `content_attributes`. What a
        channel has delivered is not called back (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.

        Returns:
            What is left of the message. (The page says nothing of an answer.)

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_delete(
            self._client,
            conversation_id,
            message_id,
            account_id=account_id,
        )

    async def update(
        self,
        conversation_id: int,
        message_id: int,
        *,
        account_id: int | None = None,
        status: MessageStatus | Literal["sent", "delivered", "read", "failed"],
        external_error: str | Unset = UNSET,
    ) -> Message | None:
        """Say how far a message got.

        `PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}`

        Only in API inboxes, whose messages something else delivers; others are answered 403. The server
        leaves a message alone that was read already and is now said to be delivered (source). The published
        page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            status: How far a message got.
            external_error: Why it failed; only with the status `failed`, which the app shows.

        Returns:
            The message, or an empty body (source).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_update(
            self._client,
            conversation_id,
            message_id,
            account_id=account_id,
            status=status,
            external_error=external_error,
        )

    async def retry(
        self,
        conversation_id: int,
        message_id: int,
        *,
        account_id: int | None = None,
    ) -> Message:
        """Send a message once more.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/retry`

        For a message that failed; 4.10.0 empties its `content_attributes`, `in_reply_to` and all. It also
        sends what did not fail once more, newer servers do not (both source). So it is never repeated
        unless it was provably not seen. The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.

        Returns:
            The message, `sent` again.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_retry(
            self._client,
            conversation_id,
            message_id,
            account_id=account_id,
        )

    async def translate(
        self,
        conversation_id: int,
        message_id: int,
        *,
        account_id: int | None = None,
        target_language: str,
    ) -> str | None:
        """Translate a message.

        `POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}/translate`

        Only where the account has Google Translate set up. The server keeps the translation in the
        message's `content_attributes.translations` and sends it **once**: for a language that is there
        already the answer is empty. (Source, not captured.) The published page does not have it.

        Args:
            account_id: The account's number; the client's own where it is left out.
            conversation_id: The number that the app shows (the display id), unique within an account only.
            message_id: The message's id, which counts over the whole installation.
            target_language: The language's code, such as en or pt_BR.

        Returns:
            The translation; an empty body where the message has it already, null where there is none
            (not captured).

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await messages_translate(
            self._client,
            conversation_id,
            message_id,
            account_id=account_id,
            target_language=target_language,
        )
