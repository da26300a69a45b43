from ..._wire.kinds import OpenStrEnum


class NotificationInclusion(OpenStrEnum):
    """Which notifications a list has besides the new ones."""

    READ = "read"
    SNOOZED = "snoozed"
