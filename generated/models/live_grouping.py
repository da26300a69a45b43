from ..._wire.kinds import OpenStrEnum


class LiveGrouping(OpenStrEnum):
    """By what open conversations are counted."""

    ASSIGNEE_ID = "assignee_id"
    TEAM_ID = "team_id"
