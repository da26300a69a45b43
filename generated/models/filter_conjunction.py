from ..._wire.kinds import OpenStrEnum


class FilterConjunction(OpenStrEnum):
    """How a condition is joined with the next one."""

    AND = "AND"
    OR = "OR"
