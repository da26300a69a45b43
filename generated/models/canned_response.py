from __future__ import annotations

import datetime

from ..._wire.kinds import Plain, Timestamp, field
from ..._wire.model import Model, declare


@declare
class CannedResponse(Model):
    """A text that users insert by a short code.

    Attributes:
        short_code: The text that users type after a slash.
        content: The text, with placeholders such as {{contact.name}}.
    """

    id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    short_code: str = field(Plain("string"))
    content: str = field(Plain("string"))
    created_at: datetime.datetime = field(Timestamp("iso"))
    updated_at: datetime.datetime = field(Timestamp("iso"))
