from __future__ import annotations

from ..._wire.kinds import ListOf, Plain, field
from ..._wire.model import Model, declare


@declare
class BulkConversationLabels(Model):
    """Label changes of conversations; other labels are kept.

    Attributes:
        add: Titles of labels to add.
        remove: Titles of labels to remove.
    """

    add: list[str] | None = field(ListOf(Plain("string")), default=None)
    remove: list[str] | None = field(ListOf(Plain("string")), default=None)
