from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..._wire.arguments import Parameter
from ..._wire.kinds import Anything, ListOf, Object, Plain
from ..._wire.operation import Operation, RateLimitRule, Resource
from .. import models

if TYPE_CHECKING:
    from ..._wire.files import Progress, Upload

_INBOX_IDENTIFIER = Parameter("path", "inbox_identifier", Plain("string", secret=True), setting="inbox_identifier")
_CONTACT_IDENTIFIER = Parameter(
    "path", "contact_identifier", Plain("string", secret=True), setting="contact_identifier"
)
_CONVERSATION_ID = Parameter("path", "conversation_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.PublicMessage]] = Operation(
    id="public_messages.list",
    method="GET",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages",
    returns=lambda: ListOf(Object(models.PublicMessage)),
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        _CONVERSATION_ID,
        Parameter("query", "before", Plain("integer", minimum=0, maximum=9223372036854775807)),
    ),
)

CREATE: Operation[models.PublicMessage] = Operation(
    id="public_messages.create",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages",
    returns=lambda: Object(models.PublicMessage),
    rate_limits=(RateLimitRule(rule="messages_create", requests=200, seconds=60, by=("conversation",), status=422),),
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        _CONVERSATION_ID,
        Parameter("body", "content", Plain("string")),
        Parameter("body", "echo_id", Plain("string")),
        Parameter("file", "attachments[]", ListOf(Anything()), argument="attachments"),
    ),
)

UPDATE: Operation[models.PublicMessage] = Operation(
    id="public_messages.update",
    method="PATCH",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages/{message_id}",
    returns=lambda: Object(models.PublicMessage),
    retry_safe=True,
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        _CONVERSATION_ID,
        Parameter("path", "message_id", Plain("integer", minimum=1, maximum=2147483647), required=True),
        Parameter("body", "submitted_values", lambda: ListOf(Object(models.SubmittedValue)), required=True),
    ),
)


class PublicMessagesResource(Resource):
    """The messages of the contact's conversations."""

    __slots__ = ()

    async def list(
        self,
        conversation_id: int,
        *,
        before: int | None = None,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
    ) -> builtins.list[models.PublicMessage]:
        """List messages of a conversation.

        `GET /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages`

        Returns the newest 20 messages, oldest first, without private notes.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            before: Only messages with a lower ID; returns the newest 20 of them.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The messages, oldest first.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
                "before": before,
            },
        )

    async def create(
        self,
        conversation_id: int,
        *,
        content: str | None = None,
        echo_id: str | None = None,
        attachments: Sequence[Upload] | None = None,
        on_progress: Progress | None = None,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
    ) -> models.PublicMessage:
        """Send a message.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages`

        Sends the message as the contact. Two calls create two messages. The message opens a resolved
        conversation again.

        Rate limit: 200 requests in 60 seconds by conversation (Chatwoot's rule `messages_create`).

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            content: The text.
            echo_id: Any text. The server does not store it.
            attachments: The files, up to 40 MiB each.
            on_progress: Called with the number of bytes sent and the total number (None if unknown).
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The message.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
                "content": content,
                "echo_id": echo_id,
                "attachments": attachments,
                "on_progress": on_progress,
            },
        )

    async def update(
        self,
        conversation_id: int,
        message_id: int,
        *,
        submitted_values: Sequence[models.SubmittedValue | Mapping[str, Any]],
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
    ) -> models.PublicMessage:
        """Respond to an interactive message.

        `PATCH /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/messages/{message_id}`

        Submits the contact's input to a select, a form or a question for an email address.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            message_id: ID of the message, unique across the whole installation.
            submitted_values: The selected item, or the fields of a form with their values.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The message, with the response in its `content_attributes`.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
                "message_id": message_id,
                "submitted_values": submitted_values,
            },
        )
