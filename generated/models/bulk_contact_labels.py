from __future__ import annotations

from ..._wire.kinds import ListOf, Plain, field
from ..._wire.model import Model, declare


@declare
class BulkContactLabels(Model):
    """Label changes of contacts; other labels are kept.

    Attributes:
        add: Titles of labels to add.
    """

    add: list[str] = field(ListOf(Plain("string")))
