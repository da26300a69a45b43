from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain
from ..._wire.operation import Operation, Resource
from .. import models

_INBOX_IDENTIFIER = Parameter("path", "inbox_identifier", Plain("string", secret=True), setting="inbox_identifier")
_CONTACT_IDENTIFIER = Parameter(
    "path", "contact_identifier", Plain("string", secret=True), setting="contact_identifier"
)
_CONVERSATION_ID = Parameter("path", "conversation_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.PublicConversation]] = Operation(
    id="public_conversations.list",
    method="GET",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations",
    returns=lambda: ListOf(Object(models.PublicConversation)),
    anonymous=True,
    parameters=(_INBOX_IDENTIFIER, _CONTACT_IDENTIFIER),
)

CREATE: Operation[models.PublicConversation] = Operation(
    id="public_conversations.create",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations",
    returns=lambda: Object(models.PublicConversation),
    anonymous=True,
    parameters=(_INBOX_IDENTIFIER, _CONTACT_IDENTIFIER, Parameter("body", "custom_attributes", MapOf(Anything()))),
)

GET: Operation[models.PublicConversation] = Operation(
    id="public_conversations.get",
    method="GET",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}",
    returns=lambda: Object(models.PublicConversation),
    anonymous=True,
    parameters=(_INBOX_IDENTIFIER, _CONTACT_IDENTIFIER, _CONVERSATION_ID),
)

RESOLVE: Operation[models.PublicConversation] = Operation(
    id="public_conversations.resolve",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/toggle_status",
    returns=lambda: Object(models.PublicConversation),
    retry_safe=True,
    anonymous=True,
    parameters=(_INBOX_IDENTIFIER, _CONTACT_IDENTIFIER, _CONVERSATION_ID),
)

SET_TYPING: Operation[None] = Operation(
    id="public_conversations.set_typing",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/toggle_typing",
    returns=None,
    retry_safe=True,
    anonymous=True,
    parameters=(
        _INBOX_IDENTIFIER,
        _CONTACT_IDENTIFIER,
        _CONVERSATION_ID,
        Parameter("body", "typing_status", lambda: Enumeration(models.TypingStatus), required=True),
    ),
)

UPDATE_LAST_SEEN: Operation[None] = Operation(
    id="public_conversations.update_last_seen",
    method="POST",
    path="/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/update_last_seen",
    returns=None,
    retry_safe=True,
    anonymous=True,
    parameters=(_INBOX_IDENTIFIER, _CONTACT_IDENTIFIER, _CONVERSATION_ID),
)


class PublicConversationsResource(Resource):
    """The conversations of the contact."""

    __slots__ = ()

    async def list(
        self, *, inbox_identifier: str | None = None, contact_identifier: str | None = None
    ) -> builtins.list[models.PublicConversation]:
        """List all conversations of the contact.

        `GET /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations`

        Returns all conversations in one response. A contact with a verified identity also gets its
        conversations in other channels.

        Args:
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The conversations.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            LIST, {"inbox_identifier": inbox_identifier, "contact_identifier": contact_identifier}
        )

    async def create(
        self,
        *,
        custom_attributes: Mapping[str, Any] | None = None,
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
    ) -> models.PublicConversation:
        """Create a conversation.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations`

        Creates a conversation without a message; `messages.create` adds one. If the inbox has a bot, the
        status is `pending`. If the inbox allows one conversation per contact, servers return the existing
        one.

        Args:
            custom_attributes: Free-form.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The conversation.

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
                "custom_attributes": custom_attributes,
            },
        )

    async def get(
        self, conversation_id: int, *, inbox_identifier: str | None = None, contact_identifier: str | None = None
    ) -> models.PublicConversation:
        """Get a conversation.

        `GET /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}`

        Returns the conversation with its messages, without private notes.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The conversation.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            GET,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
            },
        )

    async def resolve(
        self, conversation_id: int, *, inbox_identifier: str | None = None, contact_identifier: str | None = None
    ) -> models.PublicConversation:
        """Resolve a conversation.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/toggle_status`

        Does not change a resolved conversation. A new message opens the conversation again.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Returns:
            The conversation after the change.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            RESOLVE,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
            },
        )

    async def set_typing(
        self,
        conversation_id: int,
        *,
        typing_status: models.TypingStatus | Literal["on", "off"],
        inbox_identifier: str | None = None,
        contact_identifier: str | None = None,
    ) -> None:
        """Show whether the contact is typing.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/toggle_typing`

        Agents see it in the app for some seconds, or until a call switches it off.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            typing_status: Whether the contact is typing.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            SET_TYPING,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
                "typing_status": typing_status,
            },
        )

    async def update_last_seen(
        self, conversation_id: int, *, inbox_identifier: str | None = None, contact_identifier: str | None = None
    ) -> None:
        """Mark the conversation as seen by the contact.

        `POST /public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations/{conversation_id}/update_last_seen`

        Sets `contact_last_seen_at` to now; agents see it as a read receipt.

        Args:
            conversation_id: Display ID of the conversation, unique within its account.
            inbox_identifier: The identifier of an API inbox, from its settings. Default: the client's setting.
            contact_identifier: The contact's `source_id`. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            UPDATE_LAST_SEEN,
            {
                "inbox_identifier": inbox_identifier,
                "contact_identifier": contact_identifier,
                "conversation_id": conversation_id,
            },
        )
