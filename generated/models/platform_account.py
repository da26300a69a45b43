from __future__ import annotations

from typing import Any

from ..._wire.kinds import Anything, Enumeration, MapOf, Plain, field
from ..._wire.model import Model, declare
from .account_status import AccountStatus


@declare
class PlatformAccount(Model):
    """An account in the platform API.

    Attributes:
        locale: Language code, such as en or pt_BR.
        domain: Domain that receives emails.
        support_email: Sender address of emails; the server's own address if the account has none.
        features: Free-form: enabled features, by name.
        custom_attributes: Free-form.
        limits: Free-form: maximum numbers of agents and inboxes.
        status: The status of an account.
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
