from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Literal

from ..._wire.arguments import Parameter
from ..._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ..._wire.operation import Operation, Resource
from .. import models

_ACCOUNT_ID = Parameter("path", "account_id", Plain("integer", minimum=1, maximum=2147483647), setting="account_id")
_NAME = Parameter("body", "name", Plain("string", nullable=True))
_SUBSCRIPTIONS = Parameter("body", "subscriptions", lambda: ListOf(Enumeration(models.WebhookEvent)))
_WEBHOOK_ID = Parameter("path", "webhook_id", Plain("integer", minimum=1, maximum=2147483647), required=True)

LIST: Operation[list[models.Webhook]] = Operation(
    id="webhooks.list",
    method="GET",
    path="/api/v1/accounts/{account_id}/webhooks",
    returns=lambda: ListOf(Object(models.Webhook)),
    unwrap=(
        "payload",
        "webhooks",
    ),
    parameters=(_ACCOUNT_ID,),
)

CREATE: Operation[models.Webhook] = Operation(
    id="webhooks.create",
    method="POST",
    path="/api/v1/accounts/{account_id}/webhooks",
    returns=lambda: Object(models.Webhook),
    unwrap=(
        "payload",
        "webhook",
    ),
    wrap="webhook",
    parameters=(_ACCOUNT_ID, Parameter("body", "url", Plain("string"), required=True), _NAME, _SUBSCRIPTIONS),
)

DELETE: Operation[None] = Operation(
    id="webhooks.delete",
    method="DELETE",
    path="/api/v1/accounts/{account_id}/webhooks/{webhook_id}",
    returns=None,
    parameters=(_ACCOUNT_ID, _WEBHOOK_ID),
)

UPDATE: Operation[models.Webhook] = Operation(
    id="webhooks.update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/webhooks/{webhook_id}",
    returns=lambda: Object(models.Webhook),
    unwrap=(
        "payload",
        "webhook",
    ),
    wrap="webhook",
    retry_safe=True,
    parameters=(_ACCOUNT_ID, _WEBHOOK_ID, Parameter("body", "url", Plain("string")), _NAME, _SUBSCRIPTIONS),
)


class WebhooksResource(Resource):
    """URLs to which an account sends its events."""

    __slots__ = ()

    async def list(self, *, account_id: int | None = None) -> builtins.list[models.Webhook]:
        """List all webhooks of an account.

        `GET /api/v1/accounts/{account_id}/webhooks`

        Returns all entries in one response. For administrators only.

        Args:
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The webhooks.

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
        url: str,
        name: str | None | Unset = UNSET,
        subscriptions: Sequence[
            models.WebhookEvent
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
        | None = None,
        account_id: int | None = None,
    ) -> models.Webhook:
        """Create a webhook.

        `POST /api/v1/accounts/{account_id}/webhooks`

        For administrators only. The server refuses a URL that another webhook of the account has (422).

        Args:
            url: An http or https URL, unique in the account.
            name: The name for users.
            subscriptions: Events that the webhook receives; must not be empty. Default: all events except
                typing and inbox events.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The webhook.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(
            CREATE, {"account_id": account_id, "url": url, "name": name, "subscriptions": subscriptions}
        )

    async def delete(self, webhook_id: int, *, account_id: int | None = None) -> None:
        """Delete a webhook.

        `DELETE /api/v1/accounts/{account_id}/webhooks/{webhook_id}`

        For administrators only.

        Args:
            webhook_id: ID of the webhook.
            account_id: ID of the account. Default: the client's setting.

        Raises:
            InvalidRequestError: an argument is invalid; no request was sent.
            ApiStatusError: the server returned an error.
            ConnectionFailedError, RequestTimeoutError: no response arrived.
            DecodeError: the response body cannot be decoded.
        """
        return await self._client.call(DELETE, {"account_id": account_id, "webhook_id": webhook_id})

    async def update(
        self,
        webhook_id: int,
        *,
        url: str | None = None,
        name: str | None | Unset = UNSET,
        subscriptions: Sequence[
            models.WebhookEvent
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
        | None = None,
        account_id: int | None = None,
    ) -> models.Webhook:
        """Change a webhook.

        `PATCH /api/v1/accounts/{account_id}/webhooks/{webhook_id}`

        Changes only the given fields; `subscriptions` **replaces** all previous ones. For administrators
        only.

        Args:
            webhook_id: ID of the webhook.
            url: An http or https URL, unique in the account.
            name: The name for users.
            subscriptions: Events that the webhook receives; must not be empty.
            account_id: ID of the account. Default: the client's setting.

        Returns:
            The webhook after the change.

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
                "webhook_id": webhook_id,
                "url": url,
                "name": name,
                "subscriptions": subscriptions,
            },
        )
