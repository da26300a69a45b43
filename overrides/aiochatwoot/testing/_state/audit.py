"""The audit log of agents' changes."""

from __future__ import annotations

from typing import Any

from .clock import Json
from .entity import Stored
from .people import Agent


class AuditLog(Stored):
    """An agent's action on a record.

    Attributes:
        auditable_type: Chatwoot's class name of the record.
        action: ``create``, ``update`` or ``destroy``.
        audited_changes: The values of a new or deleted record; old and new value of each changed attribute.
        version: The number of this entry among the entries of the record, from 1.
    """

    record: Any
    auditable_type: str
    user: Agent
    action: str
    audited_changes: Json
    version: int
