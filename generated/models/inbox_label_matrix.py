from __future__ import annotations

from ..._wire.kinds import ListOf, Object, Plain, field
from ..._wire.model import Model, declare
from .named_inbox import NamedInbox
from .titled_label import TitledLabel


@declare
class InboxLabelMatrix(Model):
    """The numbers of conversations of each inbox with each label.

    Attributes:
        inboxes: Inboxes, one for each row of the matrix.
        labels: Labels, one for each column of the matrix.
        matrix: One row for each inbox, with one count for each label.
    """

    inboxes: list[NamedInbox] = field(ListOf(Object(NamedInbox)))
    labels: list[TitledLabel] = field(ListOf(Object(TitledLabel)))
    matrix: list[list[int]] = field(ListOf(ListOf(Plain("integer"))))
