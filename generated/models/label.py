from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class Label(Model):
    """A label for conversations and contacts.

    Attributes:
        title: Title of the label, shown on conversations and contacts.
        color: A CSS color, such as #1f93ff.
        show_on_sidebar: Whether the app shows the label in its sidebar.
    """

    id: int = field(Plain("integer"))
    title: str = field(Plain("string"))
    description: str | None = field(Plain("string", nullable=True))
    color: str = field(Plain("string"))
    show_on_sidebar: bool | None = field(Plain("boolean", nullable=True))
