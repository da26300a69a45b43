from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .automation_action import AutomationAction
from .automation_condition import AutomationCondition
from .automation_event import AutomationEvent


@declare
class AutomationRule(Model):
    """A rule that the server runs when an event occurs.

    Attributes:
        event_name: The event that triggers a rule.
        conditions: The full list of conditions.
        actions: Actions, run in this order.
        created_on: Time of creation.
        active: Whether the rule is active.
        files: Files that `send_attachment` sends; absent if there are none.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    event_name: AutomationEvent = field(Enumeration(AutomationEvent))
    conditions: list[AutomationCondition] = field(ListOf(Object(AutomationCondition)))
    actions: list[AutomationAction] = field(ListOf(Object(AutomationAction)))
    created_on: datetime.datetime = field(Timestamp("epoch"))
    active: bool = field(Plain("boolean"))
    files: list[dict[str, Any]] | None = field(ListOf(MapOf(Anything())), default=None)
