from ..._wire.kinds import OpenStrEnum


class AssigneeFilter(OpenStrEnum):
    """The assignment by which lists of conversations are filtered.

    Attributes:
        ME: Assigned to the token's user.
        UNASSIGNED: Assigned to nobody.
        ALL: All.
        ASSIGNED: Assigned to somebody.
    """

    ME = "me"
    UNASSIGNED = "unassigned"
    ALL = "all"
    ASSIGNED = "assigned"
