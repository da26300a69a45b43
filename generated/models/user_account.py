from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .account_status import AccountStatus
from .availability import Availability
from .role import Role


@declare
class UserAccount(Model):
    """One account of a user.

    Attributes:
        status: The status of an account.
        active_at: Time of the user's last activity.
        role: The role of a user in an account.
        availability: The presence of a user.
        availability_status: The presence of a user.
        custom_role_id: Paid edition only.
        custom_role: Free-form; only with the paid edition.
        api_and_webhooks: Whether the account's plan includes the API and webhooks; not all hosted plans do.
            Since Chatwoot 4.16.0.
        onboarding_step: Current step of the account's setup; null if there is none. Since Chatwoot 4.16.0.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    status: AccountStatus = field(Enumeration(AccountStatus, extensible=True))
    active_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    role: Role = field(Enumeration(Role))
    permissions: list[str] = field(ListOf(Plain("string")))
    availability: Availability = field(Enumeration(Availability, extensible=True))
    availability_status: Availability = field(Enumeration(Availability, extensible=True))
    auto_offline: bool = field(Plain("boolean"))
    custom_role_id: int | None = field(Plain("integer", nullable=True), default=None)
    custom_role: dict[str, Any] | None = field(MapOf(Anything(), nullable=True), default=None)
    api_and_webhooks: bool | None = field(Plain("boolean"), default=None)
    onboarding_step: str | None = field(Plain("string", nullable=True), default=None)
