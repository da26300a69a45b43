from ..._wire.kinds import OpenStrEnum


class CsatOrder(OpenStrEnum):
    """The order of the responses to satisfaction surveys."""

    OLDEST_FIRST = "created_at"
    NEWEST_FIRST = "-created_at"
