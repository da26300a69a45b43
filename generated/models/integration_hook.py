from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .integration_hook_type import IntegrationHookType
from .integration_inbox import IntegrationInbox


@declare
class IntegrationHook(Model):
    """An integration as an account has set it up.

    Attributes:
        app_id: ID of the integration.
        status: Whether the integration is enabled.
        hook_type: The scope of an integration.
        inbox: The inbox; null if the integration is set up for the whole account.
        settings: The integration's `visible_properties`.
        reference_id: ID in the other product.
    """

    id: int = field(Plain("integer"))
    app_id: str = field(Plain("string"))
    status: bool = field(Plain("boolean"))
    account_id: int = field(Plain("integer"))
    hook_type: IntegrationHookType = field(Enumeration(IntegrationHookType))
    inbox: IntegrationInbox | None = field(Object(IntegrationInbox, nullable=True), default=None)
    settings: dict[str, Any] | None = field(MapOf(Anything(), nullable=True), default=None)
    reference_id: str | None = field(Plain("string", nullable=True), default=None)
