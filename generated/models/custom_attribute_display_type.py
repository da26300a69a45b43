from ..._wire.kinds import OpenStrEnum


class CustomAttributeDisplayType(OpenStrEnum):
    """What a custom attribute holds, as responses name it."""

    TEXT = "text"
    NUMBER = "number"
    CURRENCY = "currency"
    PERCENT = "percent"
    LINK = "link"
    DATE = "date"
    LIST = "list"
    CHECKBOX = "checkbox"
