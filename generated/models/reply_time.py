from ..._wire.kinds import OpenStrEnum


class ReplyTime(OpenStrEnum):
    """How soon visitors are told to expect a reply."""

    IN_A_FEW_MINUTES = "in_a_few_minutes"
    IN_A_FEW_HOURS = "in_a_few_hours"
    IN_A_DAY = "in_a_day"
