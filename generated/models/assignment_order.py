from ..._wire.kinds import OpenStrEnum


class AssignmentOrder(OpenStrEnum):
    """Which agent is assigned next.

    Attributes:
        ROUND_ROBIN: Each agent in turn.
        BALANCED: The agent with the fewest open conversations (servers of the paid edition).
    """

    ROUND_ROBIN = "round_robin"
    BALANCED = "balanced"
