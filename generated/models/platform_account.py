from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .account_status import AccountStatus


@declare
class PlatformAccount(Model):
    """An account, as a platform app sees it.

    Attributes:
        locale: Its language, such as en or pt_BR.
        domain: The domain that mails are received at.
        support_email: The address that mails are sent from; the server's own where the account has none.
        features: Free-form: the features that are on, by name.
        custom_attributes: Free-form.
        limits: Free-form: how many agents and inboxes it may have.
        status: Whether an account is in use.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    locale: str = field(Plain("string"))
    domain: str | None = field(Plain("string", nullable=True))
    support_email: str | None = field(Plain("string", nullable=True))
    features: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] = field(MapOf(Anything()))
    limits: dict[str, Any] = field(MapOf(Anything()))
    status: AccountStatus = field(Enumeration(AccountStatus, extensible=True))
