from ..._wire.kinds import OpenIntEnum


class CustomAttributeDisplayTypeCode(OpenIntEnum):
    """What a custom attribute holds, as requests name it."""

    TEXT = 0
    NUMBER = 1
    CURRENCY = 2
    PERCENT = 3
    LINK = 4
    DATE = 5
    LIST = 6
    CHECKBOX = 7
