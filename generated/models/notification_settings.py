from __future__ import annotations

from ..._wire.kinds import Enumeration, ListOf, Plain, field
from ..._wire.model import Model, declare
from .notification_email_flag import NotificationEmailFlag
from .notification_push_flag import NotificationPushFlag


@declare
class NotificationSettings(Model):
    """A user's notification settings in an account.

    Attributes:
        all_email_flags: All available flags.
        all_push_flags: All available flags.
    """

    id: int = field(Plain("integer"))
    user_id: int = field(Plain("integer"))
    account_id: int = field(Plain("integer"))
    all_email_flags: list[NotificationEmailFlag] = field(ListOf(Enumeration(NotificationEmailFlag)))
    selected_email_flags: list[NotificationEmailFlag] = field(ListOf(Enumeration(NotificationEmailFlag)))
    all_push_flags: list[NotificationPushFlag] = field(ListOf(Enumeration(NotificationPushFlag)))
    selected_push_flags: list[NotificationPushFlag] = field(ListOf(Enumeration(NotificationPushFlag)))
