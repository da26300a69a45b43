from __future__ import annotations

from ..._wire.kinds import ListOf, Object, Plain, field
from ..._wire.model import Model, declare
from .audit_log import AuditLog


@declare
class AuditLogPage(Model):
    """One page of the audit log.

    Attributes:
        total_entries: Number of all entries.
        audit_logs: At most 25 entries.
    """

    per_page: int = field(Plain("integer"))
    total_entries: int = field(Plain("integer"))
    current_page: int = field(Plain("integer"))
    audit_logs: list[AuditLog] = field(ListOf(Object(AuditLog)))
