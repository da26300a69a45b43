from ..._wire.kinds import OpenStrEnum


class ReplyTime(OpenStrEnum):
    """Reply time that the widget announces to visitors.

    Attributes:
        IN_A_FEW_MINUTES: A few minutes.
        IN_A_FEW_HOURS: A few hours.
        IN_A_DAY: A day.
    """

    IN_A_FEW_MINUTES = "in_a_few_minutes"
    IN_A_FEW_HOURS = "in_a_few_hours"
    IN_A_DAY = "in_a_day"
