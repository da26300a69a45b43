from ..._wire.kinds import OpenStrEnum


class FilterOperator(OpenStrEnum):
    """Comparison operator of a condition. The type of the attribute decides which operators are allowed;
    the server responds with 422 to others.

    Attributes:
        EQUAL_TO: The attribute has one of the values.
        NOT_EQUAL_TO: The attribute has none of the values.
        CONTAINS: The text contains one of the values.
        DOES_NOT_CONTAIN: The text contains none of the values.
        IS_PRESENT: The attribute is set.
        IS_NOT_PRESENT: The attribute is not set.
        IS_GREATER_THAN: The number is larger than the value, or the date later.
        IS_LESS_THAN: The number is smaller than the value, or the date earlier.
        DAYS_BEFORE: The date is more than so many days ago.
        STARTS_WITH: The text begins with the value.
    """

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
