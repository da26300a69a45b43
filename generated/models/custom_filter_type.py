from ..._wire.kinds import OpenStrEnum


class CustomFilterType(OpenStrEnum):
    """What a saved filter filters."""

    CONVERSATION = "conversation"
    CONTACT = "contact"
    REPORT = "report"
