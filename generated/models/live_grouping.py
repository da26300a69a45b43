from ..._wire.kinds import OpenStrEnum


class LiveGrouping(OpenStrEnum):
    """The grouping of the counts of open conversations.

    Attributes:
        ASSIGNEE_ID: By agent.
        TEAM_ID: By team.
    """

    ASSIGNEE_ID = "assignee_id"
    TEAM_ID = "team_id"
