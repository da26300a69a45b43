from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .audit_action import AuditAction


@declare
class AuditLog(Model):
    """A change that a user made.

    Attributes:
        auditable_id: ID of the changed record.
        auditable_type: Class of the changed record, such as Inbox or AccountUser.
        auditable: Free-form: the changed record; its keys depend on its class. Null if the record was
            deleted.
        associated_id: ID of the account.
        user_id: ID of the user who made the change.
        username: Email address of the user.
        action: The kind of change.
        audited_changes: Free-form. For a new or deleted record: its values. For a changed record: lists
            with the old and the new value.
        version: Sequence number of the change in the history of the record.
        request_uuid: ID of the request that made the change.
        remote_address: IP address of the request.
    """

    id: int = field(Plain("integer"))
    auditable_id: int = field(Plain("integer"))
    auditable_type: str = field(Plain("string"))
    auditable: dict[str, Any] | None = field(MapOf(Anything(), nullable=True))
    associated_id: int | None = field(Plain("integer", nullable=True))
    associated_type: str | None = field(Plain("string", nullable=True))
    user_id: int | None = field(Plain("integer", nullable=True))
    user_type: str | None = field(Plain("string", nullable=True))
    username: str | None = field(Plain("string", nullable=True))
    action: AuditAction = field(Enumeration(AuditAction))
    audited_changes: dict[str, Any] | None = field(MapOf(Anything(), nullable=True))
    version: int = field(Plain("integer"))
    comment: str | None = field(Plain("string", nullable=True))
    request_uuid: str | None = field(Plain("string", nullable=True))
    created_at: datetime.datetime = field(Timestamp("epoch"))
    remote_address: str | None = field(Plain("string", nullable=True))
