from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ...._wire.arguments import Parameter
from ...._wire.kinds import UNSET, Enumeration, ListOf, Object, Plain, Unset
from ...._wire.operation import Caller, Operation
from ...models.webhook import Webhook
from ...models.webhook_event import WebhookEvent

OPERATION: Operation[Webhook] = Operation(
    id="webhooks_create",
    method="POST",
    path="/api/v1/accounts/{account_id}/webhooks",
    returns=Object(Webhook),
    unwrap=(
        "payload",
        "webhook",
    ),
    wrap="webhook",
    parameters=(
        Parameter("path", "account_id", Plain("integer"), minimum=1, maximum=2147483647, setting="account_id"),
        Parameter("body", "url", Plain("string"), required=True),
        Parameter("body", "name", Plain("string", nullable=True)),
        Parameter("body", "subscriptions", ListOf(Enumeration(WebhookEvent))),
    ),
)


async def webhooks_create(
    client: Caller,
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
    return await client.call(
        OPERATION,
        {
            "account_id": account_id,
            "url": url,
            "name": name,
            "subscriptions": subscriptions,
        },
    )
