from ..._wire.kinds import OpenStrEnum


class ReportPeriod(OpenStrEnum):
    """The length of a period of a report."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
