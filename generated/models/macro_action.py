from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, field
from ..._wire.model import Model, declare
from .macro_action_name import MacroActionName


@declare
class MacroAction(Model):
    """One action of a macro.

    Attributes:
        action_name: The action of a macro. The server refuses other actions (422).
        action_params: The parameters; empty for actions without parameters.
    """

    action_name: MacroActionName = field(Enumeration(MacroActionName))
    action_params: list[Any] = field(ListOf(Anything()))
