from __future__ import annotations

from ..._wire.kinds import Enumeration, ListOf, Object, Plain, field
from ..._wire.model import Model, declare
from .webhook_event import WebhookEvent
from .webhook_inbox import WebhookInbox


@declare
class Webhook(Model):
    """A URL to which an account sends its events.

    Attributes:
        name: The name; empty if the webhook has none.
        subscriptions: Events that the webhook receives.
        secret: The key with which the server signs its requests to the URL. Since Chatwoot 4.11.2.
        inbox: The inbox of the webhook; absent if the webhook belongs to the account.
    """

    id: int = field(Plain("integer"))
    name: str | None = field(Plain("string", nullable=True))
    url: str = field(Plain("string"))
    account_id: int = field(Plain("integer"))
    subscriptions: list[WebhookEvent] = field(ListOf(Enumeration(WebhookEvent)))
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    inbox: WebhookInbox | None = field(Object(WebhookInbox), default=None)
