from ..._wire.kinds import OpenStrEnum


class NotificationDeletionType(OpenStrEnum):
    """The notifications to delete.

    Attributes:
        ALL: All.
        READ: Read notifications.
    """

    ALL = "all"
    READ = "read"
