from ..._wire.kinds import OpenIntEnum


class CustomAttributeDisplayTypeCode(OpenIntEnum):
    """The type of a custom attribute's values, in requests.

    Attributes:
        TEXT: Text.
        NUMBER: A number.
        CURRENCY: An amount of money.
        PERCENT: A percentage.
        LINK: A URL.
        DATE: A date.
        LIST: One value of a list.
        CHECKBOX: True or false.
    """

    TEXT = 0
    NUMBER = 1
    CURRENCY = 2
    PERCENT = 3
    LINK = 4
    DATE = 5
    LIST = 6
    CHECKBOX = 7
