from ..._wire.kinds import OpenStrEnum


class NotificationDeletionType(OpenStrEnum):
    """Which notifications are deleted."""

    ALL = "all"
    READ = "read"
