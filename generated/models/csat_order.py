from ..._wire.kinds import OpenStrEnum


class CsatOrder(OpenStrEnum):
    """Sort order of the responses to satisfaction surveys.

    Attributes:
        OLDEST_FIRST: The oldest first.
        NEWEST_FIRST: The newest first.
    """

    OLDEST_FIRST = "created_at"
    NEWEST_FIRST = "-created_at"
