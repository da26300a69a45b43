from __future__ import annotations

from ...declarations import Plain, declare, field
from ...decoding import Model


@declare
class InboxHelpCenter(Model):
    """The help centre of an inbox (source, not captured).

    Attributes:
        slug: Its name in URLs.
    """

    name: str = field(Plain("string"))
    slug: str = field(Plain("string"))
