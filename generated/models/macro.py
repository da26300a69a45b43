from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Object, Plain, field
from ..._wire.model import Model, declare
from .macro_action import MacroAction
from .macro_visibility import MacroVisibility
from .user import User


@declare
class Macro(Model):
    """A set of actions that users run on conversations.

    Attributes:
        visibility: Who can run the macro; null after a change without it.
        actions: Actions, run in this order.
        created_by: The creator; absent if the user was deleted.
        updated_by: The last editor; absent if the user was deleted.
        files: Files that `send_attachment` sends; absent if there are none.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    visibility: MacroVisibility | None = field(Enumeration(MacroVisibility, nullable=True))
    account_id: int = field(Plain("integer"))
    actions: list[MacroAction] = field(ListOf(Object(MacroAction)))
    created_by: User | None = field(Object(User, nullable=True), default=None)
    updated_by: User | None = field(Object(User, nullable=True), default=None)
    files: list[dict[str, Any]] | None = field(ListOf(MapOf(Anything())), default=None)
