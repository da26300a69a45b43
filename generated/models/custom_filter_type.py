from ...declarations import OpenStrEnum


class CustomFilterType(OpenStrEnum):
    """What a saved filter filters."""

    CONVERSATION = "conversation"
    CONTACT = "contact"
    REPORT = "report"
