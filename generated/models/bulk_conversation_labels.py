from __future__ import annotations

from ..._wire.kinds import ListOf, Plain, field
from ..._wire.model import Model, declare


@declare
class BulkConversationLabels(Model):
    """Labels of conversations; others stay.

    Attributes:
        add: Titles of labels that they get.
        remove: Titles of labels that they lose.
    """

    add: list[str] | None = field(ListOf(Plain("string")), default=None)
    remove: list[str] | None = field(ListOf(Plain("string")), default=None)
