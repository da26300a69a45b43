from __future__ import annotations

from ...declarations import Plain, declare, field
from ...decoding import Model


@declare
class WebhookInbox(Model):
    """The inbox of a webhook (source, not captured)."""

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
