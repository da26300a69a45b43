from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .availability import Availability
from .role import Role


@declare
class PlatformAccountUser(Model):
    """A user's membership in an account.

    Attributes:
        role: The role of a user in an account.
        inviter_id: ID of the user who invited this user.
        created_at: Time at which the user was added to the account.
        updated_at: The time of the last change.
        active_at: Time of the user's last activity.
        availability: The presence of a user.
        auto_offline: Whether the user is offline when the app is closed.
        custom_role_id: Paid edition only.
        agent_capacity_policy_id: Paid edition only.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    user_id: int = field(Plain("integer"))
    role: Role = field(Enumeration(Role))
    inviter_id: int | None = field(Plain("integer", nullable=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
    active_at: datetime.datetime | None = field(Timestamp("iso", nullable=True))
    availability: Availability = field(Enumeration(Availability, extensible=True))
    auto_offline: bool = field(Plain("boolean"))
    custom_role_id: int | None = field(Plain("integer", nullable=True), default=None)
    agent_capacity_policy_id: int | None = field(Plain("integer", nullable=True), default=None)
