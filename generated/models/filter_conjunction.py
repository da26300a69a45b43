from ..._wire.kinds import OpenStrEnum


class FilterConjunction(OpenStrEnum):
    """How a condition is joined with the next one.

    Attributes:
        AND: Both must hold.
        OR: One of them must hold.
    """

    AND = "AND"
    OR = "OR"
