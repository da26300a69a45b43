from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, field
from ..._wire.model import Model, declare
from .automation_action_name import AutomationActionName


@declare
class AutomationAction(Model):
    """One action of a rule.

    Attributes:
        action_name: The action of a rule. The server refuses actions that it does not support (422).
        action_params: The parameters; empty for actions without parameters.
    """

    action_name: AutomationActionName = field(Enumeration(AutomationActionName))
    action_params: list[Any] = field(ListOf(Anything()))
