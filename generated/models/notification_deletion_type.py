from ..._wire.kinds import OpenStrEnum


class NotificationDeletionType(OpenStrEnum):
    """The notifications to delete.

    Attributes:
        ALL: All of them.
        READ: The read ones.
    """

    ALL = "all"
    READ = "read"
