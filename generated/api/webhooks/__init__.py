from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ...._wire.kinds import UNSET, Unset
from ...._wire.operation import Caller
from ...models.webhook import Webhook
from ...models.webhook_event import WebhookEvent
from .webhooks_create import webhooks_create
from .webhooks_delete import webhooks_delete
from .webhooks_list import webhooks_list
from .webhooks_update import webhooks_update


class WebhooksResource:
    """URLs to which an account sends its events."""

    __slots__ = ("_client",)

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def list(
        self,
        *,
        account_id: int | None = None,
    ) -> builtins.list[Webhook]:
        """All webhooks of an account.

        `GET /api/v1/accounts/{account_id}/webhooks`

        All at once; for administrators only (source). The page has a bare array.

        Args:
            account_id: The account's number; the client's own where it is left out.

        Returns:
            The webhooks.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await webhooks_list(
            self._client,
            account_id=account_id,
        )

    async def create(
        self,
        *,
        account_id: int | None = None,
        url: str,
        name: str | None | Unset = UNSET,
        subscriptions: Sequence[
            WebhookEvent
            | Literal[
                "conversation_created",
                "conversation_status_changed",
                "conversation_updated",
                "conversation_typing_on",
                "conversation_typing_off",
                "message_created",
                "message_updated",
                "contact_created",
                "contact_updated",
                "inbox_created",
                "inbox_updated",
                "webwidget_triggered",
            ]
        ]
        | Unset = UNSET,
    ) -> Webhook:
        """Create a webhook.

        `POST /api/v1/accounts/{account_id}/webhooks`

        For administrators only (source). A URL that another webhook of the account has is refused (422;
        source). The page has the body and the answer without their envelopes.

        Args:
            account_id: The account's number; the client's own where it is left out.
            url: An http or https URL, unique in the account (source).
            name: What users call it. The page has no null.
            subscriptions: What it is told; not empty. Where it is left out: all events but those of typing and
                inboxes (source).

        Returns:
            The webhook.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await webhooks_create(
            self._client,
            account_id=account_id,
            url=url,
            name=name,
            subscriptions=subscriptions,
        )

    async def delete(
        self,
        webhook_id: int,
        *,
        account_id: int | None = None,
    ) -> None:
        """Delete a webhook.

        `DELETE /api/v1/accounts/{account_id}/webhooks/{webhook_id}`

        For administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            webhook_id: The webhook's number.

        Returns:
            The webhook is deleted.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await webhooks_delete(
            self._client,
            webhook_id,
            account_id=account_id,
        )

    async def update(
        self,
        webhook_id: int,
        *,
        account_id: int | None = None,
        url: str | Unset = UNSET,
        name: str | None | Unset = UNSET,
        subscriptions: Sequence[
            WebhookEvent
            | Literal[
                "conversation_created",
                "conversation_status_changed",
                "conversation_updated",
                "conversation_typing_on",
                "conversation_typing_off",
                "message_created",
                "message_updated",
                "contact_created",
                "contact_updated",
                "inbox_created",
                "inbox_updated",
                "webwidget_triggered",
            ]
        ]
        | Unset = UNSET,
    ) -> Webhook:
        """Change a webhook.

        `PATCH /api/v1/accounts/{account_id}/webhooks/{webhook_id}`

        Changes what is named and leaves the rest; `subscriptions` **replaces** all that were there. For
        administrators only (source).

        Args:
            account_id: The account's number; the client's own where it is left out.
            webhook_id: The webhook's number.
            url: An http or https URL, unique in the account (source).
            name: What users call it. The page has no null.
            subscriptions: What it is told; not empty (source).

        Returns:
            The webhook as it is now.

        Raises:
            InvalidRequestError: an argument that cannot be sent; nothing was sent.
            ApiStatusError: the server answered with an error.
            ConnectionFailedError, RequestTimeoutError: there was no answer.
            DecodeError: the answer is not what the contract says.
        """
        return await webhooks_update(
            self._client,
            webhook_id,
            account_id=account_id,
            url=url,
            name=name,
            subscriptions=subscriptions,
        )
