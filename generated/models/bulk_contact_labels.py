from __future__ import annotations

from ..._wire.kinds import ListOf, Plain, field
from ..._wire.model import Model, declare


@declare
class BulkContactLabels(Model):
    """Labels of contacts; others stay.

    Attributes:
        add: Titles of labels that they get.
    """

    add: list[str] = field(ListOf(Plain("string")))
