from ..._wire.kinds import OpenStrEnum


class AssigneeFilter(OpenStrEnum):
    """The assignments by which conversations are listed."""

    ME = "me"
    UNASSIGNED = "unassigned"
    ALL = "all"
    ASSIGNED = "assigned"
