from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class ContactInboxSource(Model):
    """The contact's identity in an inbox."""

    source_id: str | None = field(Plain("string"), default=None)
