from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.webhook import Webhook
from ...models.webhook_event import WebhookEvent

OPERATION: Operation[Webhook] = Operation(
    id="webhooks_update",
    method="PATCH",
    path="/api/v1/accounts/{account_id}/webhooks/{webhook_id}",
    returns=Object(Webhook),
    unwrap=(
        "payload",
        "webhook",
    ),
    wrap="webhook",
    retry_safe=True,
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("path", "webhook_id", Plain("integer"), minimum=1, maximum=2147483647, required=True),
        Parameter("body", "url", Plain("string")),
        Parameter("body", "name", Plain("string", nullable=True)),
        Parameter("body", "subscriptions", ListOf(Enumeration(WebhookEvent))),
    ),
)


async def webhooks_update(
    client: Caller,
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
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "webhook_id": webhook_id,
            "url": url,
            "name": name,
            "subscriptions": subscriptions,
        },
    )
