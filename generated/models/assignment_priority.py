from ..._wire.kinds import OpenStrEnum


class AssignmentPriority(OpenStrEnum):
    """Which conversation is next."""

    EARLIEST_CREATED = "earliest_created"
    LONGEST_WAITING = "longest_waiting"
