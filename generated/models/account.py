from __future__ import annotations

import datetime
from typing import Any

from ..._wire.kinds import Anything, Enumeration, ListOf, MapOf, Plain, Timestamp, field
from ..._wire.model import Model, declare
from .account_status import AccountStatus


@declare
class Account(Model):
    """An account.

    Attributes:
        locale: Language of the server's texts, such as en or pt_BR.
        domain: Domain of the account's emails.
        support_email: Sender address of the account's emails.
        status: The status of an account.
        features: Free-form: enabled features, each with the value true.
        settings: Free-form: all settings that have been set, such as `auto_resolve_after` (minutes),
            `auto_resolve_message` and `auto_resolve_ignore_waiting`.
        cache_keys: Free-form: times of the last change of labels, inboxes and teams (`label`, `inbox`,
            `team`), in epoch seconds as strings.
        custom_attributes: Free-form: `plan_name`, `subscribed_quantity`, `subscription_status`,
            `subscription_ends_on`, `industry`, `company_size`, `timezone`, `logo`, `onboarding_step`,
            `marked_for_deletion_at`, `marked_for_deletion_reason`. Absent if there are none.
        latest_chatwoot_version: The newest Chatwoot version that the server knows of, not its own version;
            null if it knows of none. Absent in the response to a change.
        subscribed_features: Features of the account's plan; only with the paid edition.
    """

    id: int = field(Plain("integer"))
    name: str = field(Plain("string"))
    locale: str = field(Plain("string"))
    domain: str | None = field(Plain("string", nullable=True))
    support_email: str | None = field(Plain("string", nullable=True))
    status: AccountStatus = field(Enumeration(AccountStatus, extensible=True))
    created_at: datetime.datetime = field(Timestamp("iso"))
    features: Any = field(Anything())
    settings: dict[str, Any] = field(MapOf(Anything()))
    cache_keys: dict[str, Any] = field(MapOf(Anything()))
    custom_attributes: dict[str, Any] | None = field(MapOf(Anything()), default=None)
    latest_chatwoot_version: str | None = field(Plain("string", nullable=True), default=None)
    subscribed_features: list[str] | None = field(ListOf(Plain("string"), nullable=True), default=None)
