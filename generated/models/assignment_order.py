from ..._wire.kinds import OpenStrEnum


class AssignmentOrder(OpenStrEnum):
    """Who is next: everybody in turn, or whoever has the fewest open conversations (servers of the paid
    edition)."""

    ROUND_ROBIN = "round_robin"
    BALANCED = "balanced"
