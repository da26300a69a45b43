from __future__ import annotations

from ..._wire.kinds import Plain, field
from ..._wire.model import Model, declare


@declare
class PlatformLogin(Model):
    """A link that signs a user in.

    Attributes:
        url: A URL of the app that contains a token.
    """

    url: str = field(Plain("string", secret=True))
