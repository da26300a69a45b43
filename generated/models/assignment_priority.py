from ..._wire.kinds import OpenStrEnum


class AssignmentPriority(OpenStrEnum):
    """Which conversation is assigned next.

    Attributes:
        EARLIEST_CREATED: The conversation that was created first.
        LONGEST_WAITING: The conversation whose customer has waited longest.
    """

    EARLIEST_CREATED = "earliest_created"
    LONGEST_WAITING = "longest_waiting"
