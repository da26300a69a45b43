from ..._wire.kinds import OpenStrEnum


class NotificationInclusion(OpenStrEnum):
    """Notifications that a list contains in addition to the unread ones.

    Attributes:
        READ: Read notifications.
        SNOOZED: Snoozed notifications.
    """

    READ = "read"
    SNOOZED = "snoozed"
