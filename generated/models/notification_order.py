from ..._wire.kinds import OpenStrEnum


class NotificationOrder(OpenStrEnum):
    """Sort order of notifications.

    Attributes:
        DESC: The newest first.
        ASC: The oldest first.
    """

    DESC = "desc"
    ASC = "asc"
