from __future__ import annotations

from ..._wire.kinds import Enumeration, ListOf, Object, Plain, field
from ..._wire.model import Model, declare
from .webhook_event import WebhookEvent
from .webhook_inbox import WebhookInbox


@declare
class Webhook(Model):
    """A URL to which an account sends its events.

    Attributes:
        name: The name, if it has one.
        subscriptions: The events that it receives.
        secret: The key with which the server signs its calls to the URL. Since Chatwoot 4.11.2.
        inbox: The inbox to which it belongs; absent if it belongs to the account.
    """

    id: int = field(Plain("integer"))
    name: str | None = field(Plain("string", nullable=True))
    url: str = field(Plain("string"))
    account_id: int = field(Plain("integer"))
    subscriptions: list[WebhookEvent] = field(ListOf(Enumeration(WebhookEvent)))
    secret: str | None = field(Plain("string", secret=True, nullable=True), default=None)
    inbox: WebhookInbox | None = field(Object(WebhookInbox), default=None)
