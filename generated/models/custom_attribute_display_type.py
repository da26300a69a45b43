from ..._wire.kinds import OpenStrEnum


class CustomAttributeDisplayType(OpenStrEnum):
    """The type of a custom attribute's values, in responses.

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

    TEXT = "text"
    NUMBER = "number"
    CURRENCY = "currency"
    PERCENT = "percent"
    LINK = "link"
    DATE = "date"
    LIST = "list"
    CHECKBOX = "checkbox"
