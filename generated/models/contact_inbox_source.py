from __future__ import annotations

from ...declarations import UNSET, Plain, Unset, declare, field
from ...decoding import Model


@declare
class ContactInboxSource(Model):
    """The contact's identity in an inbox."""

    source_id: str | Unset = field(Plain("string"), default=UNSET)
