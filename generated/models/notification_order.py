from ..._wire.kinds import OpenStrEnum


class NotificationOrder(OpenStrEnum):
    """Whether the newest or the oldest notifications come first."""

    DESC = "desc"
    ASC = "asc"
