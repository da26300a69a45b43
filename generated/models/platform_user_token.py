from __future__ import annotations

from ..._wire.kinds import Object, Plain, field
from ..._wire.model import Model, declare
from .platform_token_user import PlatformTokenUser


@declare
class PlatformUserToken(Model):
    """A user's access token.

    Attributes:
        access_token: The token.
        expiry: Expiry time; null for never.
        user: The owner of the token.
    """

    access_token: str = field(Plain("string", secret=True))
    expiry: str | None = field(Plain("string", nullable=True))
    user: PlatformTokenUser = field(Object(PlatformTokenUser))
