from ..._wire.kinds import OpenStrEnum


class FilterOperator(OpenStrEnum):
    """How a condition compares. Which of them an attribute takes depends on its kind; the server responds
    with 422 to others."""

    EQUAL_TO = "equal_to"
    NOT_EQUAL_TO = "not_equal_to"
    CONTAINS = "contains"
    DOES_NOT_CONTAIN = "does_not_contain"
    IS_PRESENT = "is_present"
    IS_NOT_PRESENT = "is_not_present"
    IS_GREATER_THAN = "is_greater_than"
    IS_LESS_THAN = "is_less_than"
    DAYS_BEFORE = "days_before"
    STARTS_WITH = "starts_with"
