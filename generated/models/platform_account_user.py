from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .availability import Availability
from .role import Role


@declare
class PlatformAccountUser(Model):
    """A user's place in an account.

    Attributes:
        role: The role of a user in an account.
        inviter_id: The user who invited this one.
        created_at: When the user was put into the account.
        updated_at: The time of the last change.
        active_at: When the user was last active.
        availability: The presence of a user.
        auto_offline: Whether the user is offline when the app is closed.
        custom_role_id: Only with the paid edition.
        agent_capacity_policy_id: Only with the paid edition.
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
