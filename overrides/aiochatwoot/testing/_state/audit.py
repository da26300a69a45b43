"""The audit log: who changed what."""

from __future__ import annotations

from typing import Any

from .clock import Json
from .entity import Stored
from .people import Agent


class AuditLog(Stored):
    """An agent's action on a record.

    Attributes:
        auditable_type: The class of the record in Chatwoot.
        action: ``create``, ``update`` or ``destroy``.
        audited_changes: The values of a new or deleted record; of a changed one the old and the new value of each.
        version: How often the record was changed until then.
    """

    record: Any
    auditable_type: str
    user: Agent
    action: str
    audited_changes: Json
    version: int
