from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class InboxHelpCenter(Model):
    """The help center of an inbox.

    Attributes:
        slug: Name of the help center in URLs.
    """

    name: str = field(Plain("string"))
    slug: str = field(Plain("string"))
