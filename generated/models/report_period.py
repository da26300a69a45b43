from ..._wire.kinds import OpenStrEnum


class ReportPeriod(OpenStrEnum):
    """The length of the periods of a report.

    Attributes:
        HOUR: An hour.
        DAY: A day.
        WEEK: A week.
        MONTH: A month.
        YEAR: A year.
    """

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
