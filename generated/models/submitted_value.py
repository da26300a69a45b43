from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class SubmittedValue(Model):
    """A selected item, or a field of a form.

    Attributes:
        name: The name of a field.
        title: The title of an item.
        value: The value.
    """

    name: str | None = field(Plain("string"), default=None)
    title: str | None = field(Plain("string"), default=None)
    value: str | None = field(Plain("string"), default=None)
