from __future__ import annotations

from ..._wire.kinds import UNSET, Plain, Unset, declare, field
from ..._wire.model import Model


@declare
class ContactInboxSource(Model):
    """The contact's identity in an inbox."""

    source_id: str | Unset = field(Plain("string"), default=UNSET)
