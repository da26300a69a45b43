from __future__ import annotations

import datetime

from ..._wire.kinds import Enumeration, ListOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .custom_role_permission import CustomRolePermission


@declare
class CustomRole(Model):
    """A set of permissions for users of an account.

    Attributes:
        permissions: Permissions of the role.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    permissions: list[CustomRolePermission] = field(ListOf(Enumeration(CustomRolePermission)))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
