from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class InboxDeletion(Model):
    """The server's message about the deletion of an inbox.

    Attributes:
        message: Text in the language of the account or user.
    """

    message: str = field(Plain("string"))
